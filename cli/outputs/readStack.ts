import path from "node:path";
import * as v from "valibot";
import { showText } from "../../components/rules/reading/hiddenText";
import { CliError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { parseForeignJson } from "../foreignJson";
import type { RunResult } from "../process/processRunner";
import { withoutSecrets } from "../secrets";
import { commandOf, optional, stackCommands, whereOf } from "../stackCommands";
import {
  type FoundStack,
  isNamed,
  isStandardInput,
  type OutputsSource,
  type Stack,
} from "./outputsSource";
import { parseOutputs } from "./parseOutputs";
import { readOutputsFile } from "./readOutputsFile";

/**
 * Reads a stack's outputs and checks them.
 *
 * @throws CliError "outputs.…" or "sandbox.unavailable", with the way out.
 */
export async function readStack(options: StackOptions, deps: Deps): Promise<Stack> {
  const { outputs, stack } = await readUnchecked(options, deps);
  return { ...stack, outputs: parseOutputs(outputs, stack.label, stack.deployCommand) };
}

/**
 * Reads a stack as {@link readStack} does; where the user named none, there may be none: then the
 * reason.
 *
 * @throws CliError as readStack, where the user named one.
 */
export async function findStack(
  options: StackOptions,
  deps: Deps,
): Promise<{ readonly stack?: Stack; readonly reason?: string }> {
  try {
    return { stack: await readStack(options, deps) };
  } catch (error) {
    if (!(error instanceof CliError) || isNamed(options.source)) throw error;
    return { reason: error.message.split("\n")[0] ?? "" };
  }
}

/** A stack whose outputs nobody has looked at yet: any JSON. */
export interface UncheckedStack {
  readonly outputs: unknown;
  readonly stack: Omit<Stack, "outputs">;
  /** Reads the URNs of all resources that the stack has. @throws CliError "outputs.unreadable". */
  readonly resources: () => Promise<readonly string[]>;
}

/**
 * Reads a stack's outputs, whatever they are; empty ones where it was never deployed.
 *
 * @throws CliError "outputs.…" or "sandbox.unavailable", with the way out.
 */
export async function readUnchecked(options: StackOptions, deps: Deps): Promise<UncheckedStack> {
  const { environment, cwd } = deps.io;
  const { outputs, exported, ...found } = await readFrom(options, deps);
  return {
    outputs,
    stack: { environment, ...stackCommands(options.source, cwd), ...found },
    resources: async () => (exported === undefined ? [] : urnsIn(await exported(), found.label)),
  };
}

async function readFrom({ source, timeoutMs }: StackOptions, deps: Deps): Promise<FoundStack> {
  switch (source.kind) {
    case "file":
      return readFromFile(source.file, timeoutMs, deps);
    case "sandbox": {
      const { readSandboxStack } = await import("../sandboxSource.ts");
      return readSandboxStack(source, timeoutMs, deps);
    }
    case "pulumi":
      return readFromPulumi(source, timeoutMs, deps);
  }
}

async function readFromFile(file: string, timeoutMs: number, { io }: Deps): Promise<FoundStack> {
  const isInput = isStandardInput(file);
  const label = isInput ? "standard input" : `file "${showText(file)}"`;
  let text: string;
  try {
    text = await (isInput
      ? io.readInput()
      : readOutputsFile(path.resolve(io.cwd, file), timeoutMs));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError("outputs.unreadable", `The ${label} cannot be read: ${reasonOf(error)}.`, [
      "Write the stack's outputs to a file and name that:",
      "pulumi stack output --json > outputs.json",
    ]);
  }
  return { label, isHandedOver: true, outputs: parseJson(text, label) };
}

async function readFromPulumi(
  source: Extract<OutputsSource, { kind: "pulumi" }>,
  timeoutMs: number,
  { io, run }: Deps,
): Promise<FoundStack> {
  const { stack, cwd } = source;
  const label = stack === undefined ? "selected stack" : `stack "${showText(stack)}"`;
  const where = whereOf(source, io.cwd);
  const pulumi = (...command: readonly string[]) =>
    run("pulumi", ["stack", ...command, "--non-interactive", ...where], {
      timeoutMs,
      cwd: io.cwd,
      environment: { ...io.environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
  const ended = await pulumi("output", "--json");
  if (ended.kind === "missing") {
    throw new CliError(
      "outputs.unreadable",
      'The outputs cannot be read: "pulumi" is not on the PATH.',
      [
        'Install it (https://www.pulumi.com/docs/install/), name a file with "--outputs", or use "--sandbox".',
      ],
    );
  }
  if (ended.kind === "timeout") {
    throw new CliError(
      "outputs.unreadable",
      `"pulumi stack output" did not answer within ${timeoutMs / 1000} seconds and was stopped.`,
      ['Raise the limit with "--timeout", or name a file with "--outputs".'],
    );
  }
  if (ended.exitCode !== 0) {
    throw new CliError(
      "outputs.unreadable",
      `Pulumi cannot read the outputs of the ${label}: ${pulumiError(ended.stderr)}`,
      listStacks(cwd),
    );
  }
  const exported = async () => jsonOf(await pulumi("export"));
  return { label, outputs: parseJson(ended.stdout, label), exported };
}

const stateOfStack = v.object({
  deployment: v.nullish(
    v.object({ resources: v.nullish(v.array(v.looseObject({ urn: v.string() })), []) }),
    {},
  ),
});

/** The URNs in a state as `pulumi stack export` has it. @throws CliError for anything else. */
function urnsIn(state: unknown, label: string): readonly string[] {
  const parsed = v.safeParse(stateOfStack, state);
  if (parsed.success) return parsed.output.deployment.resources.map(({ urn }) => urn);
  throw new CliError("outputs.unreadable", `The state of the ${label} cannot be read.`, [
    'See what "pulumi stack export" says of it.',
  ]);
}

/** What a command printed, where that is JSON. */
function jsonOf(ended: RunResult): unknown {
  if (ended.kind !== "ended" || ended.exitCode !== 0) return undefined;
  try {
    return parseForeignJson(ended.stdout);
  } catch {
    return undefined;
  }
}

function listStacks(cwd: string | undefined): readonly string[] {
  const command = commandOf(["pulumi", "stack", "ls", ...optional("--cwd", cwd)]);
  return command === undefined
    ? ['See which stacks there are, by "pulumi stack ls".']
    : ["See which stacks there are:", command];
}

function parseJson(text: string, label: string): unknown {
  try {
    return parseForeignJson(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const length = text.trim().length;
    throw new CliError(
      "outputs.broken",
      length === 0
        ? `The ${label} is empty; expected the JSON of "pulumi stack output --json".`
        : `The ${label} is not JSON: ${reasonOf(error)}.`,
      ["Write it anew:", "pulumi stack output --json > outputs.json"],
    );
  }
}

const LONGEST_ERROR = 1000;

function pulumiError(stderr: string): string {
  const line = stderr.split(/\r?\n/).find((each) => each.trim() !== "") ?? "it says nothing";
  return showText(
    withoutSecrets(
      line
        .replace(/^error:\s*/, "")
        .trim()
        .slice(0, LONGEST_ERROR),
    ),
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    return "there is no such file";
  }
  // A JSON error quotes the text; a secret could be in it.
  if (error instanceof SyntaxError) {
    return (
      /position \d+|end of JSON|nested at most \d+ levels/i.exec(error.message)?.[0] ??
      "its text is broken"
    );
  }
  // The system repeats the path.
  return showText(error instanceof Error ? error.message : String(error));
}
