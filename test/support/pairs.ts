/** Values of config keys that may stand together, and few configs that hold each pair of them. */
import type { Config } from "./stackRun";

/** A client of this program's stacks that nobody knows. */
const CLIENT = "44444444-4444-4444-8444-444444444444";

/**
 * Values by key, the default's first. Each goes with each value of every other key; what does not is
 * for the tests of the rules between keys.
 */
export const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  cloud: ["public", "usgovernment"],
  tokenVersion: [2, 1],
  identifierUris: [["api://{clientId}"], [], ["api://{tenantId}/calls", "api://{clientId}"]],
  redirectUris: [{}, { web: ["https://calls.example.com/"], publicClient: ["http://localhost"] }],
  tags: [[], ["one", "two"]],
  notes: ["", "Two\nlines"],
  serviceManagementReference: ["", "CMDB-1"],
  scopes: [
    [{ value: "access_as_producer" }],
    [{ value: "read", consent: "adminsOnly" }, { value: "write" }],
  ],
  appRoles: [
    [{ value: "ManagementAPI.AccessAll" }],
    [{ value: "ManagementAPI.AccessAll" }, { value: "Read.All", allowedMemberTypes: ["User"] }],
  ],
  clients: [["azureCli"], ["azureCli", "vsCode", CLIENT]],
  accessRole: ["ManagementAPI.AccessAll", "none"],
  graphPermissions: [
    ["User.Read", "offline_access"],
    [{ name: "Directory.Read.All", type: "application" }, "profile"],
  ],
  // A group that is checked has to be in the tokens, so that these two keys come together.
  groups: [
    {},
    { groupMembershipClaims: "none" },
    { groupMembershipClaims: ["ApplicationGroup", "DirectoryRole"] },
    { producers: { displayName: "Producers (pairs)" } },
  ],
  // Requiring an assignment without any is refused, so that these two keys come together.
  access: [
    {},
    { assignments: ["dana@sandbox.example"] },
    { assignments: ["dana@sandbox.example"], assignmentRequired: true },
    { assignments: "elsewhere" },
  ],
  knownClients: [[], [CLIENT]],
};

/** One value for each key. */
export type Choice = Readonly<Record<string, unknown>>;

const KEYS = Object.keys(VALUES);

/** Every pair of values of two keys, each with the defaults of the others. */
export function allPairs(): readonly Choice[] {
  const defaults = Object.fromEntries(KEYS.map((key) => [key, VALUES[key]?.[0]]));
  return KEYS.flatMap((one, index) =>
    KEYS.slice(index + 1).flatMap((other) =>
      (VALUES[one] ?? []).flatMap((a) =>
        (VALUES[other] ?? []).map((b) => ({ ...defaults, [one]: a, [other]: b })),
      ),
    ),
  );
}

/** Few choices in which every pair of values stands together at least once, found greedily. */
export function coveringChoices(): readonly Choice[] {
  const open = new Set(
    KEYS.flatMap((one, index) =>
      KEYS.slice(index + 1).flatMap((other) =>
        (VALUES[one] ?? []).flatMap((_a, a) =>
          (VALUES[other] ?? []).map((_b, b) => pairOf(one, a, other, b)),
        ),
      ),
    ),
  );
  const choices: Choice[] = [];
  while (open.size > 0) {
    const chosen = new Map<string, number>();
    const [first = ""] = open;
    for (const [key, index] of JSON.parse(first) as [string, number][]) chosen.set(key, index);
    for (const key of KEYS.filter((name) => !chosen.has(name))) {
      const gain = (index: number): number =>
        [...chosen].filter(([other, at]) => open.has(sortedPair(key, index, other, at))).length;
      const indexes = (VALUES[key] ?? []).map((_value, index) => index);
      chosen.set(key, indexes.sort((a, b) => gain(b) - gain(a))[0] ?? 0);
    }
    for (const [one, a] of chosen) {
      for (const [other, b] of chosen) open.delete(pairOf(one, a, other, b));
    }
    choices.push(
      Object.fromEntries([...chosen].map(([key, index]) => [key, VALUES[key]?.[index]])),
    );
  }
  return choices;
}

function pairOf(one: string, a: number, other: string, b: number): string {
  return JSON.stringify([
    [one, a],
    [other, b],
  ]);
}

function sortedPair(one: string, a: number, other: string, b: number): string {
  return KEYS.indexOf(one) < KEYS.indexOf(other)
    ? pairOf(one, a, other, b)
    : pairOf(other, b, one, a);
}

/** The stack's config of a choice: the cloud is the provider's setting. */
export function configOf(choice: Choice): Config {
  const { access, groups, ...others } = choice;
  const keys = Object.entries(others).filter(([key]) => key !== "cloud");
  return { ...Object.fromEntries(keys), ...(access as Config), ...(groups as Config) };
}
