/** `/users` and `/me`: create, read, change, delete, memberships. */
import { v4 as randomId } from "uuid";
import { badRequest, resourceNotFound } from "../errors";
import { NewUserSchema, type User, type UserPatch, UserPatchSchema } from "../model";
import { hashPassword } from "../secrets";
import type { DirectoryState } from "../state";
import { findById } from "./find";
import { membershipRoutes } from "./membershipRoutes";
import { parseBody } from "./parse";
import { renderUser } from "./render";
import { collectionRoutes, type GraphInput, reading, type RouteTable } from "./route";

export const userRoutes: RouteTable = {
  ...collectionRoutes<User>({
    name: "users",
    target: "user",
    all: (state) => state.users,
    render: (_state, user) => renderUser(user),
    create(state, { body }) {
      const { passwordProfile, ...properties } = parseBody(NewUserSchema, body, "User");
      const user: User = {
        ...properties,
        id: randomId(),
        passwordChangeDue: false,
        passwordHash: null,
        ...passwordFields(passwordProfile),
      };
      checkUserPrincipalName(state, user);
      return user;
    },
    change(state, user, body) {
      const { passwordProfile, ...properties } = parseBody(UserPatchSchema, body, "User");
      const changed = Object.assign({ ...user }, properties, passwordFields(passwordProfile));
      checkUserPrincipalName(state, changed);
      Object.assign(user, changed);
    },
  }),
  ...membershipRoutes("/users/:id", (state, { id }) => findById(state.users, id).id),
  "GET /users/:id/manager": reading((state, { id }) => {
    // Nobody in the sandbox has one; the provider takes 404 for "none".
    findById(state.users, id);
    throw resourceNotFound("manager");
  }),
};

/** The routes of `/me`: the signed-in user needs no further right to ask about themselves. */
export const meRoutes: RouteTable = {
  "GET /me": (state, input) => ({ object: renderUser(findMe(state, input)) }),
  ...membershipRoutes(
    "/me",
    (state, input) => findMe(state, input).id,
    (handler) => handler,
  ),
};

function findMe(state: DirectoryState, { caller }: GraphInput): User {
  if (caller.kind === "application") {
    throw badRequest("/me request is only valid with delegated authentication flow.");
  }
  return findById(state.users, caller.objectId);
}

/**
 * What a password profile changes in a user. Of Entra ID's rules for passwords, the length alone is
 * checked.
 *
 * @throws Refusal 400 for a password of another length.
 */
function passwordFields(profile: UserPatch["passwordProfile"]): Partial<User> {
  if (profile === undefined) return {};
  const { password, forceChangePasswordNextSignIn, forceChangePasswordNextSignInWithMfa } = profile;
  if (password !== undefined && (password.length < 8 || password.length > 256)) {
    throw badRequest(
      "The specified password does not comply with password complexity requirements. Please provide a different password.",
      "passwordProfile",
    );
  }
  return {
    passwordChangeDue: forceChangePasswordNextSignIn || forceChangePasswordNextSignInWithMfa,
    ...(password === undefined ? {} : { passwordHash: hashPassword(password) }),
  };
}

/** @throws Refusal 400 for a name outside the tenant's domain, or of somebody else. */
function checkUserPrincipalName(state: DirectoryState, { id, userPrincipalName }: User): void {
  const wanted = userPrincipalName.toLowerCase();
  if (!wanted.endsWith(`@${state.tenant.domain}`)) {
    throw badRequest(
      "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
      "userPrincipalName",
    );
  }
  if (
    state.users.some((other) => other.id !== id && other.userPrincipalName.toLowerCase() === wanted)
  ) {
    throw badRequest(
      "Another object with the same value for property userPrincipalName already exists.",
      "userPrincipalName",
    );
  }
}
