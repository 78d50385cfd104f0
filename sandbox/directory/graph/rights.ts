/**
 * Who may do what on Microsoft Graph. Simpler than the real service, and strict: an application
 * needs the application permission that the provider's documentation names; a user may read
 * everything, create, and change what they own.
 * https://registry.terraform.io/providers/hashicorp/azuread/latest/docs
 */
import type { Caller } from "../caller";
import { accessDenied } from "../errors";

/** What is written. */
export type Target = "application" | "group" | "assignment" | "grant" | "user";

const APPLICATION_PERMISSIONS: Readonly<Record<Target, readonly string[]>> = {
  application: ["Application.ReadWrite.All"],
  group: ["Group.ReadWrite.All"],
  assignment: ["AppRoleAssignment.ReadWrite.All"],
  grant: ["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"],
  user: ["User.ReadWrite.All", "Directory.ReadWrite.All"],
};
const CREATE_OWN: Readonly<Partial<Record<Target, string>>> = {
  application: "Application.ReadWrite.OwnedBy",
  group: "Group.Create",
};
const READ_PERMISSIONS = /\.(Read|ReadWrite)\.(All|OwnedBy)$|^Group\.Create$/;
/** Delegated permissions that let a client act for its user on the directory as the user could. */
const ACT_AS_USER = ["Directory.AccessAsUser.All", "Application.ReadWrite.All"];

/** @throws GraphError 403 for a caller that may not read the directory. */
export function requireRead(caller: Caller): void {
  const allowed =
    caller.kind === "application"
      ? caller.roles.some((role) => READ_PERMISSIONS.test(role))
      : caller.scopes.some((scope) => scope !== "User.Read" && READ_PERMISSIONS.test(scope)) ||
        actsAsUser(caller.scopes);
  if (!allowed) throw accessDenied();
}

/** What only administrators make: never a user of the sandbox. */
const ADMINISTRATORS_ONLY: readonly Target[] = ["grant", "user"];

/** @throws GraphError 403 for a caller that may not create such an object. */
export function requireCreate(caller: Caller, target: Target): void {
  const own = CREATE_OWN[target];
  const allowed =
    caller.kind === "application"
      ? hasPermission(caller.roles, target) || (own !== undefined && caller.roles.includes(own))
      : actsAsUser(caller.scopes) && !ADMINISTRATORS_ONLY.includes(target);
  if (!allowed) throw accessDenied();
}

/**
 * @throws GraphError 403 for a caller that may neither change all such objects nor owns this one.
 */
export function requireWrite(caller: Caller, target: Target, owners: readonly string[]): void {
  const own = CREATE_OWN[target];
  const owns = owners.includes(caller.objectId);
  const allowed =
    caller.kind === "application"
      ? hasPermission(caller.roles, target) ||
        (owns && own !== undefined && caller.roles.includes(own))
      : owns && actsAsUser(caller.scopes);
  if (!allowed) throw accessDenied();
}

function hasPermission(roles: readonly string[], target: Target): boolean {
  return APPLICATION_PERMISSIONS[target].some((role) => roles.includes(role));
}

function actsAsUser(scopes: readonly string[]): boolean {
  return ACT_AS_USER.some((scope) => scopes.includes(scope));
}
