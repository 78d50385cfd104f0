/** Objects by their id, or Graph's 404. */
import { resourceNotFound } from "../errors";
import type { Application, Group, ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";

/** Finds an object by its id, in any case. @throws GraphError 404. */
export function findById<T extends { readonly id: string }>(objects: readonly T[], id: string): T {
  const found = objects.find((object) => object.id === id.toLowerCase());
  if (found === undefined) throw resourceNotFound(id);
  return found;
}

/** Finds an application by object id. @throws GraphError 404. */
export function findApplication(state: DirectoryState, id: string): Application {
  return findById(state.applications, id);
}

/** Finds a service principal by object id. @throws GraphError 404. */
export function findServicePrincipal(state: DirectoryState, id: string): ServicePrincipal {
  return findById(state.servicePrincipals, id);
}

/** Finds a group. @throws GraphError 404. */
export function findGroup(state: DirectoryState, id: string): Group {
  return findById(state.groups, id);
}

/** Finds a user by object id or user principal name. @throws GraphError 404. */
export function findUser(state: DirectoryState, id: string): User {
  const named = state.users.find(
    ({ userPrincipalName }) => userPrincipalName.toLowerCase() === id.toLowerCase(),
  );
  return named ?? findById(state.users, id);
}
