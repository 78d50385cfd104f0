/** The commands on a stack that tools print for their readers. */
import path from "node:path";
import { DEFAULT_STATE_DIR, isStandardInput, type OutputsSource } from "./outputs/outputsSource";
import { formatCommand, isPortable } from "./shellCommand";

/**
 * Commands on a stack, in a form that bash, zsh, cmd and PowerShell read alike; undefined where
 * there is none: the stack is not known, or a name has no form that all shells share.
 */
export interface StackCommands {
  /** Makes the stack, where Pulumi does not know it; the sandbox needs none. */
  readonly create: string | undefined;
  readonly preview: string | undefined;
  readonly up: string | undefined;
  /** Takes the import ids out of the config. */
  readonly finish: string | undefined;
  /** Make the stack forget what it has, and delete nothing. */
  readonly release: readonly string[];
  /** The options that lead a tool to it; undefined also where it is the selected one. */
  readonly options: string | undefined;
}

const ADOPT = ["npm", "run", "adopt", "--", "--finish"];

/** The commands for a stack: of Pulumi, or of the sandbox. @param cwd what folders start from. */
export function stackCommands(source: OutputsSource, cwd: string): StackCommands {
  if (source.kind === "file") {
    return {
      create: undefined,
      preview: undefined,
      up: undefined,
      finish: undefined,
      release: [],
      options: isStandardInput(source.file) ? undefined : commandOf(["--outputs", source.file]),
    };
  }
  if (source.kind === "sandbox") {
    const stack = ["--stack", source.stack ?? "dev"];
    const where = [...stack, ...stateOf(source, cwd).flatMap((folder) => ["--state", folder])];
    const options = [...stack, ...sandboxOption(source, cwd)];
    return {
      create: undefined,
      preview: commandOf(["npm", "run", "sandbox", "--", "preview", ...where]),
      up: commandOf(["npm", "run", "sandbox", "--", "up", ...where]),
      finish: commandOf([...ADOPT, ...options]),
      release: known([commandOf(["npm", "run", "sandbox", "--", "forget", ...where])]),
      options: commandOf(options),
    };
  }
  const where = [...optional("--stack", source.stack), ...optional("--cwd", source.cwd)];
  return {
    create: commandOf(["pulumi", "stack", "select", "--create", ...where]),
    preview: commandOf(["pulumi", "preview", ...where]),
    up: commandOf(["pulumi", "up", ...where]),
    finish: source.stack === undefined ? undefined : commandOf([...ADOPT, ...where]),
    // https://www.pulumi.com/docs/iac/cli/commands/pulumi_state_delete/: stack, history and config
    // stay, nothing in the directory is asked, and what is protected needs "--force".
    release: known([
      commandOf(["pulumi", "stack", "export", "--file", "state-before-release.json", ...where]),
      commandOf(["pulumi", "state", "delete", "--all", "--force", ...where]),
    ]),
    options: where.length === 0 ? undefined : commandOf(where),
  };
}

/** Another tool on the same stack, as a command. @param more options of its own. */
export function toolCommand(
  tool: string,
  { options }: { readonly options?: string },
  ...more: readonly string[]
): string {
  const given = [...more, ...(options === undefined ? [] : [options])];
  return ["npm run --silent", tool, ...(given.length === 0 ? [] : ["--", ...given])].join(" ");
}

/** What leads a tool to the sandbox, where the stack is one of it. */
export function sandboxOption(source: OutputsSource, cwd: string): readonly string[] {
  return source.kind === "sandbox" ? ["--sandbox", ...stateOf(source, cwd)] : [];
}

function stateOf(
  { stateDir }: Extract<OutputsSource, { kind: "sandbox" }>,
  cwd: string,
): readonly string[] {
  return stateDir === DEFAULT_STATE_DIR ? [] : [path.resolve(cwd, stateDir)];
}

function known(commands: readonly (string | undefined)[]): readonly string[] {
  return commands.filter((command) => command !== undefined);
}

/** A command for every shell; undefined where an argument has no form that all of them share. */
export function commandOf(parts: readonly string[]): string | undefined {
  return parts.every(isPortable) ? formatCommand(parts) : undefined;
}

/** An option with its value, where there is one. */
export function optional(option: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [option, value];
}
