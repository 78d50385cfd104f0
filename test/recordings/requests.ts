/**
 * Requests to Microsoft Graph in a form to compare from run to run: without what is random, and
 * without chance in their order.
 */
import { sortedJson } from "../../sandbox/test/providers/harness";

/** A request, as the directory's journal and the recordings have it. */
export interface Request {
  readonly method: string;
  readonly host: string;
  readonly url: string;
  readonly body?: unknown;
  readonly status: number;
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/**
 * Where an id that the directory made up shows what it is the id of. Ids of the directory's seed
 * are the same in every run.
 */
const SIGHTINGS: readonly (readonly [string, RegExp])[] = [
  ["application", new RegExp(`/applications/(${UUID})`)],
  ["client-id", new RegExp(`^POST /v1.0/servicePrincipals .*"appId":"(${UUID})"`)],
  ["service-principal", new RegExp(`/servicePrincipals/(${UUID})`)],
  ["group", new RegExp(`^[A-Z]+ /beta/groups/(${UUID})`)],
  ["assignment", new RegExp(`/appRoleAssignedTo/(${UUID})`)],
];

/**
 * Makes the function that writes one run's requests to Graph as lines: method, URL, the body with
 * its members in order of name, and the status where it is a refusal. Ids are remembered from step
 * to step.
 */
export function createWriter(): (requests: readonly Request[]) => readonly string[] {
  const names = new Map<string, string>();
  return (requests) => {
    const lines = requests
      .filter(({ host }) => host === "graph.microsoft.com")
      .map(({ method, url, body, status }) =>
        [
          method,
          url,
          ...(body === undefined ? [] : [sortedJson(body)]),
          ...(status >= 400 ? [`-> ${status}`] : []),
        ].join(" "),
      );
    for (const line of lines) {
      for (const [kind, sighting] of SIGHTINGS) {
        const id = sighting.exec(line)?.[1];
        if (id !== undefined && !names.has(id)) {
          const known = [...names.values()].filter((name) => name.startsWith(`<${kind}`)).length;
          names.set(id, known === 0 ? `<${kind}>` : `<${kind}-${known + 1}>`);
        }
      }
    }
    return lines.map((line) =>
      line
        .replace(new RegExp(`TERRAFORM_UPDATE_${UUID}`), "TERRAFORM_UPDATE_<random>")
        .replace(/"mailNickname":"[0-9a-f-]{10}"/, '"mailNickname":"<random>"')
        .replace(new RegExp(UUID, "g"), (id) => names.get(id) ?? id),
    );
  };
}

/** How often a request was recorded, and how often it was made. */
export interface Difference {
  readonly recorded: number;
  readonly made: number;
}

/** The requests that were not made as often as they were recorded. */
export function differences(
  recorded: readonly string[],
  made: readonly string[],
): Readonly<Record<string, Difference>> {
  const count = (lines: readonly string[], wanted: string): number =>
    lines.filter((line) => line === wanted).length;
  return Object.fromEntries(
    [...new Set([...recorded, ...made])]
      .map((line) => [line, { recorded: count(recorded, line), made: count(made, line) }] as const)
      .filter(([, difference]) => difference.recorded !== difference.made),
  );
}

/** The requests that write, in order, by the part of the object that they write to. */
export function writesByPart(
  lines: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const parts: Record<string, string[]> = {};
  for (const line of lines) {
    const [method, url = "", ...body] = line.split(" ");
    if (method !== "GET") {
      (parts[`${url} ${partOf(body.join(" "))}`] ??= []).push(line);
    }
  }
  return parts;
}

/**
 * What a body writes: the names of its members, or those within "api" where it writes nothing else.
 */
function partOf(body: string): string {
  const written = JSON.parse(body || "{}") as Readonly<Record<string, unknown>>;
  const names = Object.keys(written).filter((name) => !name.includes("@") && name !== "id");
  return names.join() === "api" ? `api ${Object.keys(written["api"] ?? {}).join()}` : names.join();
}
