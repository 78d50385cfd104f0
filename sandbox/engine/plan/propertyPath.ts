/**
 * Property paths as `ignoreChanges` writes them: `api.oauth2PermissionScopes`, `appRoles[0].value`, `triggers[*]`, `tags["a.b"]`, `*`.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/miscellaneous/property-paths/
 */
import { EngineError } from "../errors";
import { isList, isMap, mapValues, type StateProperties, type StateValue } from "../state/value";

/** The key that stands for any one key: "*". */
export const ANY: unique symbol = Symbol("*");

/** One step of a path: a property, an index, or any of either. */
export type PathKey = string | number | typeof ANY;

/** A parsed path; never empty. */
export type PropertyPath = readonly PathKey[];

const STEP = /\.?([^.[\]"]+)|\[(?:(\d+)|(\*)|"((?:[^"\\]|\\.)*)")\]/y;

/**
 * Parses a property path.
 *
 * @throws EngineError naming the path where it is not one.
 */
export function parsePath(text: string): PropertyPath {
  const keys: PathKey[] = [];
  const step = new RegExp(STEP);
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) {
      throw new EngineError(
        `"${text}" is not a property path; write it like "api.scopes", "roles[0].value" or "*"`,
      );
    }
    const [, name, index, star, quoted = ""] = match;
    if (index !== undefined) keys.push(Number(index));
    else if (star !== undefined || name === "*") keys.push(ANY);
    else keys.push(name ?? quoted.replace(/\\(.)/g, "$1"));
  }
  if (keys.length === 0) throw new EngineError('"" is not a property path; leave it out');
  return keys;
}

/** True when `path` names `other` or something that `other` lies in. */
export function pathContains(path: PropertyPath, other: PropertyPath): boolean {
  return (
    path.length <= other.length && path.every((key, index) => key === ANY || key === other[index])
  );
}

/**
 * The inputs with every ignored path set back to its old value, or taken away where there was none.
 *
 * @throws EngineError with the CLI's text where an old value has no place in the new inputs.
 */
export function ignoreChanges(
  inputs: StateProperties,
  old: StateProperties,
  paths: readonly string[],
): StateProperties {
  const { result, missing } = resetPaths(inputs, old, paths);
  if (missing.length === 0) return result;
  throw new EngineError(
    "cannot ignore changes to the following properties because one or more elements of the path are missing: " +
      `"${missing.join(", ")}"`,
  );
}

/**
 * Like {@link ignoreChanges}, as far as possible; tells the paths whose old values have no place in
 * the new inputs.
 */
export function resetPaths(
  inputs: StateProperties,
  old: StateProperties,
  paths: readonly string[],
): { readonly result: StateProperties; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const result = paths.reduce((current, text) => {
    const reset = resetPath(current, old, parsePath(text));
    if (isMap(reset)) return reset;
    missing.push(text);
    return current;
  }, inputs);
  return { result, missing };
}

/**
 * `value` with what `path` names taken from `old`; undefined where `old` has a value that has no
 * place in `value`.
 */
function resetPath(
  value: StateValue | undefined,
  old: StateValue | undefined,
  path: PropertyPath,
): StateValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return old;
  if (key === ANY) {
    return keysOf(value, old).reduce<StateValue | undefined>(
      (current, each) =>
        current === undefined ? undefined : resetPath(current, old, [each, ...rest]),
      value,
    );
  }
  const oldChild = childOf(old, key);
  if (rest.length > 0 && (oldChild === undefined || childOf(value, key) === undefined)) {
    // Nothing to restore below a part that one side lacks; unless the old value would be lost by
    // that.
    return valueAt(old, path) === undefined ? (value ?? null) : undefined;
  }
  if (isList(value)) {
    const index = Number(key);
    if (index >= value.length) return oldChild === undefined ? value : undefined;
    const item = rest.length === 0 ? (oldChild ?? null) : resetPath(value[index], oldChild, rest);
    return item === undefined ? undefined : value.map((each, at) => (at === index ? item : each));
  }
  if (!isMap(value)) return undefined;
  if (rest.length === 0) {
    if (oldChild !== undefined && Object.hasOwn(value, key)) {
      return mapValues(value, (each, name) => (name === key ? oldChild : each));
    }
    const others = Object.entries(value).filter(([name]) => name !== key);
    return Object.fromEntries(oldChild === undefined ? others : [...others, [key, oldChild]]);
  }
  const child = resetPath(childOf(value, key), oldChild, rest);
  if (child === undefined) return undefined;
  return mapValues(value, (each, name) => (name === key ? child : each));
}

function valueAt(value: StateValue | undefined, path: PropertyPath): StateValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (key !== ANY) return valueAt(childOf(value, key), rest);
  return keysOf(value, undefined)
    .map((each) => valueAt(childOf(value, each), rest))
    .find((each) => each !== undefined);
}

function childOf(value: StateValue | undefined, key: string | number): StateValue | undefined {
  if (isList(value)) return typeof key === "number" ? value[key] : undefined;
  // Names like "valueOf" are properties of every object, but not of this map.
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function keysOf(
  left: StateValue | undefined,
  right: StateValue | undefined,
): readonly (string | number)[] {
  const keys = (value: StateValue | undefined): (string | number)[] => {
    if (isList(value)) return value.map((_, index) => index);
    return isMap(value) ? Object.keys(value) : [];
  };
  return [...new Set([...keys(left), ...keys(right)])];
}
