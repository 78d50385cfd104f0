/** The one function that makes plain, frozen data of a stack's config. No Pulumi here. */
import { checkTogether } from "./betweenKeys";
import type { StackIdentity } from "./ids";
import { DEFAULT_SCOPES } from "./values/permissions";
import { checkKeys } from "./keyNames";
import { beyondBounds, LIMITS } from "./reading/limits";
import { type Checked, keyOf, type Problem, refuse } from "./reading/problem";
import { isOfOthers, modeOf } from "./values/registration";
import { checkWith } from "./reading/schema";
import { entryOf, type Written } from "./reading/written";
import {
  CONFIG_KEYS,
  type Context,
  DEFAULTS,
  type Key,
  KEYS,
  type ManagementApiSpec,
} from "./keys";

const TABLE = Object.entries<Key<unknown, unknown>>(KEYS);

/**
 * Checks a stack's config and fills in what it leaves out.
 *
 * @param config values by key, as JSON; missing keys take their defaults.
 * @param identity the stack, from which ids and default names are derived.
 * @returns the frozen specification, or every problem of the whole config, in the order of the
 * keys.
 */
export function parseManagementApi(
  config: Readonly<Record<string, unknown>>,
  identity: StackIdentity,
): Checked<ManagementApiSpec> {
  const unbounded = checkBounds(config);
  const tooLarge = unbounded.map(({ key: name }) => name);
  // What is too large is not looked into: its default stands in for it.
  const written = withDefaults(without(config, tooLarge));
  const shapes = new Map(
    TABLE.map(([name, { schema }]) => [name, checkWith(schema, written[name], name)] as const),
  );
  const refused = checkMode(written);
  // What must be left out is not to be corrected as well.
  const leftOut = new Set(refused.map(({ key }) => key));
  const problems = [
    ...unbounded,
    ...checkKeys(without(config, tooLarge), CONFIG_KEYS),
    ...[...shapes].flatMap(([name, shape]) =>
      shape.ok || leftOut.has(name) ? [] : shape.problems,
    ),
    ...refused,
  ];
  const broken = new Set(problems.map((problem) => problem.key));
  // What a broken entry would mean to others is its second problem, not one more.
  problems.push(
    ...checkTogether(written, identity).filter(
      (problem) => !broken.has(problem.key) && !leftOut.has(keyOf(problem)),
    ),
  );
  if (problems.length > 0) return { ok: false, problems: inKeyOrder(problems) };

  const entries = Object.fromEntries(
    [...shapes].map(([name, shape]) => [name, shape.ok ? shape.value : undefined]),
  );
  const context = { ...entries, identity } as unknown as Context;
  const resolved = TABLE.map(([name, key]) => [name, key.resolve(entries[name], context)] as const);
  return { ok: true, value: deepFreeze(Object.fromEntries(resolved) as ManagementApiSpec) };
}

/**
 * Keys that the way to have the registration rules out. A key that says what it says by default
 * counts as left out, because "Pulumi.yaml" hands the defaults over as if they were written; so
 * does an empty list, which asks for nothing.
 */
function checkMode(written: Written): readonly Problem[] {
  const mode = modeOf(written);
  return TABLE.flatMap(([key, { default: silence, owns, notAdopted }]) => {
    const entry = entryOf(written, key);
    const isEmpty = Array.isArray(entry.value) && entry.value.length === 0;
    if (isEmpty || JSON.stringify(entry.value) === JSON.stringify(silence)) return [];
    if (mode === "existing" && owns !== undefined) {
      return refuse(
        entry,
        `must be left out where "registration" names one that is there: the stack does not own it, and leaves ${owns} alone`,
        "take it out, and have whoever owns the registration change that there",
      );
    }
    if (mode !== "adopt" || notAdopted === undefined) return [];
    return refuse(
      entry,
      `must be left out where a registration is adopted: ${notAdopted}`,
      "take it out, and change that in the portal",
    );
  });
}

function checkBounds(config: Readonly<Record<string, unknown>>): readonly Problem[] {
  const { depth, configNodes: nodes, configText: text } = LIMITS;
  return Object.entries(config).flatMap(([key, value]) => {
    const rule = beyondBounds(value, { depth, nodes, text });
    return rule === undefined ? [] : refuse({ key, value }, rule, "write less");
  });
}

function without(
  config: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !names.includes(name)));
}

/** Config with its defaults filled in. A new registration has the BDK's scope. */
export function withDefaults(config: Readonly<Record<string, unknown>>): Written {
  const given = Object.entries(config).filter(([, value]) => value !== undefined && value !== null);
  const written: Written = { ...DEFAULTS, ...Object.fromEntries(given) };
  return written["scopes"] === "" && !isOfOthers(written)
    ? { ...written, scopes: DEFAULT_SCOPES }
    : written;
}

/** Problems in the order of `CONFIG_KEYS`, unknown keys last; within a key, as found. */
export function inKeyOrder(problems: readonly Problem[]): readonly Problem[] {
  const rank = (problem: Problem): number => {
    const at = CONFIG_KEYS.indexOf(keyOf(problem));
    return at === -1 ? CONFIG_KEYS.length : at;
  };
  return [...problems].sort((a, b) => rank(a) - rank(b));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
