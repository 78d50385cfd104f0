/**
 * The order in which the real provider sends the entries of a set: by the digits of each entry's
 * CRC-32, however they were written down. Source: terraform-plugin-sdk v2, helper/schema/set.go and
 * serialize.go.
 */
import { crc32 } from "node:zlib";

import type { Properties, Value } from "../../engine/provider";
import { isList, isRecord } from "../values";
import type { Field, Fields } from "./fields";

/** {@link ordered} for inputs. */
export function inSetOrder(fields: Fields, inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      const field = fields[name];
      return [name, field === undefined ? value : ordered(field, value)];
    }),
  );
}

/** One value, every set in it in the provider's order. Nothing may be unknown. */
export function ordered(field: Field, value: Value): Value {
  if (field.kind === "object" && isRecord(value)) return inSetOrder(field.fields, value);
  if ((field.kind !== "list" && field.kind !== "set") || !isList(value)) return value;
  const entries = value.map((entry) => ordered(field.of, entry));
  if (field.kind === "list") return entries;
  return entries
    .map((entry): readonly [string, Value] => [String(crc32(hashed(field, entry))), entry])
    .sort(([a], [b]) => (a < b ? -1 : 1)) // As texts, not as numbers.
    .map(([, entry]) => entry);
}

function hashed({ of, hashed: form }: Field & { readonly kind: "set" }, entry: Value): string {
  if (of.kind === "object") return members(of.fields, entry);
  const text = serialized(of, entry);
  return form === "text" ? text.slice(0, -";".length) : text;
}

/**
 * An entry with members as the provider hashes it: every member of the schema, by the name that it
 * has there.
 */
function members(fields: Fields, entry: Value): string {
  const given = isRecord(entry) ? entry : {};
  return Object.entries(fields)
    .map(([name, field]): readonly [string, string] => [
      terraformName(name),
      serialized(field, given[name] ?? field.default),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}:${text}`)
    .join("");
}

function serialized(field: Field, value: Value | undefined): string {
  switch (field.kind) {
    case "flag":
      return value === true ? "1;" : "0;";
    case "list":
    case "set": {
      const entries = (isList(value) ? value : []).map((entry) =>
        field.of.kind === "object"
          ? `<${members(field.of.fields, entry)}>;`
          : serialized(field.of, entry),
      );
      return field.kind === "list" ? `(${entries.join("")});` : `{${entries.join("")}};`;
    }
    default:
      return `${typeof value === "string" ? value : ""};`;
  }
}

/**
 * "resourceAppId" is "resource_app_id" there. Pulumi has one list of blocks in the plural,
 * Terraform has none.
 */
function terraformName(name: string): string {
  const singular = name === "resourceAccesses" ? "resourceAccess" : name;
  return singular.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
