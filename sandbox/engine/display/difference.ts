/**
 * What differs between two sets of property values, as the CLI prints it: marked "+", "-" or "~",
 * with old and new value.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.248.0/pkg/backend/display/object_diff.go
 */
import { INDENT, formatValue, isShown, isWorthShowing, labelsOf, linesOf } from "./value";
import { UNKNOWN } from "../provider";
import {
  isList,
  isMap,
  isSecret,
  makeSecret,
  mapLeaves,
  mapValues,
  sameValue,
  type StateProperties,
  type StateValue,
} from "../state/value";

/** How to show a difference. */
export interface DifferenceOptions {
  /**
   * Which of the properties that are the same are shown: none, those inside of what differs, or
   * all. Default none.
   */
  readonly sames?: "none" | "nested" | "all";
  /** Leave out what is unknown yet and was there before. Default false. */
  readonly knownOnly?: boolean;
}

type Mark = "+" | "-" | "~";

/**
 * What differs between named values; sorted by name, their names padded to one width. Entries may
 * have several lines.
 */
export function formatDifference(
  old: StateProperties,
  wanted: StateProperties,
  depth: number,
  options: DifferenceOptions = {},
): readonly string[] {
  const { sames = "none", knownOnly = false } = options;
  const before = (name: string): StateValue => old[name] ?? null;
  const after = (name: string): StateValue => wanted[name] ?? null;
  const isSame = (name: string): boolean => sameValue(before(name), after(name));
  const names = Object.keys({ ...old, ...wanted })
    .filter(isShown)
    .filter((name) => !(knownOnly && before(name) !== null && after(name) === UNKNOWN))
    .filter((name) => sames !== "none" || !isSame(name))
    .sort();
  const label = labelsOf(names);
  return names.flatMap((name) => {
    if (!isSame(name)) {
      const depths = { title: depth, body: depth };
      return formatChange(label(name), before(name), after(name), depths, options);
    }
    return sames === "all" && isWorthShowing(after(name))
      ? [`${INDENT.repeat(depth)}${label(name)}: ${formatValue(after(name), depth)}`]
      : [];
  });
}

/** How deep the first line and the lines below it stand. In lists they differ: the CLI's doing. */
interface Depths {
  readonly title: number;
  readonly body: number;
}

function formatChange(
  label: string,
  before: StateValue,
  after: StateValue,
  { title, body }: Depths,
  options: DifferenceOptions,
): readonly string[] {
  const inside = options.sames === "nested" ? { ...options, sames: "all" as const } : options;
  const line = (mark: Mark, text: string): string =>
    `${INDENT.repeat(title).slice(2)}${mark} ${label}: ${text}`;
  const around = (open: string, lines: readonly string[], close: string): string =>
    line("~", [open, ...lines, `${INDENT.repeat(body)}${close}`].join("\n"));
  if (isList(before) && isList(after)) {
    return [around("[", formatListChange(before, after, body, inside), "]")];
  }
  if (isMap(before) && isMap(after)) {
    return [around("{", formatDifference(before, after, body + 1, inside), "}")];
  }
  const gone = before === null ? [] : [line("-", formatValue(before, body))];
  const come = after === null ? [] : [line("+", formatValue(after, body))];
  if (gone.length === 0 || come.length === 0) return [...gone, ...come];
  if (!isWorthShowing(before)) return isWorthShowing(after) ? come : [];
  if (!isWorthShowing(after)) return gone;
  return isSimple(before) && isSimple(after)
    ? [line("~", `${formatWhole(before, after)} => ${formatWhole(after, before)}`)]
    : [...gone, ...come];
}

function formatListChange(
  before: readonly StateValue[],
  after: readonly StateValue[],
  depth: number,
  options: DifferenceOptions,
): readonly string[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => {
    const label = `[${index}]`;
    const old: StateValue = before[index] ?? null;
    const wanted: StateValue = after[index] ?? null;
    if (!sameValue(old, wanted)) {
      return formatChange(label, old, wanted, { title: depth + 1, body: depth + 2 }, options);
    }
    return options.sames === "all"
      ? [`${INDENT.repeat(depth + 1)}${label}: ${formatValue(wanted, depth + 2)}`]
      : [];
  }).flat();
}

function isSimple(value: StateValue): boolean {
  return !isList(value) && !isMap(value);
}

/** Texts that changed are not cut. */
function formatWhole(value: StateValue, other: StateValue): string {
  return typeof value === "string" && typeof other === "string"
    ? JSON.stringify(value)
    : formatValue(value);
}

/**
 * The outputs of a stack, or nothing where there is nothing to show. A preview shows what changes
 * as far as it is known; every other run shows all outputs.
 *
 * @param old the outputs before; undefined where there was no stack.
 */
export function formatOutputs(
  old: StateProperties | undefined,
  outputs: StateProperties,
  isPreview = false,
): readonly string[] {
  const hidden = mapValues(outputs, hideSecrets);
  // A new stack's outputs are shown as if they had been there.
  const before = mapValues(old ?? outputs, hideSecrets);
  const options: DifferenceOptions =
    isPreview && old !== undefined ? { sames: "nested", knownOnly: true } : { sames: "all" };
  return linesOf(formatDifference(before, hidden, 1, options));
}

/** All secrets look alike on the screen, so none of them differs. */
function hideSecrets(value: StateValue): StateValue {
  return mapLeaves(value, (leaf) => (isSecret(leaf) ? HIDDEN : leaf));
}

const HIDDEN = makeSecret("[secret]");
