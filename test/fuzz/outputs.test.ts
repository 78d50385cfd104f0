/**
 * Proves of outputs files that only ids and names are taken from them: whatever else a file says is
 * refused before az starts, and no command fails over it. az is scripted.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { CliError } from "../../cli/cliError";
import { parseOutputs } from "../../cli/outputs/parseOutputs";
import type { ProcessRunner } from "../../cli/process/processRunner";
import { derivedOutputs } from "../../components/rules/outputs";
import { ended } from "../cli/support/scriptedRunner";
import { makeOutputs } from "../cli/support/stack";
import { GOOD_CLAIMS, makeToken } from "../cli/support/tokens";
import { applyChanges, assertTame, changes, RUNS, runCli, toJson } from "./support";

const az: ProcessRunner = () =>
  Promise.resolve(ended({ accessToken: makeToken(GOOD_CLAIMS), expires_on: GOOD_CLAIMS.exp }));

const COMMANDS = [
  ["token"],
  ["guide"],
  ["guide", "--markdown"],
  ["doctor"],
  ["doctor", "--error", "AADSTS65001"],
];

/** The parts of data that another one has too. */
function knownOf(data: unknown, like: unknown): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(like)) return data;
  return Object.fromEntries(
    Object.entries(like ?? {}).map(([name, part]) => [
      name,
      knownOf((data as Record<string, unknown>)[name], part),
    ]),
  );
}

describe("outputs files that are fuzzed", function () {
  this.timeout(RUNS * 1000);

  it("are refused before az starts, or say nothing but what follows from their ids", async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.constantFrom(...COMMANDS), async (list, command) => {
        const file = toJson(applyChanges(makeOutputs(), list));
        const result = await runCli([...command, "--outputs", "-"], az, file);
        assertTame(result);
        try {
          const given = parseOutputs(JSON.parse(file), "test", undefined);
          const derived = derivedOutputs(given);
          assert.deepEqual(given, { ...given, ...derived });
          // What the file says of them, but for names that nobody knows.
          assert.deepEqual(knownOf(JSON.parse(file), derived), derived);
        } catch (error) {
          assert.ok(error instanceof CliError, String(error));
          if (command[0] !== "doctor") assert.deepEqual([result.exitCode, result.calls], [1, []]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
