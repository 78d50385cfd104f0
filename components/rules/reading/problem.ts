/**
 * Problems of an input, as data: found by pure rules, collected, and shown together in one message.
 */
import { showText } from "./hiddenText";
import { beyondBounds, LIMITS } from "./limits";

/** One thing wrong with one input. */
export interface Problem {
  /** Where: a config path such as `scopes[0].value`. */
  readonly key: string;
  /** The value found there, as received; `undefined` where something is missing. Never a secret. */
  readonly value: unknown;
  /** What a provider said of it: one line of foreign text, shown in place of the value. */
  readonly said?: string;
  /** The rule that it breaks, as a phrase without a full stop: `must be at most 120 characters`. */
  readonly rule: string;
  /** The way out, as an instruction without a full stop: `shorten it by 3 characters`. */
  readonly remedy: string;
}

/** The one problem of what stands at a key: the list that a rule comes to where it is broken. */
export function refuse(
  { key, value }: Pick<Problem, "key" | "value">,
  rule: string,
  remedy: string,
): readonly Problem[] {
  return [{ key, value, rule, remedy }];
}

/** Either the checked value, or every problem that was found in the input. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The config key that a problem belongs to: its path up to the first full stop or bracket. */
export function keyOf({ key }: Pick<Problem, "key">): string {
  return /^[^.[]*/.exec(key)?.[0] ?? key;
}

const LONGEST_VALUE = 80;

/** A value as a message shows it: text in quotes, the rest as JSON, cut after 80 characters. */
export function showValue(value: unknown): string {
  if (value === undefined) return "missing";
  // JSON.stringify recurses.
  if (beyondBounds(value, LIMITS) !== undefined) return "too deep to show";
  const text = showText(JSON.stringify(value));
  const { length } = typeof value === "string" ? value : text;
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}… (${length} characters)`
    : text;
}

/** All problems of one input, numbered, in order; the last line says that nothing was changed. */
export function formatProblems(title: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const entries = problems.map(({ key, value, said, rule, remedy }, index) =>
    [
      `  ${index + 1}. "${key}" ${said === undefined ? `is ${showValue(value)}` : `failed: ${said}`}`,
      `     Rule: it ${rule}.`,
      `     Fix:  ${remedy}.`,
    ]
      .map(showText)
      .join("\n"),
  );
  return [`${showText(title)}: ${count}`, ...entries, "Nothing was registered or changed."].join(
    "\n",
  );
}
