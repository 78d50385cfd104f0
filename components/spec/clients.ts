import * as v from "valibot";
import type { Problem } from "./problem";
import type { ScopeSpec } from "./scopes";
import { isRecord, keyed, listOf, rule, wrongForm } from "./schema";
import { chooseFrom, suggest } from "./suggestion";

/** A client application of Microsoft's that developers sign in with. */
export interface WellKnownClient {
  /** Its application (client) id. */
  readonly clientId: string;
  /** Its name as people know it. */
  readonly title: string;
  /** Where the id is published. */
  readonly source: string;
}

const FIRST_PARTY_LIST =
  "https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in";

/** The client id of the Azure CLI, which the Azure Developer CLI (`azd`) signs in with too. */
export const AZURE_CLI_CLIENT_ID = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/** Microsoft Graph's application id: an API, and so never a client of this one. */
export const MICROSOFT_GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000";

/** The clients that config may name instead of writing their ids. */
export const WELL_KNOWN_CLIENTS = {
  azureCli: { clientId: AZURE_CLI_CLIENT_ID, title: "Azure CLI", source: FIRST_PARTY_LIST },
  azurePowerShell: {
    clientId: "1950a258-227b-4e31-a9cf-717495945fc2",
    title: "Azure PowerShell",
    source: FIRST_PARTY_LIST,
  },
  visualStudio: {
    clientId: "872cd9fa-d31f-45e0-9eab-6e460a02d1f1",
    title: "Visual Studio",
    source: FIRST_PARTY_LIST,
  },
  visualStudioMsa: {
    clientId: "04f0c124-f2bc-4f59-8241-bf6df9866bbd",
    title: "Visual Studio (newer sign-in)",
    source: "https://github.com/jbogard/AzureAdExample (Infrastructure/Server.cs)",
  },
  vsCode: {
    clientId: "aebc6443-996d-45c2-90f0-388ff96faa56",
    title: "Visual Studio Code",
    source: "https://github.com/microsoft/vscode (microsoft-authentication, DEFAULT_CLIENT_ID)",
  },
} as const satisfies Readonly<Record<string, WellKnownClient>>;

/** A client that may get tokens without a consent prompt. */
export interface ClientSpec {
  /** Its application (client) id, lower-case. */
  readonly clientId: string;
  /** Values of the scopes it is pre-authorized for, sorted; never empty. */
  readonly scopes: readonly string[];
}

function isWellKnown(name: string): name is keyof typeof WELL_KNOWN_CLIENTS {
  return Object.hasOwn(WELL_KNOWN_CLIENTS, name);
}

const NAMES = Object.keys(WELL_KNOWN_CLIENTS);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NIL = "00000000-0000-0000-0000-000000000000";

/** A client by name or id, as its lower-case client id. */
const clientId = v.pipe(
  v.string(),
  rule(
    (value) => isWellKnown(value) || UUID.test(value),
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
  v.transform((value) =>
    isWellKnown(value) ? WELL_KNOWN_CLIENTS[value].clientId : value.toLowerCase(),
  ),
);

const wholeAccess = v.pipe(
  clientId,
  v.transform((client) => ({ client, scopes: undefined })),
);

const partialAccess = keyed({
  client: clientId,
  scopes: v.optional(
    v.pipe(
      v.array(v.string()),
      rule(
        (scopes) => scopes.length > 0,
        "must name at least one scope",
        "name scopes, or leave the key out to mean all of them",
      ),
    ),
  ),
});

/** The schema of the config key `clients`. An entry is a name or id, or a map with `client` and `scopes`. */
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

/** The rules between clients and scopes: no client twice, no scope that is not there, none twice. */
export function checkClients(
  entries: ClientEntries,
  scopes: readonly Pick<ScopeSpec, "value">[],
): readonly Problem[] {
  const known = scopes.map(({ value }) => value);
  const problems: Problem[] = [];
  if (known.length === 0 && entries.length > 0) {
    problems.push({
      key: "clients",
      value: entries.map(({ client }) => client),
      rule: "must be empty where there are no scopes: there is nothing to authorize",
      remedy: 'declare a scope, or write "clients: []"',
    });
  }
  entries.forEach((entry, index) => {
    const first = entries.findIndex(({ client }) => client === entry.client);
    if (first !== index) {
      problems.push({
        key: `clients[${index}]`,
        value: entry.client,
        rule: `must not name the same client as "clients[${first}]"`,
        remedy: "merge the two entries",
      });
    }
    entry.scopes?.forEach((scope, at) => {
      const key = `clients[${index}].scopes[${at}]`;
      if (!known.includes(scope)) {
        problems.push({
          key,
          value: scope,
          rule: "must be the value of a declared scope",
          remedy: chooseFrom(scope, known),
        });
      } else if (entry.scopes?.indexOf(scope) !== at) {
        problems.push({ key, value: scope, rule: "must not be listed twice", remedy: "remove it" });
      }
    });
  });
  return problems;
}

/** Clients with their scopes spelled out, in order of client id. */
export function resolveClients(
  entries: ClientEntries,
  scopes: readonly Pick<ScopeSpec, "value">[],
): readonly ClientSpec[] {
  return entries
    .map(({ client, scopes: subset }) => ({
      clientId: client,
      scopes: [...(subset ?? scopes.map(({ value }) => value))].sort(),
    }))
    .sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
}
