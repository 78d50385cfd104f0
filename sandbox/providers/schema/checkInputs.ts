/**
 * Checking inputs against their fields: nothing unknown, nothing missing, everything of its type
 * and rule.
 */
import {
  UNKNOWN,
  type CheckFailure,
  type CheckResult,
  type Properties,
  type Value,
} from "../../engine/provider";
import { isList, isRecord } from "../values";
import type { Field, Fields } from "./fields";

/**
 * Fills in defaults and finds everything that is wrong.
 *
 * @param owner what the inputs belong to, for messages, e.g. "azuread.Application".
 * @param path where `inputs` sits within the resource's own inputs; "" at the top.
 */
export function checkInputs(
  owner: string,
  fields: Fields,
  inputs: Properties,
  path = "",
): CheckResult {
  const failures: CheckFailure[] = [];
  const checked: Record<string, Value> = {};
  for (const [name, value] of Object.entries(inputs)) {
    const field = fields[name];
    const property = join(path, name);
    if (field === undefined) {
      failures.push({
        property,
        reason: `"${property}" is not an input of ${owner}. Its inputs${path === "" ? "" : ` in "${path}"`} are: ${Object.keys(fields).sort().join(", ")}.`,
      });
    } else if (value !== null) {
      const result = checkValue(owner, field, value, property);
      checked[name] = result.value;
      failures.push(...result.failures);
    }
  }
  for (const [name, field] of Object.entries(fields)) {
    if (name in checked) continue;
    if (field.default !== undefined) {
      checked[name] = field.default;
    } else if (field.required === true) {
      const property = join(path, name);
      failures.push({ property, reason: `"${property}" is required by ${owner}.` });
    }
  }
  return { inputs: checked, failures };
}

interface CheckedValue {
  readonly value: Value;
  readonly failures: readonly CheckFailure[];
}

function checkValue(owner: string, field: Field, value: Value, property: string): CheckedValue {
  const fails = (reason: string): CheckedValue => ({ value, failures: [{ property, reason }] });
  const fine: CheckedValue = { value, failures: [] };
  if (field.kind === "unimplemented") {
    return fails(
      `the embedded engine does not implement "${property}" of ${owner}; leave it out, or use the Pulumi CLI.`,
    );
  }
  if (value === UNKNOWN || field.kind === "any") return fine;
  switch (field.kind) {
    case "text": {
      if (typeof value !== "string") return fails(`"${property}" must be text.`);
      const problem = field.rule?.(value);
      return problem === undefined ? fine : fails(`"${property}": "${value}" ${problem}.`);
    }
    case "integer": {
      if (typeof value !== "number" || !Number.isInteger(value)) {
        return fails(`"${property}" must be a whole number.`);
      }
      return field.allowed.includes(value)
        ? fine
        : fails(`"${property}": ${value} must be one of ${field.allowed.join(", ")}.`);
    }
    case "flag":
      return typeof value === "boolean" ? fine : fails(`"${property}" must be true or false.`);
    case "map":
      return isRecord(value) && Object.values(value).every(isTextOrUnknown)
        ? fine
        : fails(`"${property}" must be an object whose values are texts.`);
    case "list":
    case "set": {
      if (!isList(value)) return fails(`"${property}" must be a list.`);
      const entries = value.map((entry, index) =>
        checkValue(owner, field.of, entry, `${property}[${index}]`),
      );
      return {
        value: entries.map((entry) => entry.value),
        failures: entries.flatMap((entry) => entry.failures),
      };
    }
    case "object": {
      if (!isRecord(value)) return fails(`"${property}" must be an object.`);
      const nested = checkInputs(owner, field.fields, value, property);
      return { value: nested.inputs, failures: nested.failures };
    }
  }
}

function isTextOrUnknown(value: Value): boolean {
  return typeof value === "string" || value === UNKNOWN;
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
