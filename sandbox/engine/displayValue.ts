/**
 * Property values as the CLI prints them: names in columns, nested values in full, secrets and unknowns as "[secret]" and
 * "[unknown]".
 */
import { UNKNOWN } from "./provider";
import { isList, isMap, isSecret, sameValue, type StateProperties, type StateValue } from "./value";

const INDENT = "    ";

/** One value, over as many lines as it takes; `depth` is that of the line it starts on, in steps of four. */
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
  return value === null ? "<null>" : JSON.stringify(value);
}

/** Named values, one entry for each, sorted by name, their names padded to one width. Entries may have several lines. */
export function formatProperties(properties: StateProperties, depth: number): readonly string[] {
  return entriesOf(properties).map(
    ([, label, value]) => `${INDENT.repeat(depth)}${label}: ${formatValue(value, depth)}`,
  );
}

/** The "Outputs:" block, or nothing where there are none. */
export function formatOutputs(outputs: StateProperties): readonly string[] {
  return outputsBlock(formatProperties(outputs, 1));
}

/** The "Outputs:" block of a preview: only what differs from before, marked. */
export function formatChangedOutputs(
  old: StateProperties,
  wanted: StateProperties,
): readonly string[] {
  return outputsBlock(formatDifference(old, wanted, 1));
}

function outputsBlock(entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : ["Outputs:", ...linesOf(entries)];
}

/** Entries, which may have several lines each, as single lines. */
export function linesOf(entries: readonly string[]): readonly string[] {
  return entries.flatMap((entry) => entry.split("\n"));
}

/** What differs between named values, marked "+", "-" or "~", with old and new value; sorted by name. */
export function formatDifference(
  old: StateProperties,
  wanted: StateProperties,
  depth: number,
): readonly string[] {
  const names = Object.keys({ ...old, ...wanted }).filter(
    (name) => !sameValue(old[name], wanted[name]),
  );
  const differing = entriesOf(Object.fromEntries(names.map((name) => [name, null])));
  return differing.map(([name, label]) => {
    const before = old[name];
    const after = wanted[name];
    const line = (mark: "+" | "-" | "~", text: string): string =>
      `${INDENT.repeat(depth).slice(2)}${mark} ${label}: ${text}`;
    if (before === undefined) return line("+", formatValue(after ?? null, depth));
    if (after === undefined) return line("-", formatValue(before, depth));
    return line("~", formatChange(before, after, depth));
  });
}

function formatChange(before: StateValue, after: StateValue, depth: number): string {
  if (isMap(before) && isMap(after)) {
    const lines = formatDifference(before, after, depth + 1);
    return `{\n${lines.join("\n")}\n${INDENT.repeat(depth)}}`;
  }
  if (isList(before) && isList(after)) {
    const byIndex = (list: readonly StateValue[]): StateProperties =>
      Object.fromEntries(list.map((item, index) => [`[${index}]`, item]));
    const lines = formatDifference(byIndex(before), byIndex(after), depth + 1);
    return `[\n${lines.join("\n")}\n${INDENT.repeat(depth)}]`;
  }
  return `${formatValue(before, depth)} => ${formatValue(after, depth)}`;
}

/** Name, padded name and value of each property, sorted by name; internal ones ("__…") are left out. */
function entriesOf(
  properties: StateProperties,
): readonly (readonly [string, string, StateValue])[] {
  const shown = Object.entries(properties).filter(([name]) => !name.startsWith("__"));
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => [name, name.padEnd(width), value] as const);
}
