/** What the inputs of a resource are, seen from its outputs: for import, refresh and updates. */
import type { Properties, Value } from "../../engine/provider";
import { isList, isRecord } from "../values";
import { differs } from "./compareInputs";
import type { Field, Fields } from "./fields";

/** The inputs that would give these outputs, without what is empty: for import. */
export function inputsFromOutputs(fields: Fields, outputs: Properties): Properties {
  const inputs: Record<string, Value> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = withoutEmpty(field, outputs[name]);
    if (value !== undefined) {
      inputs[name] = value;
    }
  }
  return inputs;
}

/**
 * The inputs after a refresh: each as given, unless the resource has drifted from it; then what is
 * there. What was added outside becomes an input too: the engine's `ignoreChanges` keeps old
 * inputs, and only so keeps what another resource or somebody else has put there.
 */
export function refreshInputs(fields: Fields, inputs: Properties, outputs: Properties): Properties {
  const refreshed: Record<string, Value> = { ...inputs };
  for (const [name, field] of Object.entries(fields)) {
    if (!differs(field, inputs[name], outputs[name])) continue;
    const present = withoutEmpty(field, outputs[name]);
    if (present === undefined) {
      Reflect.deleteProperty(refreshed, name);
    } else {
      refreshed[name] = present;
    }
  }
  return refreshed;
}

/**
 * The inputs with what they leave to the resource ("kept") taken from its outputs: what an update
 * has to say.
 */
export function inputsToApply(fields: Fields, inputs: Properties, outputs: Properties): Properties {
  const wanted: Record<string, Value> = { ...inputs };
  for (const [name, field] of Object.entries(fields)) {
    const present = outputs[name];
    if (field.kept === true && wanted[name] === undefined && present !== undefined) {
      wanted[name] = present;
    }
  }
  return wanted;
}

/**
 * Outputs as the provider's bridge writes them: an empty list of plain values that no input
 * mentions is null there. Seen in the state of the real provider 6.9.1.
 */
export function nullWhereUnset(
  fields: Fields,
  inputs: Properties,
  outputs: Properties,
): Properties {
  const result: Record<string, Value> = { ...outputs };
  for (const [name, field] of Object.entries(fields)) {
    const value = outputs[name];
    const given = inputs[name];
    if (field.kind === "object" && isRecord(value) && isRecord(given)) {
      result[name] = nullWhereUnset(field.fields, given, value);
    } else if (
      (field.kind === "list" || field.kind === "set") &&
      field.of.kind === "text" &&
      field.kept !== true &&
      given === undefined &&
      isList(value) &&
      value.length === 0
    ) {
      result[name] = null;
    }
  }
  return result;
}

function withoutEmpty(field: Field, value: Value | undefined): Value | undefined {
  if (field.kind === "unimplemented" || value === undefined || value === null || value === "") {
    return undefined;
  }
  if (isList(value)) {
    if (value.length === 0 || (field.kind !== "list" && field.kind !== "set")) return undefined;
    return value.map((entry) => withoutEmpty(field.of, entry) ?? entry);
  }
  if (isRecord(value) && field.kind === "object") {
    const members = inputsFromOutputs(field.fields, value);
    return Object.keys(members).length === 0 ? undefined : members;
  }
  return value === false && field.default === undefined ? undefined : value;
}
