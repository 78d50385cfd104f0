/** The whole command line in this process, with az and Pulumi scripted. */
import { run } from "../../../cli/main";
import type { RunResult } from "../../../cli/process/processRunner";
import { createMemoryIo } from "./memoryIo";
import { ended, scriptedRunner } from "./scriptedRunner";
import { makeOutputs } from "./stack";
import { GOOD_CLAIMS, makeToken, NOW } from "./tokens";

/** The stack that Pulumi's script prints. */
export const outputs = makeOutputs();
/** A good token for it. */
export const token = makeToken(GOOD_CLAIMS);
/** What az answers with that token. */
export const ANSWER = ended({ accessToken: token, expires_on: GOOD_CLAIMS.exp });
/** How the selected stack is read. */
export const READ_STACK = "pulumi stack output --json --non-interactive";

/** Runs a command line; `answers` are by command, as `scriptedRunner` takes them. */
export async function cli(
  args: readonly string[],
  answers: Readonly<Record<string, RunResult>> = {},
  input = "",
): Promise<{ exitCode: number; stdout: string; stderr: string; calls: readonly string[] }> {
  const io = createMemoryIo({ input, now: () => NOW });
  const script = scriptedRunner({ [READ_STACK]: ended(outputs), ...answers });
  const exitCode = await run(args, { io, run: script.run });
  return { exitCode, stdout: io.stdout(), stderr: io.stderr(), calls: script.calls };
}
