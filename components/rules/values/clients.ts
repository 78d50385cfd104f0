import { NIL } from "uuid";
import * as v from "valibot";
import { type Problem, refuse } from "../reading/problem";
import { isOfOthers } from "./registration";
import { isRecord, isUuid, keyed, listOf, otherNames, rule, wrongForm } from "../reading/schema";
import { chooseFrom, suggest } from "../reading/suggestion";
import {
  checkUnique,
  type Entry,
  entriesOf,
  entryOf,
  fieldOf,
  itemsOf,
  textOr,
  textsIn,
  type Written,
} from "../reading/written";

/** The client id of the Azure CLI, which the Azure Developer CLI (`azd`) signs in with too. */
export const AZURE_CLI_CLIENT_ID = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/** Microsoft Graph's application id: an API, and so never a client of this one. */
export const MICROSOFT_GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000";

/**
 * The clients of Microsoft's that config may name instead of writing their ids. Sources of the ids:
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in;
 * of `visualStudioMsa` https://github.com/jbogard/AzureAdExample (Infrastructure/Server.cs); of
 * `vsCode` https://github.com/microsoft/vscode (microsoft-authentication, DEFAULT_CLIENT_ID).
 */
export const WELL_KNOWN_CLIENTS = {
  azureCli: { clientId: AZURE_CLI_CLIENT_ID, title: "Azure CLI" },
  azurePowerShell: { clientId: "1950a258-227b-4e31-a9cf-717495945fc2", title: "Azure PowerShell" },
  visualStudio: { clientId: "872cd9fa-d31f-45e0-9eab-6e460a02d1f1", title: "Visual Studio" },
  visualStudioMsa: {
    clientId: "04f0c124-f2bc-4f59-8241-bf6df9866bbd",
    title: "Visual Studio (newer sign-in)",
  },
  vsCode: { clientId: "aebc6443-996d-45c2-90f0-388ff96faa56", title: "Visual Studio Code" },
} as const;

/** A client that may get tokens without a consent prompt. */
export interface ClientSpec {
  /** Its application (client) id, lower-case. */
  readonly clientId: string;
  /** Values of its scopes, sorted. Empty until a look-up: all that the registration has. */
  readonly scopes: readonly string[];
  /** The registration's owner has pre-authorized it: the stack makes nothing of it. */
  readonly elsewhere: boolean;
}

function isWellKnown(name: string): name is keyof typeof WELL_KNOWN_CLIENTS {
  return Object.hasOwn(WELL_KNOWN_CLIENTS, name);
}

const NAMES = Object.keys(WELL_KNOWN_CLIENTS);

/** A client by name or id, as its lower-case client id. */
const clientId = v.pipe(
  v.string(),
  rule(
    (value) => isWellKnown(value) || isUuid(value),
    "must be a known client's name or a client id (a UUID)",
    (value) =>
      suggest(value, NAMES) === undefined
        ? `${chooseFrom(value, NAMES)}, or write the client id`
        : chooseFrom(value, NAMES),
  ),
  rule(
    (value) => value !== NIL && value.toLowerCase() !== MICROSOFT_GRAPH_APP_ID,
    "must be the id of a client application; this id is reserved",
    "write the client's own application (client) id",
  ),
  v.transform(clientIdOf),
);

const wholeAccess = v.pipe(
  clientId,
  v.transform((client) => ({ client, scopes: undefined, elsewhere: false })),
);

const ALL_SCOPES = "name scopes, or leave the key out to mean all of them";

const partialAccess = keyed(
  {
    client: clientId,
    scopes: v.optional(
      v.pipe(
        listOf(v.string(), undefined, ALL_SCOPES),
        rule((scopes) => scopes.length > 0, "must name at least one scope", ALL_SCOPES),
      ),
    ),
    elsewhere: v.optional(v.boolean(), false),
  },
  otherNames({ client: ["id", "appId", "clientId", "name"], scopes: ["permissions", "scope"] }),
);

