/**
 * Typed reading of property values and of JSON from the directory (which is the same thing without
 * unknowns). What is absent or null reads as the type's zero value, as the real provider reads it;
 * a value of another type is an error.
 */
import { UNKNOWN, type Properties, type Value } from "../engine/provider";

/** Whether a value is an object of named values. */
export function isRecord(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value holds an {@link UNKNOWN} at any depth. */
export function holdsUnknown(value: Value | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (isList(value)) return value.some(holdsUnknown);
  return isRecord(value) && Object.values(value).some(holdsUnknown);
}

/** Those of some named things that are wanted. */
export function only<T>(
  things: Readonly<Record<string, T>>,
  isWanted: (name: string, thing: T) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(things).filter(([name, each]) => isWanted(name, each)));
}

/** Parses JSON text. @throws SyntaxError where it is none. */
export function parseJson(json: string): Value {
  // Every value that JSON.parse can return is a Value.
  return JSON.parse(json) as Value;
}

/** The text at `key`; "" where absent. @throws where it is no text. */
export function text(source: Properties, key: string): string {
  const value = source[key] ?? "";
  return typeof value === "string" ? value : refuse(key, "text");
}

/** The boolean at `key`; false where absent. @throws where it is none. */
export function flag(source: Properties, key: string): boolean {
  const value = source[key] ?? false;
  return typeof value === "boolean" ? value : refuse(key, "true or false");
}

/** The object at `key`; empty where absent. @throws where it is none. */
export function record(source: Properties, key: string): Properties {
  const value = source[key] ?? {};
  return isRecord(value) ? value : refuse(key, "an object");
}

/** The list of objects at `key`; empty where absent. @throws where it is none. */
export function records(source: Properties, key: string): readonly Properties[] {
  return list(source, key).map((entry) =>
    isRecord(entry) ? entry : refuse(key, "a list of objects"),
  );
}

/** The list of texts at `key`; empty where absent. @throws where it is none. */
export function texts(source: Properties, key: string): readonly string[] {
  return list(source, key).map((entry) =>
    typeof entry === "string" ? entry : refuse(key, "a list of texts"),
  );
}

/** A text as the directory takes optional ones: null clears. */
export function nullIfEmpty(value: string): string | null {
  return value === "" ? null : value;
}

function list(source: Properties, key: string): readonly Value[] {
  const value = source[key] ?? [];
  return isList(value) ? value : refuse(key, "a list");
}

function refuse(key: string, expected: string): never {
  throw new Error(`Expected "${key}" to be ${expected}.`);
}
