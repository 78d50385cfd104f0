/** What a single check of doctor is given in unit tests: az scripted, the API made up. */
import { createAz } from "../../../cli/az/az";
import type { ApiAnswer } from "../../../cli/doctor/callApi";
import type { CheckContext } from "../../../cli/doctor/check";
import type { StackOutputs } from "../../../components/rules/outputs";
import { createFacts } from "../../../cli/doctor/facts";
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