/** An entry is a name or id, or a map with `client`, `scopes` and `elsewhere`. */
export const clientsSchema = listOf(
  v.lazy((entry) => {
    if (typeof entry === "string") return wholeAccess;
    return isRecord(entry)
      ? partialAccess
      : wrongForm(
          "must be a known client's name, a client id, or a map of client and scopes",
          `${chooseFrom("", NAMES)}, or write the client id`,
        );
  }),
);

/** Clients as config gives them, shapes already checked. */
export type ClientEntries = v.InferOutput<typeof clientsSchema>;

/** The client id that a name or an id in config means; a text that is neither stays as it is. */
export function clientIdOf(nameOrId: string): string {
  return isWellKnown(nameOrId) ? WELL_KNOWN_CLIENTS[nameOrId].clientId : nameOrId.toLowerCase();
}

/** The name by which config knows a client: a well-known one, or its id. */
export function clientName(clientId: string): string {
  const known = Object.entries(WELL_KNOWN_CLIENTS).find(([, each]) => each.clientId === clientId);
  return known?.[0] ?? clientId;
}

/** A client as people know it: by name and client id, where it has a name. */
export function clientTitle(clientId: string): string {
  const known = Object.values(WELL_KNOWN_CLIENTS).find((client) => client.clientId === clientId);
  return known === undefined ? clientId : `${known.title} (${clientId})`;
}

/** The client id that an entry of `clients` means; undefined: it names none. */
function clientIn(entry: Entry): string | undefined {
  const { value } = textOr("client", entry);
  return typeof value === "string" ? clientIdOf(value) : undefined;
}

/** Whether a stack's clients name one, by name or by id. */
export function namesClient(written: Written, clientId: string): boolean {
  return entriesOf(written, "clients").some((entry) => clientIn(entry) === clientId);
}

/** The rules between clients and scopes: no client twice, no scope that is not there, none twice. */
export function checkClients(written: Written): readonly Problem[] {
  const clients = entriesOf(written, "clients");
  return [
    ...(isOfOthers(written) ? [] : clients.flatMap(checkElsewhere)),
    ...(Array.isArray(written["scopes"]) ? checkAuthorized(written, clients) : []),
    ...checkUnique(
      clients,
      clientIn,
      (first) => `must not name the same client as "${first}"`,
      "merge the two entries",
    ),
  ];
}

/** Only a registration of others has clients that the stack does not make. */
function checkElsewhere(entry: Entry): readonly Problem[] {
  const elsewhere = fieldOf(entry, "elsewhere");
  if (elsewhere.value !== true) return [];
  return refuse(
    elsewhere,
    'must be left out but in mode "existing": here the stack pre-authorizes its clients itself',
    "take it out",
  );
}

function checkAuthorized(written: Written, clients: readonly Entry[]): readonly Problem[] {
  const scopes = entriesOf(written, "scopes");
  if (scopes.length === 0 && clients.length > 0) {
    return refuse(
      entryOf(written, "clients"),
      "must be empty where there are no scopes: there is nothing to authorize",
      'declare a scope, or write "clients: []"',
    );
  }
  const known = scopes
    .flatMap((entry) => textsIn(textOr("value", entry)))
    .map(({ value }) => value);
  return clients.flatMap((client) => {
    const named = itemsOf(fieldOf(client, "scopes"));
    return [
      ...named.flatMap((entry) =>
        typeof entry.value !== "string" || known.includes(entry.value)
          ? []
          : refuse(entry, "must be the value of a declared scope", chooseFrom(entry.value, known)),
      ),
      ...checkUnique(
        named,
        ({ value }) => (typeof value === "string" ? value : undefined),
        () => "must not be listed twice",
      ),
    ];
  });
}

/**
 * Clients with their scopes spelled out, in order of client id.
 *
 * @param scopes values of all scopes that config names or makes.
 * @param named values of those that it names, which others make: who is pre-authorized elsewhere
 * holds no more.
 */
export function resolveClients(
  entries: ClientEntries,
  scopes: readonly string[],
  named: readonly string[] = [],
): readonly ClientSpec[] {
  return entries
    .map(({ client, scopes: subset, elsewhere }) => ({
      clientId: client,
      scopes: [...(subset ?? (elsewhere ? named : scopes))].sort(),
      elsewhere,
    }))
    .sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
}
