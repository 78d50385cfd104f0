/**
 * The claims of tokens.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference and
 * id-token-claims-reference
 */
import { createHash } from "node:crypto";
import type { JWTPayload } from "jose";
import { type Cloud, GROUP_CLAIM_LIMIT } from "../constants";
import { directGroupsOf, groupsOf } from "../graph/memberships";
import type { ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";
import { assignablePrincipals, assignedRoles } from "./decisions";
import type { Client, Resource } from "./principals";

/** For whom an access token speaks. */
export type Subject =
  | { readonly kind: "user"; readonly user: User; readonly scopes: readonly string[] }
  | { readonly kind: "application"; readonly principal: ServicePrincipal };

/** The claims of an access token: version 1 or 2, as the API asks for. */
export function accessTokenClaims(
  state: DirectoryState,
  client: Client,
  resource: Resource,
  subject: Subject,
  now: Date,
  cloud: Cloud,
): JWTPayload {
  const version = resource.publication.application?.api.requestedAccessTokenVersion ?? 1;
  const clientAuthentication = subject.kind === "user" ? "0" : "1";
  const objectId = subject.kind === "user" ? subject.user.id : subject.principal.id;
  const common = {
    ...lifetime(state, now),
    oid: objectId,
    sub: pairwiseSubject(objectId, resource.principal.appId),
    tid: state.tenant.id,
    ...(subject.kind === "user"
      ? userClaims(state, resource, subject.user, subject.scopes)
      : rolesClaim(assignedRoles(state, resource, [subject.principal.id]))),
  };
  if (version === 2) {
    return {
      aud: resource.principal.appId,
      iss: issuerOf(state, 2, cloud),
      azp: client.clientId,
      azpacr: clientAuthentication,
      ver: "2.0",
      ...common,
      ...(subject.kind === "user"
        ? { name: subject.user.displayName, preferred_username: subject.user.userPrincipalName }
        : {}),
    };
  }
  return {
    aud: resource.identifier,
    iss: issuerOf(state, 1, cloud),
    appid: client.clientId,
    appidacr: clientAuthentication,
    app_displayname: client.displayName,
    idp: issuerOf(state, 1, cloud),
    idtyp: subject.kind === "user" ? "user" : "app",
    ver: "1.0",
    ...common,
    ...(subject.kind === "user"
      ? {
          family_name: subject.user.surname,
          given_name: subject.user.givenName,
          name: subject.user.displayName,
          unique_name: subject.user.userPrincipalName,
          upn: subject.user.userPrincipalName,
        }
      : {}),
  };
}

/** The claims of the ID token that goes with a user's sign-in. */
export function idTokenClaims(
  state: DirectoryState,
  client: Client,
  user: User,
  nonce: string | null,
  now: Date,
  cloud: Cloud,
): JWTPayload {
  return {
    aud: client.clientId,
    iss: issuerOf(state, 2, cloud),
    ...lifetime(state, now),
    name: user.displayName,
    oid: user.id,
    preferred_username: user.userPrincipalName,
    sub: pairwiseSubject(user.id, client.clientId),
    tid: state.tenant.id,
    ver: "2.0",
    ...(nonce === null ? {} : { nonce }),
  };
}

/** Who issues tokens of a version. */
export function issuerOf({ tenant }: DirectoryState, version: 1 | 2, { login }: Cloud): string {
  return version === 1
    ? `https://sts.windows.net/${tenant.id}/`
    : `https://${login}/${tenant.id}/v2.0`;
}

function lifetime(
  { policies }: DirectoryState,
  now: Date,
): Pick<JWTPayload, "iat" | "nbf" | "exp"> {
  const issued = Math.floor(now.getTime() / 1000);
  return { iat: issued, nbf: issued, exp: issued + policies.tokenLifetime };
}

/** The same for one person at one API for ever, and different at every other API. */
function pairwiseSubject(objectId: string, appId: string): string {
  return createHash("sha256").update(`${objectId} ${appId}`).digest("base64url");
}

function userClaims(
  state: DirectoryState,
  resource: Resource,
  user: User,
  scopes: readonly string[],
): JWTPayload {
  const roles = assignedRoles(state, resource, assignablePrincipals(state, user));
  const groups = groupClaim(state, resource, user);
  const asRoles = resource.publication.application?.optionalClaims?.accessToken.some(
    ({ name, additionalProperties }) =>
      name === "groups" && additionalProperties.includes("emit_as_roles"),
  );
  return {
    scp: scopes.join(" "),
    // Groups as roles push the real roles out of the token.
    ...(asRoles === true && groups !== undefined
      ? rolesClaim(groups)
      : { ...rolesClaim(roles), ...groupsClaim(state, user, groups) }),
  };
}

function rolesClaim(roles: readonly string[]): JWTPayload {
  return roles.length === 0 ? {} : { roles: [...roles] };
}

function groupsClaim(
  state: DirectoryState,
  user: User,
  groups: readonly string[] | undefined,
): JWTPayload {
  if (groups === undefined || groups.length === 0) return {};
  if (groups.length <= GROUP_CLAIM_LIMIT) return { groups: [...groups] };
  // The address is that of the retired Azure AD Graph, as in the service's own tokens.
  const endpoint = `https://graph.windows.net/${state.tenant.id}/users/${user.id}/getMemberObjects`;
  return { _claim_names: { groups: "src1" }, _claim_sources: { src1: { endpoint } } };
}

/**
 * The ids of the groups that `groupMembershipClaims` puts into a token; undefined where it asks for
 * none.
 */
function groupClaim(
  state: DirectoryState,
  resource: Resource,
  user: User,
): readonly string[] | undefined {
  const claims = resource.publication.application?.groupMembershipClaims
    ?.split(",")
    .map((claim) => claim.trim());
  if (claims?.some((claim) => claim === "SecurityGroup" || claim === "All") === true) {
    return groupsOf(state, user.id)
      .filter(({ securityEnabled }) => securityEnabled || claims.includes("All"))
      .map(({ id }) => id);
  }
  if (claims?.includes("ApplicationGroup") === true) {
    const assigned = new Set(
      state.appRoleAssignments
        .filter(({ resourceId }) => resourceId === resource.principal.id)
        .map(({ principalId }) => principalId),
    );
    return directGroupsOf(state, user.id)
      .filter(({ id }) => assigned.has(id))
      .map(({ id }) => id);
  }
  return undefined;
}
