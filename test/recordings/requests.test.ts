/**
 * Proves that the embedded engine with its providers makes the requests that the real Pulumi CLI 3.248.0 and the azuread provider
 * 6.9.1 made for 18 edits of this program's stack, by `preview` and by `up`: the same requests as often, and those that write to one
 * part of an object in the same order. `fixtures/` holds the recordings. Cannot prove: the order of reads, which varies from run to run
 * because independent resources are handled at once.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";
import { errorsOf, startStack, type StackRun } from "../support/stackRun";
import { createWriter } from "./requests";

const FOLDER = path.join(__dirname, "fixtures");
const SUFFIX = ".requests.json";
const STEPS = readdirSync(FOLDER)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => path.basename(file, SUFFIX))
  .sort();
const RecordingSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    config: v.record(v.string(), v.unknown()),
    preview: v.array(v.string()),
    up: v.array(v.string()),
  }),
);

/** How often a request was recorded, and how often the embedded engine makes it. */
interface Difference {
  readonly recorded: number;
  readonly made: number;
}

const POLLS =
  "the real provider asks five times over 20 s whether everybody knows; the embedded one once";
/** What is known to differ, by step, and why. Nothing else may, and each of these must. */
const KNOWN: Readonly<Record<string, { why: string; differences: Record<string, Difference> }>> = {
  "11-create-group up": {
    why: POLLS,
    differences: { "GET /beta/groups/<group>": { recorded: 6, made: 2 } },
  },
  "14-remove-group up": {
    why: POLLS,
    differences: { "GET /beta/groups/<group> -> 404": { recorded: 5, made: 1 } },
  },
};

describe("requests of the embedded engine, compared with the recorded ones,", function () {
  this.timeout(120_000);
  const write = createWriter();
  let stack: StackRun;
  before(async () => {
    stack = await startStack();
  });
  after(() => stack.close());

  for (const step of STEPS) {
    const file = path.join(FOLDER, `${step}${SUFFIX}`);
    const recording = v.parse(RecordingSchema, readFileSync(file, "utf8"));
    for (const command of ["preview", "up"] as const) {
      it(`${command} of ${step}`, async () => {
        await stack.configure(recording.config);
        const start = stack.directory.journal.length;
        assert.equal(errorsOf(await stack[command]()), "");
        const made = write(stack.directory.journal.slice(start));
        const recorded = recording[command];

        const known = KNOWN[`${step} ${command}`];
        assert.deepEqual(differences(recorded, made), known?.differences ?? {}, known?.why);
        assert.deepEqual(writesByPart(made), writesByPart(recorded));
      });
    }
  }

  it("know no difference of a step that is not recorded", () => {
    assert.equal(STEPS.length, 18);
    const unknown = Object.keys(KNOWN).filter((name) => !STEPS.includes(name.split(" ")[0] ?? ""));
    assert.deepEqual(unknown, []);
  });
});

function differences(
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
function writesByPart(lines: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const parts: Record<string, string[]> = {};
  for (const line of lines) {
    const [method, url = "", ...body] = line.split(" ");
    if (method !== "GET") {
      (parts[`${url} ${partOf(body.join(" "))}`] ??= []).push(line);
    }
  }
  return parts;
}

/** What a body writes: the names of its members, or those within "api" where it writes nothing else. */
function partOf(body: string): string {
  const written = v.parse(v.record(v.string(), v.unknown()), JSON.parse(body || "{}"));
  const names = Object.keys(written).filter((name) => !name.includes("@") && name !== "id");
  return names.join() === "api" ? `api ${Object.keys(written["api"] ?? {}).join()}` : names.join();
}
