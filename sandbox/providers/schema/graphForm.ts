/**
 * Objects of Microsoft Graph from inputs and to outputs, by the places that the fields name. Texts
 * of Graph that are null are "" among the outputs, as the bridge has them.
 */
import type { Properties, Value } from "../../engine/provider";
import {
  flag,
  integer,
  isList,
  isRecord,
  nullIfEmpty,
  record,
  records,
  text,
  texts,
} from "../values";
import type { Field, Fields } from "./fields";

/**
 * Inputs as Graph takes them: every field, what is absent as its default or empty. A text that may
 * be absent is null where it is empty; but in the entries of lists no text ever is: Graph compares
 * those when deciding what changed.
 */
export function toGraph(fields: Fields, inputs: Properties, isEntry = false): Properties {
  return Object.entries(fields).reduce<Properties>((object, [name, field]) => {
    const value = toMember(field, inputs[name], isEntry);
    const place = placeOf(name, field);
    return place === undefined || value === undefined ? object : withValueAt(object, place, value);
  }, {});
}

/** The outputs that Graph's object holds. */
export function fromGraph(fields: Fields, object: Properties): Properties {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const path = placeOf(name, field)?.split(".");
      const member = path?.pop();
      if (path === undefined || member === undefined) return [];
      const value = fromMember(field, path.reduce(record, object), member);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The fields of some names. */
export function only(fields: Fields, isWanted: (name: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isWanted(name)));
}

/** The list at a place of Graph's object; empty where there is none. */
export function listAt(object: Properties, place: string): readonly Value[] {
  const path = place.split(".");
  const member = path.pop() ?? "";
  const value = path.reduce(record, object)[member];
  return isList(value) ? value : [];
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

function toMember(field: Field, given: Value | undefined, isEntry: boolean): Value | undefined {
  const value = given ?? field.default;
  switch (field.kind) {
    case "text": {
      const whole = value ?? "";
      const isNullable = !isEntry && field.required !== true && field.default === undefined;
      return isNullable && whole === "" ? null : whole;
    }
    case "integer":
      return value ?? 0;
    case "flag":
      return value ?? false;
    case "list":
    case "set": {
      const entries = isList(value) ? value : [];
      return field.kind === "set" && field.joined === true
        ? nullIfEmpty(entries.filter((entry) => typeof entry === "string").join(","))
        : entries.map((entry) => toMember(field.of, entry, true) ?? null);
    }
    case "object":
      return toGraph(field.fields, isRecord(value) ? value : {}, isEntry);
    case "unimplemented":
      return field.of && toMember(field.of, undefined, isEntry);
    default:
      return value;
  }
}

function fromMember(field: Field, object: Properties, member: string): Value | undefined {
  switch (field.kind) {
    case "text":
      return text(object, member);
    case "integer":
      return integer(object, member);
    case "flag":
      return flag(object, member);
    case "list":
    case "set": {
      const { of } = field;
      if (field.kind === "set" && field.joined === true) {
        const joined = text(object, member);
        return joined === "" ? [] : joined.split(",").map((entry) => entry.trim());
      }
      return of.kind === "object"
        ? records(object, member).map((entry) => fromGraph(of.fields, entry))
        : texts(object, member);
    }
    case "object":
      return field.optional === true && !isRecord(object[member])
        ? null
        : fromGraph(field.fields, record(object, member));
    case "unimplemented":
      return field.of && fromMember(field.of, object, member);
    default:
      return object[member];
  }
}
