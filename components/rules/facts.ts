import { checkDeployed, type DeployedIds } from "./permissionRules";
import { checkLookedUp, GRAPH_PERMISSION_IDS } from "./graphPermissions";
import type { ManagementApiSpec } from "./config";
import { checkVersionChange, type DeployedNames } from "./identifierUris";
import { principalKey, type PrincipalRef } from "./principals";
import type { Problem } from "./problem";
import { checkUnique, entriesOf, fieldOf, placesOf, type Written } from "./written";

/** The registration of the stack's name as the directory has it now. */
export type Deployed = DeployedIds & DeployedNames;

/** What the directory says before the first resource is made. Plain data, so that every resource gets plain data too. */
export interface Facts {
  /** Whoever deploys, and the tenant. */
  readonly caller: { readonly objectId: string; readonly tenantId: string };
  /** Object ids of users, by user principal name in lower case. */
  readonly users: Readonly<Record<string, string>>;
  /** Ids of Microsoft Graph's delegated permissions by name: the known ones, and those that were asked for. */
  readonly graphPermissions: Readonly<Record<string, string>>;
  /** The registration of the stack's name. Undefined: there is none, or there are several, and nobody knows which is meant. */
  readonly deployed: Deployed | undefined;
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

/** Whether Microsoft Graph must be asked: the table of common permissions lacks one. */
export function mustAskGraph({ graphPermissions }: ManagementApiSpec): boolean {
  return graphPermissions.some((name) => !Object.hasOwn(GRAPH_PERMISSION_IDS, name));
}

/** Places in config that name a user. */
export function placesOfUser(written: Written, name: string): readonly string[] {
  return placesOf(written, KEYS_OF_PEOPLE, name);
}

/** What is wrong with a stack in the light of the directory. */
export function checkFacts(
  spec: ManagementApiSpec,
  written: Written,
  facts: Facts,
): readonly Problem[] {
  return [
    ...checkLookedUp(entriesOf(written, "graphPermissions"), facts.graphPermissions),
    ...(facts.deployed === undefined
      ? []
      : [
          ...checkVersionChange(spec, facts.deployed, facts.caller.tenantId),
          ...checkDeployed(spec, written, facts.deployed),
        ]),
    ...checkUnique(
      entriesOf(written, "assignments"),
      (entry) => {
        const name = typeof entry.value === "string" ? entry : fieldOf(entry, "principal");
        const who = typeof name.value === "string" ? name.value.toLowerCase() : "";
        const role = fieldOf(entry, "role").value ?? null;
        return JSON.stringify([facts.users[who] ?? who, role]);
      },
      (first) => `must not name the same user as "${first}" once more`,
    ),
  ];
}

/**
 * The object id of a user or group.
 *
 * @throws Error for a user who was not looked up: a mistake of the program, never of the config.
 */
export function objectIdOf(ref: PrincipalRef, { users }: Facts): string {
  if (ref.kind === "objectId") return ref.objectId;
  const objectId = users[principalKey(ref)];
  if (objectId === undefined) throw new Error(`"${ref.userPrincipalName}" was not looked up`);
  return objectId;
}

/** Object ids of several, each once and sorted, so that neither order nor a second spelling of one shows as a change. */
export function objectIdsOf(refs: readonly PrincipalRef[], facts: Facts): string[] {
  return uniqueSorted(refs.map((ref) => objectIdOf(ref, facts)));
}

/**
 * Owners: the caller and those named in config. The directory makes the caller an owner in any case; leaving the caller out
 * would take that away again, and with it the right to manage the registration by `Application.ReadWrite.OwnedBy`.
 */
export function withCaller(refs: readonly PrincipalRef[], facts: Facts): string[] {
  return uniqueSorted([facts.caller.objectId, ...objectIdsOf(refs, facts)]);
}

/**
 * Ids of the Graph permissions of a stack, sorted: Entra keeps them in a list, where order would show as a change.
 *
 * @throws Error for a permission that was not looked up: a mistake of the program, never of the config.
 */
export function graphPermissionIds(
  { graphPermissions }: ManagementApiSpec,
  facts: Facts,
): string[] {
  return graphPermissions
    .map((name) => {
      const id = facts.graphPermissions[name];
      if (id === undefined) throw new Error(`the Graph permission "${name}" was not looked up`);
      return id;
    })
    .sort();
}

function uniqueSorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
