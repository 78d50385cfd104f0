/** Objects by their id, or Graph's 404. */
import { resourceNotFound } from "../errors";
import type { Application, Group, ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";

/** Finds an application by object id. @throws GraphError 404. */
export function findApplication(state: DirectoryState, id: string): Application {
  const found = state.applications.find((application) => application.id === id.toLowerCase());
  if (found === undefined) {
    throw resourceNotFound(id);
  }
  return found;
}

/** Finds a service principal by object id. @throws GraphError 404. */
export function findServicePrincipal(state: DirectoryState, id: string): ServicePrincipal {
  const found = state.servicePrincipals.find((principal) => principal.id === id.toLowerCase());
  if (found === undefined) {
    throw resourceNotFound(id);
  }
  return found;
}

/** Finds a group. @throws GraphError 404. */
export function findGroup(state: DirectoryState, id: string): Group {
  const found = state.groups.find((group) => group.id === id.toLowerCase());
  if (found === undefined) {
    throw resourceNotFound(id);
  }
  return found;
}

/** Finds a user by object id or user principal name. @throws GraphError 404. */
export function findUser(state: DirectoryState, id: string): User {
  const wanted = id.toLowerCase();
  const found = state.users.find(
    (user) => user.id === wanted || user.userPrincipalName.toLowerCase() === wanted,
  );
  if (found === undefined) {
    throw resourceNotFound(id);
  }
  return found;
}
