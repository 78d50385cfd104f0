/**
 * The text after `cmd.exe /d /s /c` that hands arguments to a batch file such as `az.cmd` unchanged. Node refuses to start batch
 * files directly since CVE-2024-27980, and quoting for cmd.exe is not quoting for programs.
 *
 * Two readers see the text: cmd.exe, which expands `%` and acts on `& | < > ^ "`; and the batch file's program, which splits it as
 * Microsoft's C runtime does (https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments). Inside double quotes
 * cmd.exe leaves everything but `%` alone, so every argument that needs it is quoted and the few that cannot be are refused.
 */

/** What cmd.exe would change even inside double quotes, or take for the end of the line. */
const IMPOSSIBLE = /["%!\r\n\0]/;

/**
 * Joins a program and its arguments.
 *
 * @throws an error, which is a bug of the caller, for an argument with a double quote, `%`, `!` or a line end. Callers have none:
 * they pass ids, addresses and Python literals.
 */
export function windowsCommandLine(parts: readonly string[]): string {
  // With /s, cmd.exe takes the outermost pair of quotes off and leaves the rest as it is.
  return `"${parts.map(quote).join(" ")}"`;
}

function quote(argument: string): string {
  if (/^[A-Za-z0-9_./:\\-]+$/.test(argument)) return argument;
  if (IMPOSSIBLE.test(argument)) {
    throw new Error(`The argument ${JSON.stringify(argument)} cannot be handed to a batch file.`);
  }
  // Backslashes before the closing quote would escape it.
  return `"${argument.replace(/\\+$/, (run) => run + run)}"`;
}
