import { readFile } from "node:fs/promises";
import path from "node:path";
import { CliError } from "../cliError";
import type { Io } from "../io";
import type { ProcessRunner } from "../process/processRunner";
import { formatCommand, isPortable } from "../shellCommand";
import { DEFAULT_STATE_DIR, type OutputsSource, type Stack } from "./outputsSource";
import { parseOutputs } from "./parseOutputs";

/** What reading outputs takes. */
export interface ReadStackDeps {
  readonly io: Pick<Io, "readInput" | "environment" | "cwd" | "atEnd" | "platform"> &
    Partial<Pick<Io, "talk">>;
  readonly run: ProcessRunner;
  /** The limit of `pulumi stack output`, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Reads a stack's outputs and checks them.
 *
 * @throws CliError "outputs.…" or "sandbox.unavailable", with the way out.
 */
export async function readStack(source: OutputsSource, deps: ReadStackDeps): Promise<Stack> {
  switch (source.kind) {
    case "file":
      return readFromFile(source.file, deps);
    case "sandbox": {
      const { readSandboxStack } = await import("../sandboxSource.ts");
      const name = source.stack ?? "dev";
      const label = `sandbox's stack "${name}"`;
      const stateDir = path.resolve(deps.io.cwd, source.stateDir);
      const { outputs, environment } = await readSandboxStack(stateDir, name, deps);
      const where = source.stateDir === DEFAULT_STATE_DIR ? [] : ["--state", stateDir];
      const command = ["npm", "run", "sandbox", "--", "up", "--stack", name, ...where];
      const deployCommand = command.every(isPortable) ? formatCommand(command) : undefined;
      return {
        outputs: parseOutputs(outputs, label, deployCommand),
        label,
        ...(deployCommand !== undefined && { deployCommand }),
        environment,
      };
    }
    case "pulumi":
      return readFromPulumi(source, deps);
  }
}

async function readFromFile(file: string, { io }: ReadStackDeps): Promise<Stack> {
  const label = file === "-" ? "standard input" : `file "${file}"`;
  let text: string;
  try {
    text = file === "-" ? await io.readInput() : await readFile(path.resolve(io.cwd, file), "utf8");
  } catch (error) {
    throw new CliError("outputs.unreadable", `The ${label} cannot be read: ${reasonOf(error)}.`, [
      "Write the stack's outputs to a file and name that:",
      "pulumi stack output --json > outputs.json",
    ]);
  }
  return {
    outputs: parseOutputs(parseJson(text, label), label, undefined),
    label,
    environment: {},
  };
}

async function readFromPulumi(
  { stack, cwd }: { readonly stack: string | undefined; readonly cwd: string | undefined },
  { io, run, timeoutMs }: ReadStackDeps,
): Promise<Stack> {
  const label = stack === undefined ? "selected stack" : `stack "${stack}"`;
  const where = [...optional("--stack", stack), ...optional("--cwd", cwd)];
  const args = ["stack", "output", "--json", "--non-interactive", ...where];
  const ended = await run("pulumi", args, {
    timeoutMs,
    cwd: io.cwd,
    environment: { ...io.environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
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
      ["See which stacks there are:", ["pulumi stack ls", ...optional("--cwd", cwd)].join(" ")],
    );
  }
  const deployCommand = where.every(isPortable)
    ? formatCommand(["pulumi", "up", ...where])
    : undefined;
  const outputs = parseOutputs(parseJson(ended.stdout, label), label, deployCommand);
  return { outputs, label, ...(deployCommand !== undefined && { deployCommand }), environment: {} };
}

function optional(option: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [option, value];
}

function parseJson(text: string, label: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
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

function pulumiError(stderr: string): string {
  const line = stderr.split(/\r?\n/).find((each) => each.trim() !== "") ?? "it says nothing";
  return line.replace(/^error:\s*/, "").trim();
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT")
    return "there is no such file";
  // A JSON error quotes the text; a secret could be in it.
  if (error instanceof SyntaxError)
    return /position \d+|end of JSON/i.exec(error.message)?.[0] ?? "its text is broken";
  return error instanceof Error ? error.message : String(error);
}
