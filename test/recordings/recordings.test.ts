/**
 * Proves that the embedded engine, its providers and the directory request, plan, print and output
 * for this project's program what the real Pulumi CLI 3.248.0 and azuread provider 6.9.1 did: 18
 * edits of one stack, as they were recorded. Cannot prove: times, and the order of what runs side
 * by side.
 */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { formatOutputs } from "../../sandbox/engine/display/difference";
import { errorsOf, startStack, type StackRun } from "../support/stackRun";
import {
  inPhases,
  type Outcome,
  outcomeOf,
  outputsOn,
  phasesOf,
  Roles,
  screenOf,
  stepsOf,
} from "./outcome";
import { readRecordings } from "./recording";
import { createWriter, type Difference, differences, writesByPart } from "./requests";

const RECORDINGS = readRecordings();

const POLLS =
  "the real provider asks five times over 20 s whether everybody knows; the embedded one once";

/**
 * What the emulation does differently, by recording and command. This list may only shrink; an
 * entry that is none fails.
 */
const EMULATION: Readonly<
  Record<string, { readonly why: string; readonly requests: Readonly<Record<string, Difference>> }>
> = {
  "11-create-group up": {
    why: POLLS,
    requests: { "GET /beta/groups/<group>": { recorded: 6, made: 2 } },
  },
  "14-remove-group up": {
    why: POLLS,
    requests: { "GET /beta/groups/<group> -> 404": { recorded: 5, made: 1 } },
  },
};

/**
 * What the program itself has done differently since it was recorded, by what differs. Keys are
 * those of {@link Outcome}, or what they begin with up to a dot. An entry that is none fails.
 */
const PROGRAM: Readonly<Record<string, string>> = {
  "output adminConsent":
    "permissions for an administrator can be asked for; who consents must be told",
  "output declared.appRoles": "the ids of app roles are told, so that they can be pinned",
  "output declared.clients": "a client's scopes are a list; they were one text",
  "output declared.registration": "tools must know whether others own the registration",
  "output expectedToken.roles":
    "tools must know the role that lets applications in: it can be configured",
  "output identifierUris": "tools must know all of them: they can be configured",
  "output tokenCommands.azd": "the API is named by its client id; it was by its URI",
  "output tokenCommands.azurePowerShell": "the command is whole on Pulumi's screen",
  "output tokenCommands.curl": "the command is whole on Pulumi's screen",
  "output tokenCommands.scope": "the API is named by its client id; it was by its URI",
};

/**
 * The look-up of the registration by its name, which the program has made since: one request, three
 * where it finds one.
 */
const LOOK_UP = [
  /^GET \/v1\.0\/applications\?\$filter=displayName\+eq\+/,
  /^GET \/beta\/applications\/<application>\?\$select=oauth2RequirePostResponse$/,
  /^GET \/v1\.0\/applications\/<application>\/owners$/,
];

describe("the recordings of the real tools", () => {
  const recordedRoles = new Roles();
  const ourRoles = new Roles();
  const met = new Set<string>();
  const write = createWriter();
  let stack: StackRun;
  before(async () => {
    stack = await startStack();
  });
  after(() => stack.close());

  it("are there", () => {
    assert.equal(RECORDINGS.length, 18);
  });

  for (const { name, config, changeSummary, steps, outputs, screen, requests } of RECORDINGS) {
    it(`${name}: requests, plans, prints and outputs the same`, async function () {
      this.timeout(240_000);
      await stack.configure(config);
      const ran = async (command: "preview" | "up") => {
        const start = stack.directory.journal.length;
        const result = await stack[command]();
        assert.equal(errorsOf(result), "");
        const made = withoutLookUp(requests[command], write(stack.directory.journal.slice(start)));
        const known = EMULATION[`${name} ${command}`];
        assert.deepEqual(differences(requests[command], made), known?.requests ?? {}, known?.why);
        assert.deepEqual(writesByPart(made), writesByPart(requests[command]));
        return result;
      };
      const planned = await ran("preview");
      await ran("up");
      const ours = await stack.outputs();
      recordedRoles.learn(outputs);
      ourRoles.learn(ours);

      const plan = stepsOf(planned);
      const wanted: Outcome = {
        changeSummary,
        steps: inPhases(steps),
        ...outcomeOf(outputs, screen, recordedRoles),
      };
      const actual: Outcome = {
        changeSummary: planned.changes,
        steps: inPhases(plan),
        ...outcomeOf(ours, screenOf(stack), ourRoles),
      };
      assert.deepEqual(phasesOf(plan), [...phasesOf(plan)].sort(), "phase after phase");
      const differing = Object.keys({ ...wanted, ...actual }).filter(
        (what) => !isDeepStrictEqual(actual[what], wanted[what]),
      );
      const unknown = differing.filter((what) => {
        const known = Object.keys(PROGRAM).find((key) => `${what}.`.startsWith(`${key}.`));
        if (known !== undefined) met.add(known);
        return known === undefined;
      });
      const pick = (outcome: Outcome) => unknown.map((what) => [what, outcome[what]]);
      assert.deepEqual(pick(actual), pick(wanted));
    });
  }

  it("have no known difference that is none", () => {
    assert.deepEqual([...met].sort(), Object.keys(PROGRAM).sort());
    const names = RECORDINGS.map(({ name }) => name);
    assert.deepEqual(
      Object.keys(EMULATION).filter((key) => !names.includes(key.split(" ")[0] ?? "")),
      [],
    );
  });

  it("print outputs as the screen does, long texts cut and changes marked", () => {
    for (const [index, { name, outputs, screen }] of RECORDINGS.entries()) {
      const before = RECORDINGS[index - 1]?.outputs;
      assert.deepEqual(formatOutputs(before as never, outputs as never), outputsOn(screen), name);
    }
  });
});

/** What was made without the look-up: of each of its requests one more than was recorded. */
function withoutLookUp(recorded: readonly string[], made: readonly string[]): readonly string[] {
  const others = [...made];
  for (const [index, request] of LOOK_UP.entries()) {
    const count = (lines: readonly string[]) => lines.filter((line) => request.test(line)).length;
    const isMore = count(made) > count(recorded);
    assert.ok(isMore || index > 0, "the program looks its registration up");
    if (isMore) {
      others.splice(
        others.findIndex((line) => request.test(line)),
        1,
      );
    }
  }
  return others;
}
