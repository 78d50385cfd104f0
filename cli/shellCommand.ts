/**
 * Commands as text that bash, zsh, cmd and PowerShell read alike, so that one line can be shown to
 * everybody. It works because only two forms are used: bare words of harmless characters, and
 * double quotes around text that means the same in all of them.
 */

/**
 * Characters that no shell gives a meaning to, in any place of a word. A comma would make a list in
 * PowerShell, an "@" a splat.
 */
const BARE = /^[A-Za-z0-9_./:=+-]+$/;

/**
 * Besides those, what means itself inside double quotes everywhere: no `"`, `$`, backtick, `%`,
 * `!`, `^`, no line ends.
 */
const QUOTABLE = /^[A-Za-z0-9_./:=+\-@,;(){}[\]<>|&*?#~' \\]*$/;

/**
 * Whether an argument can be shown in a way that every shell reads alike.
 *
 * A backslash before the closing quote would escape it in programs of Microsoft's C runtime; two in
 * a row are one for bash.
 */
export function isPortable(argument: string): boolean {
  return QUOTABLE.test(argument) && !argument.endsWith("\\") && !argument.includes("\\\\");
}

/**
 * One command for all shells.
 *
 * @param parts the program and its arguments.
 * @throws an error, which is a bug of the caller, for an argument that has no common form: see
 * {@link isPortable}.
 */
export function formatCommand(parts: readonly string[]): string {
  return parts.map(formatArgument).join(" ");
}

function formatArgument(argument: string): string {
  if (BARE.test(argument)) return argument;
  if (!isPortable(argument)) {
    throw new Error(`The argument ${JSON.stringify(argument)} has no form that all shells share.`);
  }
  return `"${argument}"`;
}
