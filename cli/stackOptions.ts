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
  readonly timeout?: string;
}

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

/** Checks the options against each other. @throws UsageError with all that is wrong. */
export function readStackOptions(raw: RawStackOptions): StackOptions {
  const problems = (["stack", "cwd", "outputs", "sandbox"] as const)
    .filter((name) => raw[name] === "")
    .map((name) => `"--${name}" is empty: give it a value, or leave it out`);
  if (raw.outputs !== undefined && raw.sandbox !== undefined) {
    problems.push('"--outputs" and "--sandbox" exclude each other: name one source');
  }
  if (raw.outputs !== undefined && (raw.stack !== undefined || raw.cwd !== undefined)) {
    problems.push('"--outputs" already holds a stack\'s outputs: leave "--stack" and "--cwd" out');
  }
  if (raw.sandbox !== undefined && raw.cwd !== undefined) {
    problems.push('"--sandbox" names its own folder: leave "--cwd" out');
  }
  const seconds = Number(raw.timeout ?? DEFAULT_TIMEOUT_SECONDS);
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 3600) {
    problems.push(
      `"--timeout" is "${raw.timeout ?? ""}": it must be seconds, more than 0 and at most 3600`,
    );
  }
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return { source: sourceOf(raw), timeoutMs: seconds * 1000 };
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
