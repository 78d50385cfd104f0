/** Schemas of valibot whose issues become {@link Problem}s with a rule and a way out. */
import * as v from "valibot";
import { hiddenIn } from "./hiddenText";
import type { Checked, Problem } from "./problem";
import { chooseFrom, suggest } from "./suggestion";

/** Joins rule and remedy into an issue's one message; {@link toProblem} takes them apart. */
const SEPARATOR = "\n";

/** A check with its rule ("must …") and its way out. The remedy may depend on the value. */
export function rule<T>(
  holds: (value: T) => boolean,
  text: string,
  remedy: string | ((value: T) => string),
): v.CheckAction<T, (issue: v.CheckIssue<T>) => string> {
  return v.check(holds, (issue: v.CheckIssue<T>) =>
    [text, typeof remedy === "string" ? remedy : remedy(issue.input)].join(SEPARATOR),
  );
}

/**
 * Text that keeps all of some rules, each with its way out where nobody can know what was meant.
 *
 * @param meant the text that was probably meant; the way out, where it keeps every rule.
 */
export function correctable(
  meant: (text: string) => string,
  rules: readonly (readonly [holds: (text: string) => boolean, text: string, remedy: string])[],
): v.GenericSchema<unknown, string> {
  const isSound = (text: string) => rules.every(([holds]) => holds(text));
  return v.pipe(
    v.string(),
    ...rules.map(([holds, text, remedy]) =>
      rule(holds, text, (value: string) =>
        isSound(meant(value)) ? `write "${meant(value)}"` : remedy,
      ),
    ),
  );
}

/** The rule of a text's length. */
export function atMost(
  maxLength: number,
): v.CheckAction<string, (issue: v.CheckIssue<string>) => string> {
  return rule(
    (value) => value.length <= maxLength,
    `must be at most ${maxLength} characters`,
    (value) => `shorten it by ${value.length - maxLength}`,
  );
}

/** Text of a bounded length on one line, without blanks around it. */
export function text(maxLength: number): v.GenericSchema<unknown, string> {
  return v.pipe(
    v.string(),
    atMost(maxLength),
    rule(
      (value) => value.trim() !== "" && value.trim() === value,
      "must hold text, with no blanks around it",
      (value) => (value.trim() === "" ? "write a text or take it out" : `write "${value.trim()}"`),
    ),
    visible(),
  );
}

/** Text of that schema, or none. */
export function orEmpty(
  schema: v.GenericSchema<unknown, string>,
): v.GenericSchema<unknown, string> {
  return v.lazy((value) => (value === "" ? v.literal("") : schema));
}

/** The rule that a text is one line of characters that people see. */
export function visible(): ReturnType<typeof rule<string>> {
  return rule(
    (value) => hiddenIn(value) === undefined,
    "must be one line without characters that people do not see",
    (value) => `take ${hiddenIn(value) ?? "them"} out`,
  );
}

/**
 * The name of something that is looked up by name before it is made: the provider does not escape
 * the quote in that query (terraform-provider-azuread, applications and groups).
 */
export function uniqueName(maxLength: number): v.GenericSchema<unknown, string> {
  return v.pipe(
    text(maxLength),
    rule(
      (value) => !value.includes("'"),
      "must not hold an apostrophe: the look-up for duplicate names cannot quote it",
      (value) => `write "${value.replaceAll("'", "\u2019")}" or leave it out`,
    ),
  );
}

/** Whether a text is a UUID in its 36-character form. */
export function isUuid(text: string): boolean {
  return v.UUID_REGEX.test(text);
}

/** Object ids, client ids, scope ids: a UUID in its 36-character form, made lower-case. */
export function uuid(
  rule = "must be a UUID",
  remedy = 'write it as "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", digits and a to f only',
): v.GenericSchema<unknown, string> {
  const message = [rule, remedy].join(SEPARATOR);
  return v.pipe(v.string(message), v.uuid(message), v.toLowerCase());
}

/** Names that other tools have for ours, in lower case, and ours. */
export type OtherNames = ReadonlyMap<string, string>;

/** {@link OtherNames} from the names of others by ours. */
export function otherNames(by: Readonly<Record<string, readonly string[]>>): OtherNames {
  return new Map(
    Object.entries(by).flatMap(([ours, theirs]) =>
      theirs.map((name) => [name.toLowerCase(), ours] as const),
    ),
  );
}

/** One of a few names; the remedy suggests the likely one. */
export function oneOf<const T extends readonly string[]>(
  names: T,
  others: OtherNames = new Map(),
): v.GenericSchema<unknown, T[number]> {
  return v.picklist(names, ({ input }) => {
    const text = typeof input === "string" ? input : "";
    const meant = others.get(text.toLowerCase());
    return [
      `must be one of ${quotedList(names)}`,
      meant === undefined ? chooseFrom(text, names) : `write "${meant}"`,
    ].join(SEPARATOR);
  });
}

