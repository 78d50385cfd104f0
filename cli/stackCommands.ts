/** The commands on a stack that tools print for their readers. */
import path from "node:path";
import {
  DEFAULT_STATE_DIR,
  isStandardInput,
  type OutputsSource,
  type StackCommands,
} from "./outputs/outputsSource";
import { formatCommand, isPortable } from "./shellCommand";

const SANDBOX = ["npm", "run", "sandbox", "--"];
const FINISH = ["npm", "run", "adopt", "--", "--finish"];

/** The commands for a stack: of Pulumi, or of the sandbox. @param cwd what folders start from. */
export function stackCommands(source: OutputsSource, cwd: string): StackCommands {
  const where = whereOf(source, cwd);
  switch (source.kind) {
    case "file":
      return portable({ options: isStandardInput(source.file) ? [] : ["--outputs", source.file] });
    case "sandbox": {
      const options = ["--stack", source.stack, ...sandboxOption(source, cwd)];
      return portable({
        previewCommand: [...SANDBOX, "preview", ...where],
        deployCommand: [...SANDBOX, "up", ...where],
        finishCommand: [...FINISH, ...options],
        options,
      });
    }
    case "pulumi":
      return portable({
        createCommand: ["pulumi", "stack", "select", "--create", ...where],
        previewCommand: ["pulumi", "preview", ...where],
        deployCommand: ["pulumi", "up", ...where],
        finishCommand: source.stack === undefined ? [] : [...FINISH, ...where],
        options: where,
      });
  }
}

/** The commands that make a stack forget what it has, and delete nothing. */
export function releaseCommands(source: OutputsSource, cwd: string): readonly string[] {
  const where = whereOf(source, cwd);
  const commands =
    source.kind === "sandbox"
      ? [[...SANDBOX, "forget", ...where]]
      : // https://www.pulumi.com/docs/iac/cli/commands/pulumi_state_delete/: stack, history and
        // config stay, nothing in the directory is asked, and what is protected needs "--force".
        [
          ["pulumi", "stack", "export", "--file", "state-before-release.json", ...where],
          ["pulumi", "state", "delete", "--all", "--force", ...where],
        ];
  return commands.flatMap((parts) => commandOf(parts) ?? []);
}

/** Another tool on the same stack, as a command. @param more options of its own. */
export function toolCommand(
  tool: string,
  { options }: Pick<StackCommands, "options">,
  ...more: readonly string[]
): string {
  const given = [...more, ...(options === undefined ? [] : [options])];
  return ["npm run --silent", tool, ...(given.length === 0 ? [] : ["--", ...given])].join(" ");
}

/** What leads a tool to the sandbox, where the stack is one of it. */
export function sandboxOption(source: OutputsSource, cwd: string): readonly string[] {
  return source.kind === "sandbox" ? ["--sandbox", ...stateOf(source, cwd)] : [];
}

/** The options that lead Pulumi, or the sandbox's commands, to a stack. */
export function whereOf(source: OutputsSource, cwd: string): readonly string[] {
  switch (source.kind) {
    case "file":
      return [];
    case "sandbox": {
      const state = stateOf(source, cwd).flatMap((folder) => ["--state", folder]);
      return ["--stack", source.stack, ...state];
    }
    case "pulumi":
      return [...optional("--stack", source.stack), ...optional("--cwd", source.cwd)];
  }
}

function stateOf(
  { stateDir }: Extract<OutputsSource, { kind: "sandbox" }>,
  cwd: string,
): readonly string[] {
  return stateDir === DEFAULT_STATE_DIR ? [] : [path.resolve(cwd, stateDir)];
}

/** Commands by their parts, without those that have none, or no form that all shells share. */
function portable(commands: {
  readonly [K in keyof StackCommands]: readonly string[];
}): StackCommands {
  return Object.fromEntries(
    Object.entries(commands)
      .map(([name, parts]) => [name, parts.length === 0 ? undefined : commandOf(parts)] as const)
      .filter(([, command]) => command !== undefined),
  );
}

/** A command for every shell; undefined where an argument has no form that all of them share. */
export function commandOf(parts: readonly string[]): string | undefined {
  return parts.every(isPortable) ? formatCommand(parts) : undefined;
}

/** An option with its value, where there is one. */
export function optional(option: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [option, value];
}
