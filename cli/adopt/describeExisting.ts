/** A registration in terms of a stack that uses it and leaves it others'. Pure. */
import { clientIdOf, type ClientSpec, clientTitle } from "../../components/rules/values/clients";
import { describeExisting } from "../../components/rules/facts/found";
import { parseManagementApi } from "../../components/rules/config";
import type { StackIdentity } from "../../components/rules/ids";
import { KEYS, type ManagementApiSpec } from "../../components/rules/keys";
import { clientPart } from "../../components/rules/parts";
import type { Checked } from "../../components/rules/reading/problem";
import { isRecord } from "../../components/rules/reading/schema";
import { type Change, type Description, minimal, type Warning } from "./description";
import { factsOf } from "./facts";
import type { Found } from "./found";
import { judge } from "./judge";
import { OWN_KEYS, pick } from "./mergeConfig";
import { knowFirst } from "./untouched";

/** What a stack says and has already. */
export interface StackSoFar {
  readonly identity: StackIdentity;
  /** Its config. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The URNs of its resources: what it has made, it goes on to own. */
  readonly resources: readonly string[];
}

/** A client of the stack that others have pre-authorized. */
interface Held {
  readonly clientId: string;
  /** Values of the scopes that it holds, of those that the stack wants for it. */
  readonly scopes: readonly string[];
  readonly missing: readonly string[];
  /** Values of wanted scopes that the stack adds: nobody else authorizes a client for these. */
  readonly own: readonly string[];
}

/**
 * Describes a registration so that a stack can pre-authorize its clients on it, where they are not
 * yet. What is pre-authorized already, the provider refuses to make, and nothing is imported: the
 * config counts on it.
 *
 * @returns the program's own problems where the registration cannot give tokens.
 */
export function describeExistingFor(
  found: Found,
  { identity, config, resources }: StackSoFar,
): Checked<Description> {
  const { application } = found;
  const facts = factsOf(found);
  const own = pick(config, OWN_KEYS.existing);
  const entries = entriesOf(config);
  const whole = {
    registration: { mode: "existing", clientId: application.appId },
    identifierUris: application.identifierUris.length === 0 ? [] : ["api://{clientId}"],
    tokenVersion: facts.found.tokenVersion,
    clients: entries.map(({ entry }) => entry),
  };
  const judged = judge({ ...own, ...whole }, identity, facts);
  if (!judged.ok) return judged;
  const { registration } = judged.value;
  if (registration.mode !== "existing") throw new Error("the mode was written otherwise");
  const { clients, scopes } = describeExisting(
    judged.value,
    registration,
    facts.found,
    found.caller.tenantId,
  );
  const isOwn = ({ clientId }: ClientSpec): boolean =>
    resources.some((urn) => urn.endsWith(`-${clientPart(clientId)}`));
  const added = judged.value.scopes.map(({ value }) => value);
  const held = clients.filter((client) => !isOwn(client)).flatMap(heldIn(found, scopes, added));
  const described = {
    ...whole,
    clients: entries.flatMap(({ clientId, entry }) => {
      const there = held.find((each) => each.clientId === clientId);
      return there === undefined ? [entry] : elsewhere(entry, there);
    }),
  };
  return {
    ok: true,
    value: {
      config: minimal(described, (each) => parseManagementApi({ ...own, ...each }, identity)),
      imports: {},
      leftAlone: held.map(({ clientId }) => ({
        code: "client.held",
        name: clientTitle(clientId),
        reason:
          "it is pre-authorized already; the config counts on that, and the stack makes nothing of it",
      })),
      changes: clients
        .filter(
          (client) => !isOwn(client) && held.every((each) => each.clientId !== client.clientId),
        )
        .map(addition),
      warnings: [...knowFirst(found), ...held.flatMap(partial)],
    },
  };
}

/**
 * The clients that config wants, as the stack would make them all. What it says of clients that
 * others have pre-authorized, an earlier run has written: that is looked at anew.
 */
function entriesOf({ clients = KEYS.clients.default }: StackSoFar["config"]) {
  return (Array.isArray(clients) ? (clients as readonly unknown[]) : []).map((written) => {
    const named = isRecord(written) ? written["client"] : written;
    const entry = isRecord(written) && written["elsewhere"] === true ? named : written;
    return { entry, clientId: typeof named === "string" ? clientIdOf(named) : "" };
  });
}

/** What others have pre-authorized a client for. None: nothing, and the stack can do it. */
function heldIn(
  { application }: Found,
  scopes: ManagementApiSpec["scopes"],
  added: readonly string[],
) {
  return ({ clientId, scopes: wanted }: ClientSpec): readonly Held[] => {
    const live = application.api.preAuthorizedApplications.find(({ appId }) => appId === clientId);
    if (live === undefined) return [];
    const ids = new Map(scopes.map(({ value, id }) => [value, id]));
    const isHeld = (value: string): boolean =>
      live.delegatedPermissionIds.includes(ids.get(value) ?? "");
    return [
      {
        clientId,
        scopes: wanted.filter(isHeld),
        missing: wanted.filter((value) => !isHeld(value) && !added.includes(value)),
        own: wanted.filter((value) => !isHeld(value) && added.includes(value)),
      },
    ];
  };
}

/** The entry of a client that others have pre-authorized; none where that is for nothing wanted. */
function elsewhere(entry: unknown, { scopes, missing, own }: Held): readonly unknown[] {
  if (scopes.length === 0) return [];
  const written = isRecord(entry) ? entry : { client: entry };
  return [{ ...written, ...(missing.length + own.length > 0 && { scopes }), elsewhere: true }];
}

function addition({ clientId, scopes }: ClientSpec): Change {
  return {
    code: "client.added",
    part: clientPart(clientId),
    text: `${clientTitle(clientId)} is pre-authorized for ${scopes.map((value) => `"${value}"`).join(", ")}.`,
  };
}

function partial({ clientId, scopes, missing, own }: Held): readonly Warning[] {
  if (missing.length + own.length === 0) return [];
  const extent =
    scopes.length === 0 ? "for none of the scopes that config wants" : "for some scopes only";
  const owner = `Have whoever owns the registration ${missing.length === 0 ? "" : 'add that (portal, "Expose an API"), or '}take the client out there, and run this again; or adopt the registration.`;
  const added =
    own.length === 0
      ? ""
      : ` What the stack adds (${own.join(", ")}), only clients get that it pre-authorizes itself.`;
  return [
    {
      code: "client.partial",
      text: `${clientTitle(clientId)} is pre-authorized ${extent}; what is missing: ${[...missing, ...own].join(", ")}. ${owner}${added}`,
    },
  ];
}
