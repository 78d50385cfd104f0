/** A process runner that answers from a script and fails on anything unexpected. */
import assert from "node:assert/strict";
import type { ProcessRunner, RunResult } from "../../../cli/process/processRunner";

/** A program that ended well. */
export function ended(stdout: unknown, stderr = "", exitCode = 0): RunResult {
  return {
    kind: "ended",
    exitCode,
    stdout: typeof stdout === "string" ? stdout : JSON.stringify(stdout),
    stderr,
  };
}

/** Answers by command line, without the arguments that ask for JSON. `calls` lists what was run. */
export function scriptedRunner(answers: Readonly<Record<string, RunResult>>): {
  readonly run: ProcessRunner;
  readonly calls: string[];
} {
  const calls: string[] = [];
  return {
    calls,
    run: (command, args) => {
      const line = [command, ...args].join(" ").replace(" --output json", "");
      calls.push(line);
      const answer = answers[line];
      assert.ok(answer !== undefined, `unexpected command: ${line}`);
      return Promise.resolve(answer);
    },
  };
}
