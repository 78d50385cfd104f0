/**
 * Proves that the embedded engine and directory plan, print and output for this project's program what the real tools did:
 * config after config, as they were recorded. The order of what runs side by side, and times, are not part of the proof.
 */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { makeDisplay, previewJson, type Result } from "../../sandbox/engine";
import { formatOutputs } from "../../sandbox/engine/displayDifference";
import { startStack, type StackRun } from "../support/stackRun";
import { readRecordings } from "./recording";

const RECORDINGS = readRecordings();

/**
 * What differs from the recordings, and why. Keys are those of {@link Outcome}, or what they begin with up to a dot ("output
 * tokenCommands" for all of these); for one recording with its name in front ("03-rename steps"). An entry without a
 * difference fails the test.
 */
const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {};

/** What a preview and a deployment came to, ready to compare: ids by their role, times blanked, sorted where order is free. */
type Outcome = Readonly<Record<string, unknown>>;

/** Gives the ids that differ from run to run the names of what they belong to. */
class Roles {
  readonly #roles = new Map<string, string>();

  /** Reads a stack's outputs. The group of a later run is another one than that of an earlier run. */
  learn({ clientId, objectIds }: Readonly<Record<string, unknown>>): void {
    for (const [role, id] of Object.entries({ ...(objectIds as object), clientId })) {
      if (!this.#roles.has(String(id))) this.#roles.set(String(id), `<${role}>`);
    }
  }

  name(text: string): string {
    return [...this.#roles].reduce((named, [id, role]) => named.replaceAll(id, role), text);
  }
}

describe("the recordings of the real tools", () => {
  const recorded = new Roles();
  const made = new Roles();
  const met = new Set<string>();
  let stack: StackRun;
  before(async () => {
    stack = await startStack();
  });
  after(() => stack.close());

  it("are there", () => {
    assert.equal(RECORDINGS.length, 18);
  });

  for (const { name, config, changeSummary, steps, outputs, screen } of RECORDINGS) {
    it(`${name}: plans, prints and outputs the same`, async function () {
      this.timeout(240_000);
      await stack.configure(config);
      const planned = await stack.preview();
      const deployed = await stack.up();
      assert.deepEqual([planned.ok, deployed.ok], [true, true]);
      const ours = await stack.outputs();
      recorded.learn(outputs);
      made.learn(ours);

      const plan = stepsOf(planned);
      const wanted: Outcome = {
        changeSummary,
        steps: inPhases(steps),
        ...outcomeOf(outputs, screen, recorded),
      };
      const actual: Outcome = {
        changeSummary: planned.changes,
        steps: inPhases(plan),
        ...outcomeOf(ours, screenOf(stack), made),
      };
      assert.deepEqual(phasesOf(plan), [...phasesOf(plan)].sort(), "phase after phase");
      const differing = Object.keys({ ...wanted, ...actual }).filter(
        (what) => !isDeepStrictEqual(actual[what], wanted[what]),
      );
      const unknown = differing.filter((what) => {
        const known = knownDifference(name, what);
        if (known !== undefined) met.add(known);
        return known === undefined;
      });
      assert.deepEqual(pick(actual, unknown), pick(wanted, unknown));
    });
  }

  it("have no known difference that is none", () => {
    const stray = Object.keys(KNOWN_DIFFERENCES).filter((key) => !met.has(key));
    assert.deepEqual(stray, []);
  });

  it("print outputs as the screen does, long texts cut and changes marked", () => {
    for (const [index, { name, outputs, screen }] of RECORDINGS.entries()) {
      const before = RECORDINGS[index - 1]?.outputs;
      assert.deepEqual(formatOutputs(before as never, outputs as never), outputsOn(screen), name);
    }
  });
});

function knownDifference(recording: string, what: string): string | undefined {
  return Object.keys(KNOWN_DIFFERENCES).find((key) =>
    [what, `${recording} ${what}`].some((full) => `${full}.`.startsWith(`${key}.`)),
  );
}

function pick(outcome: Outcome, keys: readonly string[]): Outcome {
  return Object.fromEntries(keys.map((key) => [key, outcome[key]]));
}

/** The steps of a preview's JSON, in the form of the recordings. */
function stepsOf(result: Result): readonly string[] {
  const { steps } = JSON.parse(JSON.stringify(previewJson(result))) as {
    readonly steps: readonly {
      readonly op: string;
      readonly urn: string;
      readonly diffReasons?: unknown;
      readonly replaceReasons?: unknown;
    }[];
  };
  return steps.map(({ op, urn, diffReasons, replaceReasons }) =>
    [
      `${op} ${urn.replace("urn:pulumi:dev::management-api::", "")}`,
      ...[diffReasons, replaceReasons].flatMap((each) =>
        each === undefined ? [] : [JSON.stringify(each)],
      ),
    ].join(" "),
  );
}

/** 0: the refresh, 1: the stack, 2: what the program declares, 3: what it no longer does. */
function phasesOf(steps: readonly string[]): readonly number[] {
  return steps.map((step) => {
    if (step.startsWith("refresh ")) return 0;
    if (step.includes(" pulumi:pulumi:Stack::")) return 1;
    return step.startsWith("delete ") ? 3 : 2;
  });
}

/** Steps with their phase in front, sorted: in a phase they run side by side. */
function inPhases(steps: readonly string[]): readonly string[] {
  const phases = phasesOf(steps);
  return steps.map((step, index) => `${phases[index] ?? ""} ${step}`).sort();
}

function screenOf({ events }: StackRun): readonly string[] {
  const lines: string[] = [];
  const display = makeDisplay((line) => lines.push(line));
  for (const event of events) display(event);
  return lines;
}

function outcomeOf(
  outputs: Readonly<Record<string, unknown>>,
  screen: readonly string[],
  roles: Roles,
): Outcome {
  const start = screen.indexOf("Outputs:");
  const end = screen.indexOf("Resources:");
  const plain = (lines: readonly string[]): readonly string[] =>
    roles
      .name(lines.join("\n"))
      .replace(/\d+(\.\d\d)?s(?=\)|$)/gm, "…")
      .split("\n");
  return {
    ...leavesOf("output ", JSON.parse(roles.name(JSON.stringify(outputs))) as object),
    progress: [...plain(screen.slice(0, start))].sort(),
    counts: plain(screen.slice(end)),
  };
}

/** The values in maps, maps in maps included, by their path. */
function leavesOf(path: string, map: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(leavesOf(`${path}${key}.`, value))
        : [[`${path}${key}`, value]],
    ),
  );
}

function outputsOn(screen: readonly string[]): readonly string[] {
  return screen.slice(screen.indexOf("Outputs:") + 1, screen.indexOf("Resources:") - 1);
}
