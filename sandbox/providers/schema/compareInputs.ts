/**
 * Comparing wanted inputs with what a resource has, by what they mean and not by how they are
 * written.
 */
import type { Diff, Properties, Value } from "../../engine/provider";
import { holdsUnknown, isList, isRecord } from "../values";
import type { Field, Fields } from "./fields";

/**
 * What differs between wanted inputs and a resource's outputs. An absent input means its default or
 * nothing; one that is `kept` means whatever is there. What is unknown yet counts as different.
 */
export function compareInputs(fields: Fields, wanted: Properties, have: Properties): Diff {
  const changed = Object.entries(fields)
    .filter(([name, field]) => differs(field, wanted[name], have[name]))
    .map(([name]) => name)
    .sort();
  return { changed, replaces: changed.filter((name) => fields[name]?.replaces === true) };
}

/** Whether one input differs from what the resource has there. */
export function differs(field: Field, wanted: Value | undefined, have: Value | undefined): boolean {
  if (isAbsent(wanted) && field.kept === true) return false;
  return (
    holdsUnknown(wanted) ||
    JSON.stringify(canonical(field, wanted)) !== JSON.stringify(canonical(field, have))
  );
}

/**
 * One form for all values that mean the same: defaults filled in, zero values written out, sets
 * sorted.
 */
function canonical(field: Field, given: Value | undefined): unknown {
  const value = isAbsent(given) ? field.default : given;
  switch (field.kind) {
    case "text":
      return value ?? "";
    case "integer":
      return value ?? 0;
    case "flag":
      return value ?? false;
    case "list":
      return isList(value) ? value.map((entry) => canonical(field.of, entry)) : [];
    case "set":
      return isList(value)
        ? value.map((entry) => JSON.stringify(canonical(field.of, entry))).sort()
        : [];
    case "object": {
      const members = isRecord(value) ? value : {};
      return Object.entries(field.fields).map(([name, member]) => canonical(member, members[name]));
    }
    case "map":
      return isRecord(value) ? Object.entries(value).sort() : [];
    case "any":
      return value ?? null;
    case "unimplemented":
      return null;
  }
}

function isAbsent(value: Value | undefined): value is null | undefined {
  return value === undefined || value === null;
}
