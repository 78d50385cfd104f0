/**
 * The claims of tokens.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference and
 * id-token-claims-reference
 */
import { createHash } from "node:crypto";
import type { JWTPayload } from "jose";
import { GROUP_CLAIM_LIMIT } from "../constants";
import type { Exchange } from "../exchange";
import { directGroupsOf, groupsOf } from "../graph/memberships";
import type { ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";
import { assignablePrincipals, assignedRoles, assignmentsOf } from "./decisions";
import type { ClientExchange, Resource } from "./principals";

/** For whom an access token speaks. */
export type Subject =
  | { readonly kind: "user"; readonly user: User; readonly scopes: readonly string[] }
  | { readonly kind: "application"; readonly principal: ServicePrincipal };

/**
 * The claims of an access token: version 1 or 2, as the API asks for. Those that are undefined
 * stay out of the token.
 */
export function accessTokenClaims(
  exchange: ClientExchange,
  resource: Resource,
  subject: Subject,
): JWTPayload {
  const { state, client } = exchange;
  const { principal, publication, identifier } = resource;
  const user = subject.kind === "user" ? subject.user : undefined;
  const version = publication.application?.api.requestedAccessTokenVersion ?? 1;
  const clientAuthentication = user === undefined ? "1" : "0";
  const objectId = subject.kind === "user" ? subject.user.id : subject.principal.id;
  const claims = {
    aud: version === 2 ? principal.appId : identifier,
    ...commonClaims(exchange, version, objectId, principal.appId),
    ...(subject.kind === "user"
      ? userClaims(state, resource, subject.user, subject.scopes)
      : { roles: unlessEmpty(assignedRoles(state, resource, [objectId])) }),
    name: user?.displayName,
  };
  if (version === 2) {
    return {
      ...claims,
      azp: client.clientId,
      azpacr: clientAuthentication,
      preferred_username: user?.userPrincipalName,
    };
  }
  return {
    ...claims,
    appid: client.clientId,
    appidacr: clientAuthentication,
    app_displayname: client.displayName,
    family_name: user?.surname,
    given_name: user?.givenName,
    idp: claims.iss,
    idtyp: user === undefined ? "app" : "user",
    unique_name: user?.userPrincipalName,
    upn: user?.userPrincipalName,
  };
}

/** The claims of the ID token that goes with a user's sign-in. */
export function idTokenClaims(
  exchange: ClientExchange,
  user: User,
  nonce: string | null,
): JWTPayload {
  const { clientId } = exchange.client;
  return {
    aud: clientId,
    ...commonClaims(exchange, 2, user.id, clientId),
    name: user.displayName,
    preferred_username: user.userPrincipalName,
    nonce: nonce ?? undefined,
  };
}

/** Who issues tokens of a version. */
export function issuerOf({ state, cloud }: Exchange, version: 1 | 2): string {
  const { id } = state.tenant;
  return version === 1 ? `https://sts.windows.net/${id}/` : `https://${cloud.login}/${id}/v2.0`;
}

/** Who issued a token when, and for whom. */
function commonClaims(exchange: Exchange, version: 1 | 2, objectId: string, appId: string) {
  const { tenant, policies } = exchange.state;
  const issued = Math.floor(exchange.now.getTime() / 1000);
  return {
    iss: issuerOf(exchange, version),
    iat: issued,
    nbf: issued,
    exp: issued + policies.tokenLifetime,
    oid: objectId,
    sub: pairwiseSubject(objectId, appId),
    tid: tenant.id,
    ver: `${version}.0`,
  };
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
  const scp = scopes.join(" ");
  const roles = assignedRoles(state, resource, assignablePrincipals(state, user));
  const groups = claimedGroups(state, resource, user);
  const asRoles = resource.publication.application?.optionalClaims?.accessToken.some(
    ({ name, additionalProperties }) =>
      name === "groups" && additionalProperties.includes("emit_as_roles"),
  );
  // Groups as roles push the real roles out of the token.
  if (asRoles === true && groups !== undefined) return { scp, roles: unlessEmpty(groups) };
  const claims = { scp, roles: unlessEmpty(roles) };
  if (groups === undefined || groups.length <= GROUP_CLAIM_LIMIT) {
    return { ...claims, groups: unlessEmpty(groups) };
  }
  // The address is that of the retired Azure AD Graph, as in the service's own tokens.
  const endpoint = `https://graph.windows.net/${state.tenant.id}/users/${user.id}/getMemberObjects`;
  return { ...claims, _claim_names: { groups: "src1" }, _claim_sources: { src1: { endpoint } } };
}

function unlessEmpty(values: readonly string[] | undefined): readonly string[] | undefined {
  return values?.length === 0 ? undefined : values;
}

/**
 * The ids of the groups that `groupMembershipClaims` puts into a token; undefined where it asks for
 * none.
 */
function claimedGroups(
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
    return directGroupsOf(state, user.id)
      .map(({ id }) => id)
      .filter((id) => assignmentsOf(state, resource.principal, [id]).length > 0);
  }
  return undefined;
}
