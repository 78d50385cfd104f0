import type * as azuread from "@pulumi/azuread";
import type { ExistingRegistration } from "../rules/existing";

/**
 * The registration as the provider's look-ups tell it.
 *
 * @param principal undefined where the tenant has no service principal of that client id.
 */
export function existingAs(
  application: azuread.GetApplicationResult,
  principal: azuread.GetServicePrincipalResult | undefined,
): ExistingRegistration {
  const [api] = application.apis;
  return {
    objectId: application.objectId,
    clientId: application.clientId,
    displayName: application.displayName,
    tokenVersion: api?.requestedAccessTokenVersion === 2 ? 2 : 1,
    identifierUris: application.identifierUris,
    scopes: (api?.oauth2PermissionScopes ?? []).map(({ id, type, ...scope }) => ({
      ...scope,
      id: id.toLowerCase(),
      pinned: true,
      consent: type === "Admin" ? "adminsOnly" : "adminsAndUsers",
    })),
    appRoles: application.appRoles.map((role) => ({ ...role, id: role.id.toLowerCase() })),
    groupMembershipClaims: application.groupMembershipClaims,
    servicePrincipal: principal && {
      objectId: principal.objectId,
      enabled: principal.accountEnabled,
      assignmentRequired: principal.appRoleAssignmentRequired,
    },
  };
}
