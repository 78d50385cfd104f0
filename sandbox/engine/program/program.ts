/**
 * The user's program as a child process: the SDK's own runner `@pulumi/pulumi/cmd/run`, found from
 * the program's folder, with the variables that Pulumi's Node language host sets.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { type ProcessEnd, runProcess } from "../../process";
import { EngineError, messageOf } from "../errors";
import type { Run } from "../run/run";

/** What a program is run with. */
export interface ProgramOptions extends Pick<Run, "project" | "stack" | "config" | "dryRun"> {
  /** Where the monitor listens: "host:port". */
  readonly monitor: string;
  /** The program's whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called for each line that the program prints. */
  readonly onLine: (line: string) => void;
  /** When aborted, the program is killed at once. */
  readonly signal: AbortSignal;
}

/** How a program ended. */
export type ProgramExit =
  | { readonly kind: "succeeded" }
  /** It failed and has logged why. */
  | { readonly kind: "reported" }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Runs a program until it has ended and everything that it printed has been passed on.
 *
 * @throws EngineError where the program or the SDK cannot be found.
 */
export type RunProgram = (options: ProgramOptions) => Promise<ProgramExit>;

// The runner's exit code for "failed, and the user has been told".
const REPORTED = 32;

/** Runs the program in a process of its own, by the SDK's runner. */
export const runProgram: RunProgram = async (options) => {
  const { project, stack, config, environment, onLine, signal } = options;
  const folder = project.directory;
  const ended = runProcess(
    process.execPath,
    [
      findRunner(folder),
      `--monitor=${options.monitor}`,
      `--engine=${options.monitor}`,
      `--project=${project.name}`,
      `--stack=${stack}`,
      // The name that Pulumi's file backend gives every stack's organization.
      "--organization=organization",
      `--root-directory=${folder}`,
      `--pwd=${folder}`,
      ...(options.dryRun ? ["--dry-run"] : []),
      ".",
    ],
    {
      cwd: folder,
      environment: {
        ...environment,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: "[]",
        PULUMI_NODEJS_TYPESCRIPT: "true",
      },
      onLine,
      signal,
      stopSignal: "SIGKILL",
    },
  );
  return ended.then(readExit, (error: unknown) => ({ kind: "failed", reason: messageOf(error) }));
};

function readExit({ code, signal }: ProcessEnd): ProgramExit {
  if (code === 0) return { kind: "succeeded" };
  if (code === REPORTED) return { kind: "reported" };
  const reason =
    code === undefined
      ? `the program was ended by ${signal ?? "a signal"}`
      : `an unhandled error occurred: Program exited with non-zero exit code: ${code}`;
  return { kind: "failed", reason };
}

function findRunner(folder: string): string {
  try {
    return createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    throw new EngineError(
      `It looks like the Pulumi SDK has not been installed: no "@pulumi/pulumi" for "${folder}". Run "npm ci" there.`,
    );
  }
}
