/** The commands on a stack that tools print for their readers. */
import { DEFAULT_STATE_DIR, type OutputsSource } from "./outputs/outputsSource";
import { formatCommand, isPortable } from "./shellCommand";

/** Commands that come next, each in a form that every shell reads alike. */
export interface NextCommands {
  /** Makes the stack, where it is not there; nothing in the sandbox, which needs none. */
  readonly create: readonly string[];
  readonly preview: string;
  readonly up: string;
  /** Takes the import ids out of the config. */
  readonly finish: string;
}

/** The commands for a stack: of Pulumi, or of the sandbox. */
export function nextCommands(source: OutputsSource, stack: string): NextCommands {
  const tool = ["npx", "management-api", "adopt", "--finish", "--stack", stack];
  if (source.kind === "sandbox") {
    const isUsual = source.stateDir === DEFAULT_STATE_DIR;
    const where = ["--stack", stack, ...(isUsual ? [] : ["--state", source.stateDir])];
    const run = (verb: string) => commandOf(["npm", "run", "sandbox", "--", verb, ...where]);
    return {
      create: [],
      preview: run("preview"),
      up: run("up"),
      finish: commandOf([...tool, "--sandbox", ...(isUsual ? [] : [source.stateDir])]),
    };
  }
  const folder = source.kind === "pulumi" && source.cwd !== undefined ? ["--cwd", source.cwd] : [];
  const where = ["--stack", stack, ...folder];
  return {
    create: [commandOf(["pulumi", "stack", "select", "--create", ...where])],
    preview: commandOf(["pulumi", "preview", ...where]),
    up: commandOf(["pulumi", "up", ...where]),
    finish: commandOf([...tool, ...folder]),
  };
}

/** A command for every shell; without what has no form that all of them share. */
function commandOf(parts: readonly string[]): string {
  return formatCommand(parts.every(isPortable) ? parts : parts.filter(isPortable));
}
