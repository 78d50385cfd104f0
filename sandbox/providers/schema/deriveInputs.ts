/** What the inputs of a resource are, seen from its outputs: for import and refresh. */
import type { Properties, Value } from "../../engine/provider";
import { isList, isRecord, only } from "../values";
import { differs } from "./compareInputs";
import type { Field, Fields } from "./fields";

/** The inputs that would give these outputs, without what is empty: for import. */
export function inputsFromOutputs(fields: Fields, outputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = withoutEmpty(field, outputs[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * The inputs after a refresh: each as given, unless the resource has drifted from it; then what is
 * there. What was added outside becomes an input too: the engine's `ignoreChanges` keeps old
 * inputs, and only so keeps what another resource or somebody else has put there.
 */
export function refreshInputs(fields: Fields, inputs: Properties, outputs: Properties): Properties {
  const drifted = only(fields, (name, field) => differs(field, inputs[name], outputs[name]));
  return {
    ...only(inputs, (name) => !(name in drifted)),
    ...inputsFromOutputs(drifted, outputs),
  };
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
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      nullIfUnset(fields[name], inputs[name], value),
    ]),
  );
}

function nullIfUnset(field: Field | undefined, given: Value | undefined, value: Value): Value {
  if (field?.kind === "object" && isRecord(value) && isRecord(given)) {
    return nullWhereUnset(field.fields, given, value);
  }
  const isOfTexts = (field?.kind === "list" || field?.kind === "set") && field.of.kind === "text";
  const isEmpty = isList(value) && value.length === 0;
  return isOfTexts && field.kept !== true && isEmpty && given === undefined ? null : value;
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
