/**
 * Config as it was written, read without trusting its shape. Rules between entries read it this
 * way, so that a mistake in one entry hides no mistake in another; that a key has the right shape
 * is its own schema's matter.
 */
import { type Problem, refuse } from "./problem";
import { isRecord } from "./schema";

/** Values by config key, as JSON, with the defaults of the keys that were left out. */
export type Written = Readonly<Record<string, unknown>>;

/** A value in config, and the path that messages name it by, such as `clients[1].scopes[0]`. */
export interface Entry {
  readonly key: string;
  readonly value: unknown;
}

/**
 * The value of a field below an entry; `undefined` where the entry is no map or lacks the field.
 */
export function fieldOf({ key, value }: Entry, name: string): Entry {
  return { key: `${key}.${name}`, value: isRecord(value) ? value[name] : undefined };
}

/** The text that an entry is, else the value of one of its fields. */
export function textOr(field: string, entry: Entry): Entry {
  return typeof entry.value === "string" ? entry : fieldOf(entry, field);
}

/** The entries of a list; none where the value is no list. */
export function itemsOf({ key, value }: Entry): readonly Entry[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.map((item, index) => ({ key: `${key}[${index}]`, value: item }));
}

/** What a config key holds. */
export function entryOf(written: Written, key: string): Entry {
  return { key, value: written[key] };
}

/** The entries of the list that a config key holds. */
export function entriesOf(written: Written, key: string): readonly Entry[] {
  return itemsOf(entryOf(written, key));
}

/** All texts at or below an entry, with their paths, in order. */
export function textsIn(entry: Entry): readonly (Entry & { readonly value: string })[] {
  const { key, value } = entry;
  if (typeof value === "string") return [{ key, value }];
  if (Array.isArray(value)) return itemsOf(entry).flatMap(textsIn);
  return isRecord(value) ? Object.keys(value).flatMap((name) => textsIn(fieldOf(entry, name))) : [];
}

/** Paths below the given keys that hold a text; capitals do not count. */
export function placesOf(written: Written, keys: readonly string[], text: string): string[] {
  return keys
    .flatMap((key) => textsIn(entryOf(written, key)))
    .filter(({ value }) => value.toLowerCase() === text.toLowerCase())
    .map(({ key }) => key);
}

/**
 * Finds entries that stand in a list already.
 *
 * @param identify what an entry means; entries of one meaning are the same. Undefined: the entry is
 * broken, and its own
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
    return refuse(entry, rule(first), remedy);
  });
}

/** {@link checkUnique} for texts of which capitals do not count. */
export function checkUniqueTexts(entries: readonly Entry[]): readonly Problem[] {
  return checkUnique(entries, ({ value }) =>
    typeof value === "string" ? value.toLowerCase() : undefined,
  );
}
