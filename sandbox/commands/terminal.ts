/**
 * The sandbox's variables as scripts for terminals. Loads nothing, so that option parsers may ask
 * it.
 */
import path from "node:path";
import { FOREIGN_VARIABLE } from "../environment";

/** Shells that there is a script for. "bash" is for zsh and other POSIX shells too. */
export const TERMINAL_SHELLS = ["bash", "powershell"] as const;
export type TerminalShell = (typeof TERMINAL_SHELLS)[number];

/** The shell that a process was most likely started from. */
export function detectShell(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): TerminalShell {
  // Git Bash sets the first; outside Windows, only PowerShell sets the second.
  const isPowershell =
    platform === "win32"
      ? environment["MSYSTEM"] === undefined
      : environment["PSModulePath"] !== undefined;
  return isPowershell ? "powershell" : "bash";
}

/** Where the script of a state folder lies. */
export function terminalScriptFile(folder: string, shell: TerminalShell): string {
  return path.join(folder, "serve", shell === "bash" ? "variables.sh" : "variables.ps1");
}

/** The line that has a terminal take the variables over. */
export function enterLine(folder: string, shell: TerminalShell): string {
  const file = terminalScriptFile(folder, shell);
  return `. ${shell === "bash" ? quoteForBash(file) : quoteForPowershell(file)}`;
}

/**
 * A script that takes away what would lead a terminal's `az` and `pulumi` out of the sandbox, and
 * sets these variables.
 */
export function terminalScript(
  shell: TerminalShell,
  variables: Readonly<Record<string, string>>,
): string {
  const entries = Object.entries(variables);
  const foreign = FOREIGN_VARIABLE.source;
  const lines =
    shell === "bash"
      ? [
          `for _sandbox in $(env | cut -d= -f1 | grep -iE '${foreign}'); do unset "$_sandbox"; done`,
          "unset _sandbox",
          ...entries.map(([name, value]) => `export ${name}=${quoteForBash(value)}`),
        ]
      : [
          `Get-ChildItem Env: | Where-Object Name -Match '${foreign}' | Remove-Item`,
          ...entries.map(([name, value]) => `$env:${name} = ${quoteForPowershell(value)}`),
        ];
  return `${lines.join("\n")}\n`;
}

function quoteForBash(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function quoteForPowershell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
