/**
 * Who gets which token: one decision a function, over the directory's state alone. Error texts are Entra ID's; the codes are
 * documented at https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
 */
import { FIRST_PARTY_SCOPES } from "../constants";
import { LoginError } from "../errors";
import { directGroupsOf } from "../graph/memberships";
import type { ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";
import type { Client, Resource } from "./principals";

/**
 * The delegated permissions a client gets for a user: what the API pre-authorizes it for, and what was consented to. Scopes that
 * are switched off are never among them.
 */
export function grantedScopes(
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
 * @param interactive the user is there to answer: for Microsoft's tools the refusal then has another code.
 * @returns the scopes of the token: all that are granted, as Entra ID does.
 * @throws LoginError AADSTS650053 for a scope that does not exist, AADSTS65001 or AADSTS650057 for one that is not granted.
 */
export function decideScopes(
  state: DirectoryState,
  client: Client,
  resource: Resource,
  user: User,
  names: readonly string[],
  interactive: boolean,
): readonly string[] {
  const { publication, identifier, principal } = resource;
  const named = names.filter((name) => name !== ".default");
  const unknown = named.find(
    (name) => !publication.oauth2PermissionScopes.some(({ value }) => value === name),
  );
  if (unknown !== undefined) {
    throw new LoginError(
      "invalid_client",
      650053,
      `The application '${client.displayName}' asked for scope '${unknown}' that doesn't exist on the resource '${principal.appId}'. Contact the app vendor.`,
    );
  }
  const granted = grantedScopes(state, client, resource, user);
  if (granted.length > 0 && named.every((name) => granted.includes(name))) {
    return granted;
  }
  if (interactive && client.firstParty) {
    // https://github.com/Azure/azure-cli/issues/31051 shows both codes for one API.
    throw new LoginError(
      "invalid_client",
      650057,
      `Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${client.clientId}(${client.displayName}). Resource value from request: ${identifier}. Resource app ID: ${principal.appId}. List of valid resources from app registration: .`,
    );
  }
  throw new LoginError(
    "invalid_grant",
    65001,
    `The user or administrator has not consented to use the application with ID '${client.clientId}' named '${client.displayName}'. Send an interactive authorization request for this user and resource.`,
    { suberror: "consent_required" },
  );
}

/** The values of the roles that a principal, or one of its groups, holds on an API. Roles that are switched off do not count. */
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

/** Who counts for a user's assignments: the user and the groups that hold them directly; nested groups do not. */
export function assignablePrincipals(state: DirectoryState, user: User): readonly string[] {
  return [user.id, ...directGroupsOf(state, user.id).map(({ id }) => id)];
}

/** @throws LoginError AADSTS50105 where the API requires an assignment and the user has none. */
export function checkUserAssignment(state: DirectoryState, resource: Resource, user: User): void {
  const { principal, publication } = resource;
  const assigned = assignmentsOf(state, principal, assignablePrincipals(state, user)).length > 0;
  if (principal.appRoleAssignmentRequired && !assigned) {
    throw new LoginError(
      "invalid_grant",
      50105,
      `Your administrator has configured the application ${publication.displayName} ('${principal.appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '${user.userPrincipalName}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
    );
  }
}

/** @throws LoginError AADSTS501051 where the API requires an assignment and the client has none. */
export function checkClientAssignment(
  state: DirectoryState,
  resource: Resource,
  client: Client,
  principal: ServicePrincipal,
): void {
  const assigned = assignmentsOf(state, resource.principal, [principal.id]).length > 0;
  if (resource.principal.appRoleAssignmentRequired && !assigned) {
    throw new LoginError(
      "invalid_grant",
      501051,
      `Application '${client.clientId}'(${client.displayName}) is not assigned to a role for the application '${resource.identifier}'(${resource.publication.displayName}).`,
    );
  }
}

/**
 * Conditional Access, as `policies` of the state set it.
 *
 * @param mfaFor client ids of APIs for which this sign-in gave a second factor.
 * @throws LoginError AADSTS53003 where tokens for the API are blocked, AADSTS50076 where it asks for a second factor.
 */
export function checkConditionalAccess(
  state: DirectoryState,
  resource: Resource,
  mfaFor: readonly string[],
): void {
  const { appId } = resource.principal;
  if (state.policies.blockedFor.includes(appId)) {
    throw new LoginError(
      "invalid_grant",
      53003,
      "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
      { suberror: "message_only" },
    );
  }
  if (state.policies.mfaRequiredFor.includes(appId) && !mfaFor.includes(appId)) {
    throw new LoginError(
      "interaction_required",
      50076,
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${appId}'.`,
      { suberror: "basic_action" },
    );
  }
}

function assignmentsOf(
  state: DirectoryState,
  resource: ServicePrincipal,
  principalIds: readonly string[],
): readonly { readonly appRoleId: string }[] {
  return state.appRoleAssignments.filter(
    ({ resourceId, principalId }) =>
      resourceId === resource.id && principalIds.includes(principalId),
  );
}
