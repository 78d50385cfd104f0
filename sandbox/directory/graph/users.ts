/** `/users`: create, read, change, delete. */
import { Hono } from "hono";
import { v4 as randomId } from "uuid";
import { badRequest, resourceNotFound } from "../errors";
import type { CallerEnv } from "../exchange";
import { NewUserSchema, UserPatchSchema } from "../model";
import type { User } from "../model";
import { hashPassword } from "../secrets";
import type { DirectoryState } from "../state";
import { assign } from "./assign";
import { deleteUser } from "./cascade";
import { findUser } from "./find";
import { addMembershipRoutes } from "./membershipRoutes";
import { answerList, answerObject } from "./odata";
import { parseBody } from "./parse";
import { renderUser } from "./render";
import { requireCreate, requireRead, requireWrite } from "./rights";

/** The routes of `/users`. */
export function createUserRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();
  routes.use(async (c, next) => {
    requireRead(c.get("caller"));
    await next();
  });
  routes.get("/", (c) => c.json(answerList(new URL(c.req.url), c.env.state.users.map(renderUser))));
  routes.post("/", (c) => {
    requireCreate(c.get("caller"), "user");
    const { state, body } = c.env;
    const { passwordProfile, ...properties } = parseBody(NewUserSchema, body, "User").properties;
    const user: User = {
      ...properties,
      id: randomId(),
      passwordChangeDue: false,
      passwordHash: null,
      ...passwordFields(passwordProfile),
    };
    checkUserPrincipalName(state, user);
    state.users.push(user);
    return c.json(answerObject(new URL(c.req.url), renderUser(user)), 201);
  });
  routes.get("/:id", (c) => {
    const user = findUser(c.env.state, c.req.param("id"));
    return c.json(answerObject(new URL(c.req.url), renderUser(user)));
  });
  routes.patch("/:id", (c) => {
    requireWrite(c.get("caller"), "user", []);
    const { state, body } = c.env;
    const user = findUser(state, c.req.param("id"));
    const { passwordProfile, ...properties } = parseBody(UserPatchSchema, body, "User").properties;
    const changed = { ...assign(user, properties), ...passwordFields(passwordProfile) };
    checkUserPrincipalName(state, changed);
    Object.assign(user, changed);
    return c.body(null, 204);
  });
  routes.delete("/:id", (c) => {
    requireWrite(c.get("caller"), "user", []);
    const { state } = c.env;
    deleteUser(state, findUser(state, c.req.param("id")).id);
    return c.body(null, 204);
  });
  routes.get("/:id/manager", (c) => {
    // Nobody in the sandbox has one; the provider takes 404 for "none".
    findUser(c.env.state, c.req.param("id"));
    throw resourceNotFound("manager");
  });
  addMembershipRoutes(routes, "/:id", (c) => findUser(c.env.state, c.req.param("id") ?? "").id);
  return routes;
}

interface PasswordProfile {
  readonly forceChangePasswordNextSignIn: boolean;
  readonly forceChangePasswordNextSignInWithMfa: boolean;
  readonly password?: string | undefined;
}

/**
 * What a password profile changes in a user. Of Entra ID's rules for passwords, the length alone is checked.
 *
 * @throws GraphError 400 for a password of another length.
 */
function passwordFields(profile: PasswordProfile | undefined): Partial<User> {
  if (profile === undefined) {
    return {};
  }
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

/** @throws GraphError 400 for a name outside the tenant's domain, or of somebody else. */
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
