/**
 * Who may do what on Microsoft Graph. Simpler than the real service, and strict: an application
 * needs the application permission that the provider's documentation names; a user may read
 * everything, create, and change what they own.
 * https://registry.terraform.io/providers/hashicorp/azuread/latest/docs
 */
import type { Caller } from "../caller";
import { accessDenied } from "../errors";

export type Target = "application" | "group" | "assignment" | "grant" | "user";

/** The application permissions to write each: any of them, or `own` for what the caller owns. */
const PERMISSIONS: Readonly<
  Record<Target, { readonly all: readonly string[]; readonly own?: string }>
> = {
  application: { all: ["Application.ReadWrite.All"], own: "Application.ReadWrite.OwnedBy" },
  group: { all: ["Group.ReadWrite.All"], own: "Group.Create" },
  assignment: { all: ["AppRoleAssignment.ReadWrite.All"] },
  grant: { all: ["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"] },
  user: { all: ["User.ReadWrite.All", "Directory.ReadWrite.All"] },
};
/** What only administrators write: never a user of the sandbox. */
const ADMINISTRATORS_ONLY: readonly Target[] = ["grant", "user"];
const READ_PERMISSIONS = /\.(Read|ReadWrite)\.(All|OwnedBy)$|^Group\.Create$/;
/** Delegated permissions that let a client act for its user on the directory as the user could. */
const ACT_AS_USER = ["Directory.AccessAsUser.All", "Application.ReadWrite.All"];

/** @throws Refusal 403 for a caller that may not read the directory. */
export function requireRead(caller: Caller): void {
  const allowed =
    caller.kind === "application"
      ? caller.roles.some((role) => READ_PERMISSIONS.test(role))
      : caller.scopes.some((scope) => scope !== "User.Read" && READ_PERMISSIONS.test(scope)) ||
        actsAsUser(caller.scopes);
  if (!allowed) throw accessDenied();
}

/**
 * @param owners of the object to change. Absent: a new one, which is the caller's own.
 * @throws Refusal 403 for a caller that may neither write all such objects nor this one.
 */
export function requireWrite(caller: Caller, target: Target, owners?: readonly string[]): void {
  const owns = owners?.includes(caller.objectId) ?? true;
  const { all, own } = PERMISSIONS[target];
  const allowed =
    caller.kind === "application"
      ? caller.roles.some((role) => all.includes(role) || (owns && role === own))
      : owns && actsAsUser(caller.scopes) && !ADMINISTRATORS_ONLY.includes(target);
  if (!allowed) throw accessDenied();
}

function actsAsUser(scopes: readonly string[]): boolean {
  return ACT_AS_USER.some((scope) => scopes.includes(scope));
}
