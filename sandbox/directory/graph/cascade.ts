/**
 * What goes when something is deleted: assignments, grants and memberships that would point
 * nowhere.
 */
import type { Application, Group, ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";

/** Deletes an application with its service principal. */
export function deleteApplication(state: DirectoryState, { id, appId }: Application): void {
  state.applications = state.applications.filter((application) => application.id !== id);
  for (const principal of state.servicePrincipals.filter((each) => each.appId === appId)) {
    deleteServicePrincipal(state, principal);
  }
  forgetPrincipal(state, id);
}

/** Deletes a service principal with its assignments and grants, on either side. */
export function deleteServicePrincipal(state: DirectoryState, { id }: ServicePrincipal): void {
  state.servicePrincipals = state.servicePrincipals.filter((principal) => principal.id !== id);
  state.oauth2PermissionGrants = state.oauth2PermissionGrants.filter(
    ({ clientId, resourceId }) => clientId !== id && resourceId !== id,
  );
  forgetPrincipal(state, id);
}

/** Deletes a group with its assignments and memberships. */
export function deleteGroup(state: DirectoryState, { id }: Group): void {
  state.groups = state.groups.filter((group) => group.id !== id);
  forgetPrincipal(state, id);
}

/**
 * Deletes a user with everything that hangs on them: assignments, consent, memberships, ownership,
 * sign-ins.
 */
export function deleteUser(state: DirectoryState, { id }: User): void {
  state.users = state.users.filter((user) => user.id !== id);
  state.oauth2PermissionGrants = state.oauth2PermissionGrants.filter(
    ({ principalId }) => principalId !== id,
  );
  state.authorizationCodes = state.authorizationCodes.filter(({ userId }) => userId !== id);
  state.refreshTokens = state.refreshTokens.filter(({ userId }) => userId !== id);
  forgetPrincipal(state, id);
}

function forgetPrincipal(state: DirectoryState, id: string): void {
  state.appRoleAssignments = state.appRoleAssignments.filter(
    ({ principalId, resourceId }) => principalId !== id && resourceId !== id,
  );
  for (const group of state.groups) group.members = group.members.filter((member) => member !== id);
  for (const owned of [...state.applications, ...state.servicePrincipals, ...state.groups]) {
    owned.owners = owned.owners.filter((owner) => owner !== id);
  }
}
