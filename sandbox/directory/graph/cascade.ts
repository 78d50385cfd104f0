/** What goes when something is deleted: all that would point nowhere. */
import type { DirectoryState } from "../state";

/**
 * Deletes an object of any kind with its assignments, consent, memberships, ownership and sign-ins;
 * an application with its service principal.
 */
export function deleteObject(state: DirectoryState, { id }: { readonly id: string }): void {
  const application = state.applications.find((each) => each.id === id);
  const principal = state.servicePrincipals.find(({ appId }) => appId === application?.appId);
  const gone = new Set<string | null>([id, ...(principal === undefined ? [] : [principal.id])]);
  const stays = (object: { readonly id: string }): boolean => !gone.has(object.id);
  state.applications = state.applications.filter(stays);
  state.servicePrincipals = state.servicePrincipals.filter(stays);
  state.groups = state.groups.filter(stays);
  state.users = state.users.filter(stays);
  state.appRoleAssignments = state.appRoleAssignments.filter(
    ({ principalId, resourceId }) => !gone.has(principalId) && !gone.has(resourceId),
  );
  state.oauth2PermissionGrants = state.oauth2PermissionGrants.filter(
    (grant) =>
      stays(grant) &&
      ![grant.clientId, grant.principalId, grant.resourceId].some((each) => gone.has(each)),
  );
  state.authorizationCodes = state.authorizationCodes.filter(({ userId }) => !gone.has(userId));
  state.refreshTokens = state.refreshTokens.filter(({ userId }) => !gone.has(userId));
  const without = (ids: readonly string[]): string[] => ids.filter((each) => !gone.has(each));
  for (const group of state.groups) group.members = without(group.members);
  for (const owned of [...state.applications, ...state.servicePrincipals, ...state.groups]) {
    owned.owners = without(owned.owners);
  }
}
