/**
 * Property values as the engine holds them: what providers see ({@link Value}), with secrets
 * marked. Marks are kept per property path, so that a secret stays one from the program through
 * state to the outputs.
 */
import { isDeepStrictEqual } from "node:util";
import { UNKNOWN, type Properties, type Value } from "../provider";

const SECRET: unique symbol = Symbol("secret");

/**
 * A value that is never printed, and is marked in the state. Printing it by accident shows
 * "[secret]".
 */
export interface Secret {
  readonly [SECRET]: true;
  /** The value itself: for the provider, the program and the state only. */
  reveal(): StateValue;
  toString(): string;
  toJSON(): string;
}

/** Marks a value as secret. */
export function makeSecret(value: StateValue): Secret {
  const hide = (): string => "[secret]";
  return { [SECRET]: true, reveal: () => value, toString: hide, toJSON: hide };
}

/** True for a value marked as secret; not for one that only holds a secret. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && SECRET in value;
}

/** What a value holds in the end; {@link UNKNOWN} in previews only. */
export type Leaf = null | boolean | number | string | typeof UNKNOWN | Secret;

/** Lists and maps of such leaves. */
export type Shaped<T> = T | readonly Shaped<T>[] | { readonly [key: string]: Shaped<T> };

/** A property value with its secrets marked. */
export type StateValue = Shaped<Leaf>;

/** Named property values with their secrets marked: inputs, outputs or stack outputs. */
export type StateProperties = Readonly<Record<string, StateValue>>;

/** True for a map of values; false for lists, secrets and everything simple. */
export function isMap(
  value: StateValue | undefined,
): value is Readonly<Record<string, StateValue>> {
  return typeof value === "object" && value !== null && !isList(value) && !isSecret(value);
}

/** True for a list of values. */
export function isList(value: StateValue | undefined): value is readonly StateValue[] {
  return Array.isArray(value);
}

/** Applies `change` to every value of a map, keeping its keys. */
export function mapValues<From, To>(
  map: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

/** Changes the leaves of a value, and keeps its lists and maps. */
export function mapLeaves<T>(value: StateValue, change: (leaf: Leaf) => Shaped<T>): Shaped<T> {
  if (isList(value)) return value.map((each) => mapLeaves(each, change));
  return isMap(value) ? mapValues(value, (each) => mapLeaves(each, change)) : change(value);
}

/** The value with secrets unwrapped, as providers and the user who asks for it see it. */
export function revealValue(value: StateValue): Value {
  return mapLeaves(value, (leaf) => (isSecret(leaf) ? revealValue(leaf.reveal()) : leaf));
}

/** Like {@link revealValue}, for named values. */
export function reveal(properties: StateProperties): Properties {
  return mapValues(properties, revealValue);
}

/** The value with other texts in the place of every secret and every unknown: for display only. */
export function blindValue(value: StateValue, unknown = "[unknown]"): Value {
  return mapLeaves(value, (leaf) => {
    if (isSecret(leaf)) return "[secret]";
    return leaf === UNKNOWN ? unknown : leaf;
  });
}

/** True when the value is secret or holds a secret. */
export function hasSecret(value: StateValue): boolean {
  if (isSecret(value)) return true;
  if (isList(value)) return value.some(hasSecret);
  return isMap(value) && Object.values(value).some(hasSecret);
}

/** True when the value is unknown or holds something unknown. */
export function hasUnknown(value: StateValue): boolean {
  if (isSecret(value)) return hasUnknown(value.reveal());
  if (isList(value)) return value.some(hasUnknown);
  return value === UNKNOWN || (isMap(value) && Object.values(value).some(hasUnknown));
}

/** Compares by content, whatever is secret; unknown equals nothing but unknown. */
export function sameValue(left: StateValue | undefined, right: StateValue | undefined): boolean {
  const plain = (value: StateValue | undefined): Value | undefined =>
    value === undefined ? undefined : revealValue(value);
  return isDeepStrictEqual(plain(left), plain(right));
}

/**
 * Carries the secret marks of `marked` over to a provider's `plain` answer: what was secret under a
 * path is secret under the same path there, as the Pulumi CLI does for providers that do not track
 * secrets themselves.
 */
export function carrySecrets(plain: Value, marked: StateValue | undefined): StateValue {
  if (isSecret(marked)) return makeSecret(plain);
  if (isList(marked)) {
    // Lists may have been reordered: an index says nothing then, so one secret element hides the
    // list.
    return hasSecret(marked) ? makeSecret(plain) : plain;
  }
  if (isMap(marked) && isMap(plain)) {
    return mapValues(plain, (value, key) => carrySecrets(value, own(marked, key)));
  }
  return plain;
}

/**
 * {@link carrySecrets} for named values; `additional` names properties that are secret in any case.
 */
export function markSecrets(
  plain: Properties,
  marked: StateProperties,
  additional: readonly string[] = [],
): StateProperties {
  return mapValues(plain, (value, key) =>
    additional.includes(key) ? makeSecret(value) : carrySecrets(value, own(marked, key)),
  );
}

/** A property of a map itself; not "valueOf" and the like, which every object has. */
export function own(value: StateValue | undefined, key: string): StateValue | undefined {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
