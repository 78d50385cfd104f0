/**
 * The parts that a stack makes of a registration, each by the name that previews show after the
 * component's, and the ids by which parts that are there already are imported.
 */
import { type AssignmentSpec, assigneeKey } from "./assignments";
import { MICROSOFT_GRAPH_APP_ID } from "./clients";
import type { ManagementApiSpec } from "./keys";
import { type Facts, objectIdOf, objectIdsOf } from "./facts";
import { DEFAULT_IDENTIFIER_URI, resolveIdentifierUri } from "./identifierUris";
import { permissionName } from "./ids";

/** A part's name, and the names that it had before. */
export interface PartName {
  readonly name: string;
  readonly former: readonly string[];
}

/** A scope or app role, as far as names are concerned. */
interface Permission {
  readonly id: string;
  readonly value: string;
  readonly pinned: boolean;
}

/** The registration itself. */
export const REGISTRATION = "registration";
/** The API in the tenant. */
export const SERVICE_PRINCIPAL = "service-principal";
/** The permissions of Microsoft Graph that the registration asks for, where they are a part. */
export const GRAPH_ACCESS = "graph-access";
/** The clients that are consented together with the API, where they are a part. */
export const KNOWN_CLIENTS = "known-clients";

/** The name of an identifier URI, as config has it. */
export function uriPart(uri: string): string {
  return uri === DEFAULT_IDENTIFIER_URI ? "uri" : `uri-${uri}`;
}

/** The name of a scope. */
export function scopePart(scope: Permission, { deployed }: Facts): PartName {
  return named("scope", scope, deployed?.scopes);
}

/** The name of an app role, where it is a part. */
export function appRolePart(role: Permission, { deployed }: Facts): PartName {
  return named("app-role", role, deployed?.appRoles);
}

/** The name of a pre-authorized client. */
export function clientPart(clientId: string): string {
  return `client-${clientId}`;
}

/** The name of an owner, where it is a part. */
export function ownerPart(objectId: string): string {
  return `owner-${objectId}`;
}

/** The name of an assignment. */
export function assignmentPart(
  { principal, role, roleId }: AssignmentSpec,
  { appRoles }: Pick<ManagementApiSpec, "appRoles">,
  facts: Facts,
): PartName {
  // A service principal by its object id, whichever id config has: it stays the same assignment.
  const who =
    principal.kind === "servicePrincipal" ? objectIdOf(principal, facts) : assigneeKey(principal);
  const permission = appRoles.find(({ value }) => value === role);
  return permission === undefined
    ? { name: `assignment-${who}`, former: [] }
    : named(`assignment-${who}`, { ...permission, id: roleId }, facts.deployed?.appRoles);
}

/**
 * The parts of an adopted registration that a stack declares, each with the import id that it has
 * where it is there. That of an assignment ends with a slash: only the directory knows the rest.
 * Source: terraform-provider-azuread, docs/resources/*.md.
 */
export function importIds(spec: ManagementApiSpec, facts: Facts): ReadonlyMap<string, string> {
  const { existing, caller } = facts;
  if (existing === undefined || spec.registration.mode !== "adopt") return new Map();
  const { clientId } = spec.registration;
  const registration = `/applications/${existing.objectId}`;
  const principal =
    existing.servicePrincipal && `/servicePrincipals/${existing.servicePrincipal.objectId}`;
  const uris = spec.identifierUris.map((uri) => {
    const resolved = resolveIdentifierUri(uri, { clientId, tenantId: caller.tenantId });
    const encoded = Buffer.from(resolved).toString("base64");
    return [uriPart(uri), `${registration}/identifierUris/${encoded}`] as const;
  });
  return new Map([
    ...uris,
    ...spec.scopes.map(
      (scope) =>
        [scopePart(scope, facts).name, `${registration}/permissionScopes/${scope.id}`] as const,
    ),
    ...spec.appRoles.map(
      (role) => [appRolePart(role, facts).name, `${registration}/appRoles/${role.id}`] as const,
    ),
    ...spec.clients.map(
      (client) =>
        [
          clientPart(client.clientId),
          `${existing.objectId}/preAuthorizedApplication/${client.clientId}`,
        ] as const,
    ),
    // The caller is no part; but who wrote the ids need not be who deploys.
    ...objectIdsOf(spec.owners, facts).map(
      (objectId) => [ownerPart(objectId), `${registration}/owners/${objectId}`] as const,
    ),
    ...(spec.graphPermissions.length > 0
      ? [[GRAPH_ACCESS, `${registration}/apiAccess/${MICROSOFT_GRAPH_APP_ID}`] as const]
      : []),
    ...(spec.knownClients.length > 0
      ? [[KNOWN_CLIENTS, `${registration}/knownClients`] as const]
      : []),
    ...(principal === undefined
      ? []
      : [
          [SERVICE_PRINCIPAL, principal] as const,
          ...spec.assignments.map(
            (assignment) =>
              [
                assignmentPart(assignment, spec, facts).name,
                `${principal}/appRoleAssignedTo/`,
              ] as const,
          ),
        ]),
  ]);
}

function named(
  kind: string,
  permission: Permission,
  deployed: Readonly<Record<string, string>> = {},
): PartName {
  const deployedValue = Object.keys(deployed).find(
    (value) => deployed[value]?.toLowerCase() === permission.id,
  );
  const { name, former } = permissionName(permission, deployedValue);
  return { name: `${kind}-${name}`, former: former.map((other) => `${kind}-${other}`) };
}
