/**
 * Property values as the CLI prints them: names in columns, nested values in full, long texts cut,
 * secrets and unknowns as "[secret]" and "[unknown]".
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.248.0/pkg/backend/display/object_diff.go
 */
import { UNKNOWN } from "../provider";
import { isList, isMap, isSecret, type StateProperties, type StateValue } from "../state/value";

/** What a line is indented by, for each level. */
export const INDENT = "    ";

const LINES_SHOWN = 3;
const BYTES_SHOWN = 150;

/**
 * One value, over as many lines as it takes; `depth` is that of the line it starts on, in steps of
 * four.
 */
export function formatValue(value: StateValue, depth = 0): string {
  if (isSecret(value)) return "[secret]";
  if (value === UNKNOWN) return "[unknown]";
  if (isList(value)) {
    if (value.length === 0) return "[]";
    const lines = value.map(
      (item, index) => `${INDENT.repeat(depth + 1)}[${index}]: ${formatValue(item, depth + 1)}\n`,
    );
    return `[\n${lines.join("")}${INDENT.repeat(depth)}]`;
  }
  if (isMap(value)) {
    if (Object.keys(value).length === 0) return "{}";
    return `{\n${formatProperties(value, depth + 1).join("\n")}\n${INDENT.repeat(depth)}}`;
  }
  if (value === null) return "<null>";
  return JSON.stringify(typeof value === "string" ? cut(value) : value);
}

/** A text as the screen has room for it: three lines of 150 bytes; "..." stands for the rest. */
function cut(text: string): string {
  const lines = text.split("\n");
  const shown = lines
    .slice(0, LINES_SHOWN)
    .map((line) =>
      Buffer.byteLength(line) > BYTES_SHOWN
        ? `${Buffer.from(line).subarray(0, BYTES_SHOWN).toString()}...`
        : line,
    );
  return [...shown, ...(lines.length > LINES_SHOWN ? ["..."] : [])].join("\n");
}

/**
 * Named values, one entry for each, sorted by name, their names padded to one width. Entries may
 * have several lines.
 */
export function formatProperties(properties: StateProperties, depth: number): readonly string[] {
  const names = Object.keys(properties).filter(isShown).sort();
  const label = labelsOf(names);
  return names.map(
    (name) =>
      `${INDENT.repeat(depth)}${label(name)}: ${formatValue(properties[name] ?? null, depth)}`,
  );
}

/** Pads names to the width of the longest. */
export function labelsOf(names: readonly string[]): (name: string) => string {
  const width = Math.max(0, ...names.map((name) => name.length));
  return (name) => name.padEnd(width);
}

/** False for the names of internal properties. */
export function isShown(name: string): boolean {
  return !name.startsWith("__");
}

/** False for what the CLI takes for clutter: null, and what is empty. */
export function isWorthShowing(value: StateValue): boolean {
  if (value === null || value === "") return false;
  if (isList(value)) return value.length > 0;
  return !isMap(value) || Object.keys(value).length > 0;
}

/** Entries, which may have several lines each, as single lines. */
export function linesOf(entries: readonly string[]): readonly string[] {
  return entries.flatMap((entry) => entry.split("\n"));
}
