import { type GraphPermissions, publishedAs } from "../values/graphPermissions";
import type { Assignee } from "../values/assignments";
import type { CloudName } from "../clouds";
import type { ManagementApiSpec } from "../keys";
import type { FoundRegistration } from "./found";
import type { PrincipalRef } from "../values/principals";

/** What the directory says before the first resource is made: plain data. */
export interface Facts {
  /** The cloud that was asked. */
  readonly cloud: CloudName;
  /** Whoever deploys, and the tenant. */
  readonly caller: { readonly objectId: string; readonly tenantId: string };
  /** Object ids of users, by user principal name in lower case. */
  readonly users: Readonly<Record<string, string>>;
  /** Object ids of service principals, by the object id or client id that config names them by. */
  readonly servicePrincipals: Readonly<Record<string, string>>;
  /** Microsoft Graph's permissions: the known ones, and, where one was asked for, all. */
  readonly graphPermissions: GraphPermissions;
  /**
   * The registration that config names by its client id, else that of the stack's name. Undefined:
   * there is none, or there are several of the name.
   */
  readonly found: FoundRegistration | undefined;
}

/** Everybody whom a stack names. */
export function peopleOf(spec: ManagementApiSpec): readonly Assignee[] {
  const { producers, owners, assignments } = spec;
  return [
    ...(producers.kind === "created" ? [...producers.members, ...producers.owners] : []),
    ...owners,
    ...assignments.map(({ principal }) => principal),
  ];
}

/** User principal names that a stack mentions, in lower case, each once. */
export function mentionedUsers(spec: ManagementApiSpec): readonly string[] {
  return uniqueSorted(idsOf("userPrincipalName", peopleOf(spec)));
}

/** Object ids or client ids by which a stack names service principals, each once. */
export function mentionedServicePrincipals(spec: ManagementApiSpec): readonly string[] {
  return uniqueSorted(idsOf("servicePrincipal", peopleOf(spec)));
}

function idsOf(wanted: Assignee["kind"], named: readonly Assignee[]): readonly string[] {
  return named.filter(({ kind }) => kind === wanted).map(({ id }) => id);
}

/**
 * The object id of a user, group or service principal.
 *
 * @throws Error for one that was not looked up: a mistake of the program, never of the config.
 */
export function objectIdOf(
  { kind, id }: Exclude<Assignee, { kind: "producers" }>,
  { users, servicePrincipals }: Facts,
): string {
  if (kind === "objectId") return id;
  const objectId = kind === "servicePrincipal" ? servicePrincipals[id] : users[id];
  if (objectId === undefined) throw new Error(`"${id}" was not looked up`);
  return objectId;
}

/** Object ids, each once and sorted: neither order nor a second spelling shows as a change. */
export function objectIdsOf(refs: readonly PrincipalRef[], facts: Facts): string[] {
  return uniqueSorted(refs.map((ref) => objectIdOf(ref, facts)));
}

/**
 * Owners: those of config, and the caller, whom the directory makes one in any case. Without that,
 * `Application.ReadWrite.OwnedBy` would not let the caller manage the registration.
 */
export function withCaller(refs: readonly PrincipalRef[], facts: Facts): string[] {
  return uniqueSorted([facts.caller.objectId, ...objectIdsOf(refs, facts)]);
}

/**
 * The Graph permissions of a stack as Entra keeps them, sorted by id: in its list, order would show
 * as a change.
 *
 * @throws Error for a permission that was not looked up: a mistake of the program, never of the
 * config.
 */
export function graphAccess(
  { graphPermissions }: ManagementApiSpec,
  facts: Facts,
): { id: string; type: string }[] {
  return graphPermissions
    .map((permission) => publishedAs(permission, facts.graphPermissions))
    .map(({ id, type }) => ({ id, type: type === "application" ? "Role" : "Scope" }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The Graph permissions of a stack that only an administrator can consent to, as people know them.
 */
export function permissionsForAdministrators(
  { graphPermissions }: ManagementApiSpec,
  facts: Facts,
): readonly string[] {
  const published = facts.graphPermissions;
  return graphPermissions
    .map((permission) => ({ ...permission, type: publishedAs(permission, published).type }))
    .filter(
      ({ name, type }) => type === "application" || published.forAdministrators.includes(name),
    )
    .map(({ name, type }) => `${name} (${type})`);
}

function uniqueSorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
