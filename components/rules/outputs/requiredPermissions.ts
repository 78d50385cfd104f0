import { peopleOf } from "../facts/facts";
import { isUnknownPermission } from "../values/graphPermissions";
import type { ManagementApiSpec } from "../keys";
import type { RegistrationSpec } from "../values/registration";

/**
 * What the identity that runs `pulumi up` needs, for what this stack switches on: application
 * permissions of Microsoft Graph, each with its reason. A signed-in user needs the matching
 * directory role instead (Application Developer is enough for the first). Source:
 * terraform-provider-azuread, docs/resources/*.md. Tenant-wide consent is never needed.
 */
export function requiredPermissions(spec: ManagementApiSpec): readonly string[] {
  const { registration, producers, owners, assignments, graphPermissions } = spec;
  return [
    forRegistration(registration),
    ...(owners.length > 0 || peopleOf(spec).some(({ kind }) => kind === "userPrincipalName")
      ? ["User.Read.All: owners, and users given by name"]
      : []),
    ...(graphPermissions.some(isUnknownPermission)
      ? ["Application.Read.All: ids of Microsoft Graph permissions that the program does not know"]
      : []),
    ...(producers.kind === "created" ? [groupPermission(producers)] : []),
    ...(assignments.length > 0
      ? ["AppRoleAssignment.ReadWrite.All, Application.Read.All: assignments"]
      : []),
  ];
}

function forRegistration(registration: RegistrationSpec): string {
  const permission = "Application.ReadWrite.OwnedBy";
  switch (registration.mode) {
    case "create":
      return `${permission}: the registration, its parts and its service principal`;
    case "existing":
      return `${permission}, and to be an owner of the registration ${registration.clientId}: scopes and pre-authorized clients`;
    case "adopt":
      return `${permission}, and to be an owner of the registration ${registration.clientId} and of its service principal: what config declares of both`;
  }
}

function groupPermission(group: { readonly owners: readonly unknown[] }): string {
  return group.owners.length === 0
    ? "Group.Create: the group of producers, owned by the caller"
    : "Group.ReadWrite.All: the group of producers, with owners besides the caller";
}
