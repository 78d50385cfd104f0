/**
 * Objects of Microsoft Graph from inputs and to outputs, by the places that the fields name. Texts
 * of Graph that are null are "" among the outputs, as the bridge has them.
 */
import type { Properties, Value } from "../../engine/provider";
import { isList, isRecord, nullIfEmpty, record } from "../values";
import type { Field, Fields } from "./fields";

/** What is absent, by kind. */
const NOTHING: Readonly<Record<Field["kind"], Value>> = {
  text: "",
  integer: 0,
  flag: false,
  list: [],
  set: [],
  object: {},
  map: {},
  any: null,
  unimplemented: null,
};

/** Inputs as Graph takes them: every field, what is absent as its default or empty. */
export function toGraph(fields: Fields, inputs: Properties, isEntry = false): Properties {
  return Object.entries(fields).reduce<Properties>((object, [name, field]) => {
    const value = asSent(field, inputs[name], isEntry);
    const place = placeOf(name, field);
    return place === undefined || value === undefined ? object : withValueAt(object, place, value);
  }, {});
}

/**
 * One input as Graph takes it. A text that may be absent is null where it is empty; but in the
 * entries of lists no text ever is: Graph compares those when deciding what changed.
 *
 * @returns undefined for what the embedded engine neither implements nor sends.
 */
export function asSent(field: Field, given: Value | undefined, isEntry = false): Value | undefined {
  const value = given ?? field.default ?? NOTHING[field.kind];
  switch (field.kind) {
    case "text": {
      const isNullable = !isEntry && field.required !== true && field.default === undefined;
      return isNullable && value === "" ? null : value;
    }
    case "list":
    case "set": {
      const entries = isList(value) ? value : [];
      return field.kind === "set" && field.joined === true
        ? nullIfEmpty(entries.filter((entry) => typeof entry === "string").join(","))
        : entries.map((entry) => asSent(field.of, entry, true) ?? null);
    }
    case "object":
      return toGraph(field.fields, isRecord(value) ? value : {}, isEntry);
    case "unimplemented":
      return field.of && asSent(field.of, undefined, isEntry);
    default:
      return value;
  }
}

/** The outputs that Graph's object holds. */
export function fromGraph(fields: Fields, object: Properties): Properties {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const place = placeOf(name, field);
      const value = place === undefined ? undefined : asOutput(field, valueAt(object, place));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function asOutput(field: Field, member: Value | undefined): Value | undefined {
  const value = member ?? NOTHING[field.kind];
  switch (field.kind) {
    case "list":
    case "set":
      if (field.kind === "set" && field.joined === true) {
        const entries = typeof value === "string" && value !== "" ? value.split(",") : [];
        return entries.map((entry) => entry.trim());
      }
      return isList(value) ? value.map((entry) => asOutput(field.of, entry) ?? null) : [];
    case "object":
      if (field.optional === true && !isRecord(member)) return null;
      return fromGraph(field.fields, isRecord(value) ? value : {});
    case "unimplemented":
      return field.of && asOutput(field.of, member);
    default:
      return value;
  }
}

/** The members of Graph's object that fields are in, sorted. */
export function membersOf(fields: Fields): readonly string[] {
  const members = Object.entries(fields).flatMap(
    ([name, field]) => placeOf(name, field)?.split(".")[0] ?? [],
  );
  return [...new Set(members)].sort();
}

/** What Graph's object holds at a place. */
export function valueAt(object: Properties, place: string): Value | undefined {
  return place
    .split(".")
    .reduce<Value | undefined>(
      (value, member) => (isRecord(value) ? value[member] : undefined),
      object,
    );
}

/** The object with a value at a place, the rest as it was. */
export function withValueAt(object: Properties, place: string, value: Value): Properties {
  const [member = "", ...rest] = place.split(".");
  return {
    ...object,
    [member]:
      rest.length === 0 ? value : withValueAt(record(object, member), rest.join("."), value),
  };
}

function placeOf(name: string, { at = name }: Field): string | undefined {
  return at === false ? undefined : at;
}
