/** What a single check of doctor is given in unit tests: az scripted, the API made up. */
import assert from "node:assert/strict";
import { createAz } from "../../../cli/az/az";
import type { ApiAnswer } from "../../../cli/doctor/callApi";
import type { Check, CheckContext, Outcome } from "../../../cli/doctor/check";
import type { StackOutputs } from "../../../components/rules/outputs";
import { createFacts } from "../../../cli/doctor/facts";
import { runCheck } from "../../../cli/doctor/runChecks";
import { scriptedRunner } from "./scriptedRunner";
import { makeOutputs } from "./stack";
import { NOW } from "./tokens";

/** The outputs of the stack that checks are made of. */
export const outputs = makeOutputs();

/** Makes one. `answers` are az's, as `scriptedRunner` takes them. */
export function makeContext(
  options: {
    readonly url?: URL;
    readonly answer?: ApiAnswer;
    readonly answers?: Parameters<typeof scriptedRunner>[0];
    readonly deployCommand?: string;
    readonly finishCommand?: string;
    readonly outputs?: StackOutputs;
  } = {},
): CheckContext {
  const { run } = scriptedRunner(options.answers ?? {});
  const az = createAz({ run, environment: {}, timeoutMs: 1000 });
  const { deployCommand, finishCommand, outputs: ofStack = outputs } = options;
  const stack = {
    outputs: ofStack,
    label: "test",
    environment: {},
    ...(deployCommand !== undefined && { deployCommand }),
    ...(finishCommand !== undefined && { finishCommand }),
  };
  return {
    stackResult: { ok: true, stack },
    facts: createFacts(az, ofStack),
    now: () => NOW,
    url: options.url,
    callApi: () => Promise.resolve(options.answer ?? { kind: "unreachable", why: "nobody" }),
  };
}

/** Makes a check by itself, as "doctor" does. */
export async function outcomeOf(check: Check, context: CheckContext): Promise<Outcome> {
  const result = await runCheck(check, context);
  assert.ok(result.kind !== "crashed", result.kind === "crashed" ? result.error : "");
  assert.ok(result.kind !== "blocked");
  return result;
}
