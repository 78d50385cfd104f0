/**
 * Text made safe for Markdown. The only place that does it; rules:
 * https://spec.commonmark.org/0.31.2/ and, for tables,
 * https://github.github.com/gfm/#tables-extension-.
 */
import type { Href } from "./document";

/**
 * Prose, with every character escaped that could begin markup inside a line. What only counts at
 * the beginning of a line is left to whoever puts it there. Line ends become blanks: prose has
 * none, and one could begin a block.
 */
export function escapeText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>&|~!$]|(?<!\S)#/g, "\\$&");
}

/**
 * Text that is shown exactly, within a line. Its fence is longer than any run of backticks in it.
 */
export function codeSpan(text: string): string {
  const marks = "`".repeat(longestRun(text) + 1);
  // One blank at each end is taken off again; without it a backtick or blank there would be lost or
  // misread.
  const padding = /^[` ]|[` ]$/.test(text) ? " " : "";
  return `${marks}${padding}${text.replace(/\n/g, " ")}${padding}${marks}`;
}

/** Text that is shown exactly, as lines of their own. */
export function fence(text: string, language: string): string {
  const marks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${marks}${language}\n${text}\n${marks}`;
}

/**
 * A link. Angle brackets, where the address needs them, allow every character but themselves and
 * line ends.
 */
export function linkTo(text: string, href: Href): string {
  const address = href.replace(/[<>\s\\]/g, encodeURIComponent);
  return `[${escapeText(text)}](${/^[\w:/.?=&#%@~+-]+$/.test(address) ? address : `<${address}>`})`;
}

/**
 * Finished Markdown as the content of a table's cell, where a bar ends the cell even inside code.
 */
export function cell(markdown: string): string {
  return markdown.replace(/(?<!\\)((?:\\\\)*)\|/g, "$1\\|");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
