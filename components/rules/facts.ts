import type { DeployedIds } from "./permissionRules";
import { type GraphPermissions, isUnknownPermission, publishedAs } from "./graphPermissions";
import type { ServicePrincipalRef } from "./assignments";
import type { CloudName } from "./clouds";
import type { ManagementApiSpec } from "./keys";
import type { ExistingRegistration } from "./existing";
import type { DeployedNames } from "./identifierUris";
import { principalKey, type PrincipalRef } from "./principals";
import { placesOf, type Written } from "./written";

/** The registration of the stack's name as the directory has it now. */
export type Deployed = DeployedIds & DeployedNames;

/**
 * What the directory says before the first resource is made. Plain data, so that every resource
 * gets plain data too.
 */
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
   * The registration of the stack's name. Undefined: there is none, or there are several, and
   * nobody knows which is meant.
   */
  readonly deployed: Deployed | undefined;
  /**
   * The registration that config names, as it is now. Undefined: config names none, or there is
   * none of that id.
   */
  readonly existing: ExistingRegistration | undefined;
}

/** Config keys that name users. */
const KEYS_OF_PEOPLE = ["producers", "owners", "assignments"];

/** User principal names that a stack mentions, in lower case, each once. */
export function mentionedUsers(spec: ManagementApiSpec): readonly string[] {
  const { producers, owners, assignments } = spec;
  const principals = [
    ...(producers.kind === "created" ? [...producers.members, ...producers.owners] : []),
    ...owners,
    ...assignments.map(({ principal }) => principal),
  ];
  const names = principals.flatMap((principal) =>
    principal.kind === "userPrincipalName" ? [principalKey(principal)] : [],
  );
  return [...new Set(names)].sort();
}

/** Object ids or client ids by which a stack names service principals, each once. */
export function mentionedServicePrincipals({ assignments }: ManagementApiSpec): readonly string[] {
  const ids = assignments.flatMap(({ principal }) =>
    principal.kind === "servicePrincipal" ? [principal.id] : [],
  );
  return [...new Set(ids)].sort();
}

/** Whether Microsoft Graph must be asked: the table of common permissions lacks one. */
export function mustAskGraph({ graphPermissions }: ManagementApiSpec): boolean {
  return graphPermissions.some(isUnknownPermission);
}

/** Places in config that name a user. */
export function placesOfUser(written: Written, name: string): readonly string[] {
  return placesOf(written, KEYS_OF_PEOPLE, name);
}

/**
 * The object id of a user, group or service principal.
 *
 * @throws Error for one that was not looked up: a mistake of the program, never of the config.
 */
export function objectIdOf(
  ref: PrincipalRef | ServicePrincipalRef,
  { users, servicePrincipals }: Facts,
): string {
  if (ref.kind === "objectId") return ref.objectId;
  const [name, objectId] =
    ref.kind === "servicePrincipal"
      ? [ref.id, servicePrincipals[ref.id]]
      : [ref.userPrincipalName, users[principalKey(ref)]];
  if (objectId === undefined) throw new Error(`"${name}" was not looked up`);
  return objectId;
}

/**
 * Object ids of several, each once and sorted, so that neither order nor a second spelling of one
 * shows as a change.
 */
export function objectIdsOf(refs: readonly PrincipalRef[], facts: Facts): string[] {
  return uniqueSorted(refs.map((ref) => objectIdOf(ref, facts)));
}

/**
 * Owners: the caller and those named in config. The directory makes the caller an owner in any
 * case; leaving the caller out would take that away again, and with it the right to manage the
 * registration by `Application.ReadWrite.OwnedBy`.
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
  return graphPermissions
    .map(({ name, type }) => ({
      name,
      type: publishedAs({ name, type }, facts.graphPermissions).type,
    }))
    .filter(
      ({ name, type }) =>
        type === "application" || facts.graphPermissions.forAdministrators.includes(name),
    )
    .map(({ name, type }) => `${name} (${type})`);
}

function uniqueSorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
