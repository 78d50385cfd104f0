/**
 * Runs this project's program in this process, where Pulumi's Node language host starts the SDK's
 * own runner in another one: many times faster, for what takes many steps. That the runner does the
 * same is for `npm run test:long` to show, and for the tests that ask for it.
 */
import * as pulumi from "@pulumi/pulumi";
import program from "../../index";
import type { ProgramExit, ProgramOptions, RunProgram } from "../../sandbox/engine/program/program";

/** Runs the program in this process. */
export const runProgramHere: RunProgram = (options) => {
  const leave = enter(options);
  return new Promise<ProgramExit>((resolve) => {
    const failed = (error: unknown): void => resolve({ kind: "failed", reason: messageOf(error) });
    options.signal.addEventListener("abort", () => failed("killed"), { once: true });
    const refused = async (message: string): Promise<void> => {
      await pulumi.log.error(message);
      await pulumi.runtime.disconnect();
      resolve({ kind: "reported" });
    };
    runToEnd((message) => void refused(message)).then(() => resolve({ kind: "succeeded" }), failed);
  }).finally(leave);
};

/** Tells the SDK of the engine, and the program of its environment. @returns how to leave again. */
function enter(options: ProgramOptions): () => void {
  const { project, stack, config, dryRun, monitor, environment } = options;
  const { resetOptions, setAllConfig } = pulumi.runtime;
  const own = process.env;
  process.env = { ...environment, PULUMI_ERROR_OUTPUT_STRING: "true" };
  resetOptions(project.name, stack, -1, monitor, monitor, dryRun, "organization");
  setAllConfig({ ...config });
  return () => {
    process.env = own;
    // Others in this process must not find an engine that is gone.
    resetOptions("", "", -1, "", "", false, "");
  };
}

/** Runs the program. One that refuses has no end: it must register no outputs. */
async function runToEnd(refuse: (message: string) => void): Promise<void> {
  await pulumi.runtime.runInPulumiStack(() =>
    program().catch((error: unknown) => {
      refuse(messageOf(error));
      return new Promise(() => undefined);
    }),
  );
  await pulumi.runtime.disconnect();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
