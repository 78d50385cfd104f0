/**
 * Who gets which token: one decision a function, over the directory's state alone.
 */
import { FIRST_PARTY_SCOPES } from "../constants";
import type { Refusal } from "../errors";
import { directGroupsOf } from "../graph/memberships";
import type { ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";
import type { Client, Resource } from "./principals";
import { aadsts } from "./refusals";

/**
 * The delegated permissions a client gets for a user: what the API pre-authorizes it for, and what
 * was consented to. Scopes that are switched off are never among them.
 */
function grantedScopes(
  state: DirectoryState,
  client: Client,
  resource: Resource,
  user: User,
): readonly string[] {
  const { publication, principal } = resource;
  const preAuthorized = new Set(
    publication.application?.api.preAuthorizedApplications
      .filter(({ appId }) => appId.toLowerCase() === client.clientId)
      .flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds),
  );
  const consented = new Set(
    state.oauth2PermissionGrants
      .filter(
        (grant) =>
          grant.clientId === client.principal?.id &&
          grant.resourceId === principal.id &&
          (grant.consentType === "AllPrincipals" || grant.principalId === user.id),
      )
      .flatMap(({ scope }) => scope.split(" ")),
  );
  // Microsoft's own tools on Microsoft's own APIs: consented to by nobody, granted all the same.
  const builtIn = client.firstParty && principal.published !== null ? FIRST_PARTY_SCOPES : [];
  return publication.oauth2PermissionScopes.flatMap(({ id, value, isEnabled }) =>
    value !== null &&
    isEnabled &&
    (preAuthorized.has(id) || consented.has(value) || builtIn.includes(value))
      ? [value]
      : [],
  );
}

/**
 * Whether a user may have a token with the scopes asked for.
 *
 * @param names permission values; ".default" stands for all that is granted.
 * @param interactive the user is there to answer: for Microsoft's tools the refusal then has
 * another code.
 * @returns the scopes of the token: all that are granted, as Entra ID does.
 * @throws Refusal AADSTS650053 for a scope that does not exist, AADSTS65001 or AADSTS650057 for
 * one that is not granted.
 */
export function decideScopes(
  state: DirectoryState,
  client: Client,
  resource: Resource,
  user: User,
  names: readonly string[],
  interactive: boolean,
): readonly string[] {
  const { publication } = resource;
  const named = names.filter((name) => name !== ".default");
  const unknown = named.find(
    (name) => !publication.oauth2PermissionScopes.some(({ value }) => value === name),
  );
  if (unknown !== undefined) throw aadsts(650053, client, resource, unknown);
  const granted = grantedScopes(state, client, resource, user);
  if (granted.length > 0 && named.every((name) => granted.includes(name))) return granted;
  if (interactive && client.firstParty) throw aadsts(650057, client, resource);
  throw aadsts(65001, client);
}

/**
 * The values of the roles that a principal, or one of its groups, holds on an API. Roles that are
 * switched off do not count.
 */
export function assignedRoles(
  state: DirectoryState,
  resource: Resource,
  principalIds: readonly string[],
): readonly string[] {
  const held = new Set(
    assignmentsOf(state, resource.principal, principalIds).map(({ appRoleId }) => appRoleId),
  );
  return resource.publication.appRoles.flatMap(({ id, value, isEnabled }) =>
    value !== null && isEnabled && held.has(id) ? [value] : [],
  );
}

/**
 * Who counts for a user's assignments: the user and the groups that hold them directly; nested
 * groups do not.
 */
export function assignablePrincipals(state: DirectoryState, user: User): readonly string[] {
  return [user.id, ...directGroupsOf(state, user.id).map(({ id }) => id)];
}

/** @throws `refusal` where the API requires an assignment and none of the principals has one. */
export function checkAssignment(
  state: DirectoryState,
  { principal }: Resource,
  principalIds: readonly string[],
  refusal: Refusal,
): void {
  const held = assignmentsOf(state, principal, principalIds);
  if (principal.appRoleAssignmentRequired && held.length === 0) throw refusal;
}

/**
 * Conditional Access, as `policies` of the state set it.
 *
 * @param mfaFor client ids of APIs for which this sign-in gave a second factor.
 * @throws Refusal AADSTS53003 where tokens for the API are blocked, AADSTS50076 where it asks
 * for a second factor.
 */
export function checkConditionalAccess(
  state: DirectoryState,
  resource: Resource,
  mfaFor: readonly string[],
): void {
  const { appId } = resource.principal;
  if (state.policies.blockedFor.includes(appId)) throw aadsts(53003);
  if (state.policies.mfaRequiredFor.includes(appId) && !mfaFor.includes(appId)) {
    throw aadsts(50076, appId);
  }
}

/** The assignments that principals hold on an API. */
export function assignmentsOf(
  state: DirectoryState,
  resource: ServicePrincipal,
  principalIds: readonly string[],
): readonly { readonly appRoleId: string }[] {
  return state.appRoleAssignments.filter(
    ({ resourceId, principalId }) =>
      resourceId === resource.id && principalIds.includes(principalId),
  );
}
