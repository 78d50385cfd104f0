/**
 * The parts that a stack makes of a registration, each by the name that previews show after the
 * component's, and the ids by which parts that are there already are imported.
 */
import type { AssignmentSpec } from "./values/assignments";
import { MICROSOFT_GRAPH_APP_ID } from "./values/clients";
import type { ManagementApiSpec } from "./keys";
import { type Facts, objectIdOf, objectIdsOf } from "./facts/facts";
import { DEFAULT_IDENTIFIER_URI, resolveIdentifierUri } from "./values/identifierUris";
import type { Permission } from "./values/permissions";

/** A part's name, and the names that it had before. */
export interface PartName {
  readonly name: string;
  readonly former: readonly string[];
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
export function scopePart(scope: Permission, { found }: Facts): PartName {
  return named("scope", scope, found?.scopes);
}

/** The name of an app role, where it is a part. */
export function appRolePart(role: Permission, { found }: Facts): PartName {
  return named("app-role", role, found?.appRoles);
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
  { principal, role }: AssignmentSpec,
  { appRoles }: Pick<ManagementApiSpec, "appRoles">,
  facts: Facts,
): PartName {
  // A service principal by its object id, whichever id config has: it stays the same assignment.
  const who = principal.kind === "servicePrincipal" ? objectIdOf(principal, facts) : principal.id;
  const declared = appRoles.find(({ value }) => value === role);
  return declared === undefined
    ? { name: `assignment-${who}`, former: [] }
    : named(`assignment-${who}`, declared, facts.found?.appRoles);
}

/**
 * The parts of an adopted registration that a stack declares, each with the import id that it has
 * where it is there. That of an assignment ends with a slash: only the directory knows the rest.
 * Source: terraform-provider-azuread, docs/resources/*.md.
 */
export function importIds(spec: ManagementApiSpec, facts: Facts): ReadonlyMap<string, string> {
  const { found, caller } = facts;
  const ids = new Map<string, string>();
  if (found === undefined || spec.registration.mode !== "adopt") return ids;
  const { clientId, objectId, servicePrincipal } = found;
  const registration = `/applications/${objectId}`;
  for (const uri of spec.identifierUris) {
    const resolved = resolveIdentifierUri(uri, { clientId, tenantId: caller.tenantId });
    const encoded = Buffer.from(resolved).toString("base64");
    ids.set(uriPart(uri), `${registration}/identifierUris/${encoded}`);
  }
  for (const scope of spec.scopes) {
    ids.set(scopePart(scope, facts).name, `${registration}/permissionScopes/${scope.id}`);
  }
  for (const role of spec.appRoles) {
    ids.set(appRolePart(role, facts).name, `${registration}/appRoles/${role.id}`);
  }
  for (const client of spec.clients) {
    ids.set(clientPart(client.clientId), `${objectId}/preAuthorizedApplication/${client.clientId}`);
  }
  // The caller is no part; but who wrote the ids need not be who deploys.
  for (const owner of objectIdsOf(spec.owners, facts)) {
    ids.set(ownerPart(owner), `${registration}/owners/${owner}`);
  }
  if (spec.graphPermissions.length > 0) {
    ids.set(GRAPH_ACCESS, `${registration}/apiAccess/${MICROSOFT_GRAPH_APP_ID}`);
  }
  if (spec.knownClients.length > 0) ids.set(KNOWN_CLIENTS, `${registration}/knownClients`);
  if (servicePrincipal === undefined) return ids;
  const principal = `/servicePrincipals/${servicePrincipal.objectId}`;
  ids.set(SERVICE_PRINCIPAL, principal);
  for (const assignment of spec.assignments) {
    ids.set(assignmentPart(assignment, spec, facts).name, `${principal}/appRoleAssignedTo/`);
  }
  return ids;
}

/**
 * A part with the name of a scope or app role in its own.
 *
 * A pinned id is the identity: the name holds the id, so that another value is an update in place.
 * A derived id follows from the value: the name holds the value. Former names keep what is deployed
 * when an id is pinned or unpinned.
 *
 * @param deployed what the directory has now; a pinned id may be renamed from its value there.
 */
function named(
  kind: string,
  { id, value, pinned }: Permission,
  deployed: readonly Omit<Permission, "pinned">[] = [],
): PartName {
  if (!pinned) return { name: `${kind}-${value}`, former: [`${kind}-${id}`] };
  const before = deployed.find((permission) => permission.id === id)?.value ?? value;
  const former = before === value ? [value] : [value, before];
  return { name: `${kind}-${id}`, former: former.map((other) => `${kind}-${other}`) };
}
