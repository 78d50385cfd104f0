import type { Problem } from "./problem";
import type { Entry } from "./written";

/**
 * Finds entries that stand in a list already.
 *
 * @param identify what an entry means; entries of one meaning are the same. Undefined: the entry is broken, and its own
 *   problem.
 * @param rule the rule, given the path of the first of two.
 */
export function checkUnique(
  entries: readonly Entry[],
  identify: (entry: Entry) => string | undefined,
  rule: (first: string) => string = (first) => `must not repeat "${first}"`,
  remedy = "remove it",
): readonly Problem[] {
  const firsts = new Map<string, string>();
  return entries.flatMap((entry) => {
    const meaning = identify(entry);
    if (meaning === undefined) return [];
    const first = firsts.get(meaning);
    if (first === undefined) {
      firsts.set(meaning, entry.key);
      return [];
    }
    return [{ key: entry.key, value: entry.value, rule: rule(first), remedy }];
  });
}

/** {@link checkUnique} for texts of which capitals do not count. */
export function checkUniqueTexts(entries: readonly Entry[]): readonly Problem[] {
  return checkUnique(entries, ({ value }) =>
    typeof value === "string" ? value.toLowerCase() : undefined,
  );
}