/**
 * A map with known keys. Every unknown key is a problem of its own, with the likely name as its way
 * out (valibot's own strict object stops at the first one, knows no names, and takes lists). Its
 * value is judged under that name, so that a misspelt key is not missing as well.
 */
export function keyed<const E extends v.ObjectEntries>(
  entries: E,
  others: OtherNames = new Map(),
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<E, undefined>>> {
  const known = Object.keys(entries);
  const meant = (key: string): string | undefined =>
    others.get(key.toLowerCase()) ?? suggest(key, known);
  const isUnknown = (key: string): boolean => !known.includes(key);
  // So that what is missing is told in the words of its own schema.
  const required = known.filter((key) => entries[key]?.type !== "optional");
  const missing = Object.fromEntries(required.map((key) => [key, undefined]));
  return v.pipe(
    v.custom<Record<string, unknown>>(
      isRecord,
      ["must be a map of keys and values", `write a map with ${quotedList(known)}`].join(SEPARATOR),
    ),
    v.transform((input) => {
      const renamed = Object.keys(input)
        .filter(isUnknown)
        .flatMap((key) => [[meant(key), input[key]] as const])
        .filter(([name]) => name !== undefined);
      return { ...missing, ...Object.fromEntries(renamed), ...input } as Record<string, unknown>;
    }),
    v.looseObject(entries),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!isRecord(dataset.value)) return;
      const input = dataset.value;
      for (const key of Object.keys(input).filter(isUnknown)) {
        const name = meant(key);
        addIssue({
          message: [
            "is not a known key",
            name === undefined ? chooseFrom(key, known) : `write "${name}"`,
          ].join(SEPARATOR),
          input: input[key],
          path: [{ type: "object", origin: "key", input, key, value: input[key] }],
        });
      }
    }),
  );
}

function quotedList(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/** For a value that has none of the allowed forms. Always a problem. */
export function wrongForm(text: string, remedy: string): v.GenericSchema<unknown, never> {
  return v.custom<never>(() => false, [text, remedy].join(SEPARATOR));
}

/**
 * A list of things of one kind. One thing that could stand in it is told to be put there; none: [].
 *
 * @param itemOf how a value alone would be written in the list; default: as it is.
 * @param none what to do where none is meant; default: an empty list.
 */
export function listOf<T>(
  item: v.GenericSchema<unknown, T>,
  itemOf = (alone: unknown) => alone,
  none = "write [] for none, or take the key out",
): v.GenericSchema<unknown, T[]> {
  return v.array(item, ({ input }) => {
    const isNone = typeof input === "string" && ["", "none"].includes(input.toLowerCase());
    const alone = itemOf(input);
    const remedy = v.is(item, alone) ? `write ${JSON.stringify([alone])}` : "write a list";
    return ["must be a list", isNone ? none : remedy].join(SEPARATOR);
  });
}

/** Narrows to a map of keys and values: neither a list nor null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Runs a schema over a value and turns its issues into problems below `key`. */
export function checkWith<T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  key: string,
): Checked<T> {
  const result = v.safeParse(schema, value);
  return result.success
    ? { ok: true, value: result.output }
    : { ok: false, problems: result.issues.map((issue) => toProblem(issue, key)) };
}

function toProblem(issue: v.BaseIssue<unknown>, root: string): Problem {
  const key = (issue.path ?? []).reduce(
    (path, step) =>
      typeof step.key === "number" ? `${path}[${step.key}]` : `${path}.${String(step.key)}`,
    root,
  );
  const [ruleText = "", remedy] = issue.message.split(SEPARATOR);
  return remedy === undefined
    ? { key, value: issue.input, ...shapeProblem(issue) }
    : { key, value: issue.input, rule: ruleText, remedy };
}

/** What valibot finds by itself: a missing key or a value of another type. */
function shapeProblem(issue: v.BaseIssue<unknown>): Pick<Problem, "rule" | "remedy"> {
  if (issue.input === undefined) return { rule: "is required", remedy: "add it" };
  const wanted = TYPE_NAMES[issue.expected ?? ""] ?? issue.expected ?? "something else";
  const { input } = issue;
  return {
    rule: `must be ${wanted}`,
    remedy:
      issue.expected === "string" && typeof input === "number"
        ? `write "${input}", in quotes`
        : `write ${wanted}`,
  };
}

/** What people call the types that valibot's issues name. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  Array: "a list",
};
