/** The options by which every command is told its stack. */
import type { Command } from "commander";
import { UsageError } from "./cliError";
import { DEFAULT_TIMEOUT_SECONDS, type StackOptions } from "./deps";
import { DEFAULT_STATE_DIR } from "./outputs/outputsSource";

/** The raw options, as commander gives them. */
export interface RawStackOptions {
  readonly stack?: string;
  readonly cwd?: string;
  readonly outputs?: string;
  readonly sandbox?: true | string;
  readonly timeout: string;
}

/** A command's options as commander gives them. */
export type Raw<Options> = RawStackOptions & Omit<Options, keyof StackOptions>;

/** Declares the options on a command. */
export function addStackOptions(command: Command): Command {
  return command
    .option(
      "-s, --stack <name>",
      'the Pulumi stack; default: the selected one ("pulumi stack select")',
    )
    .option("--cwd <dir>", "the Pulumi project's folder; default: the current one")
    .option(
      "--outputs <file>",
      'read the JSON of "pulumi stack output --json" from a file; "-" is standard input',
    )
    .option(
      "--sandbox [dir]",
      'use the sandbox, whose state is in this folder (default ".sandbox")',
    )
    .option(
      "--timeout <seconds>",
      "limit for each az or pulumi command",
      String(DEFAULT_TIMEOUT_SECONDS),
    );
}

/**
 * Checks the options against each other, and puts the stack in their place.
 *
 * @returns a command's own options as they were, and its stack.
 * @throws UsageError with all that is wrong.
 */
export function readStackOptions<T extends RawStackOptions>(
  raw: T,
): StackOptions & Omit<T, keyof RawStackOptions> {
  const { stack, cwd, outputs, sandbox, timeout, ...own } = raw;
  const problems = (["stack", "cwd", "outputs", "sandbox"] as const)
    .filter((name) => raw[name] === "")
    .map((name) => `"--${name}" is empty: give it a value, or leave it out`);
  if (outputs !== undefined && sandbox !== undefined) {
    problems.push('"--outputs" and "--sandbox" exclude each other: name one source');
  }
  if (outputs !== undefined && (stack !== undefined || cwd !== undefined)) {
    problems.push('"--outputs" already holds a stack\'s outputs: leave "--stack" and "--cwd" out');
  }
  if (sandbox !== undefined && cwd !== undefined) {
    problems.push('"--sandbox" names its own folder: leave "--cwd" out');
  }
  const seconds = Number(timeout);
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 3600) {
    problems.push(`"--timeout" is "${timeout}": it must be seconds, more than 0 and at most 3600`);
  }
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return { ...own, source: sourceOf(raw), timeoutMs: seconds * 1000 };
}

function sourceOf({ stack, cwd, outputs, sandbox }: RawStackOptions): StackOptions["source"] {
  if (outputs !== undefined) return { kind: "file", file: outputs };
  return sandbox === undefined
    ? { kind: "pulumi", stack, cwd }
    : {
        kind: "sandbox",
        stateDir: sandbox === true ? DEFAULT_STATE_DIR : sandbox,
        stack: stack ?? "dev",
      };
}
