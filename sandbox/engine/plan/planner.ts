/**
 * Decides what has to happen to one resource. Pure: providers' checks and comparisons make no
 * request.
 */
import { CheckError } from "../errors";
import type { Diagnostic } from "../events";
import { ignoreChanges, resetPaths } from "./propertyPath";
import { UNKNOWN, type Diff, type Properties, type ResourceType } from "../provider";
import { providerState, type Goal, type Resource } from "../state/resource";
import {
  blindValue,
  hasSecret,
  isSecret,
  makeSecret,
  mapValues,
  markSecrets,
  reveal,
  type StateProperties,
  type StateValue,
} from "../state/value";

/** What has to happen to a resource that exists already, and why. */
export interface Decision extends Diff {
  readonly op: "same" | "update" | "replace";
}

/**
 * The inputs that a resource shall have: the program's, with ignored changes undone and the
 * provider's defaults filled in.
 *
 * @throws CheckError in the CLI's words where the provider does not accept them.
 */
export function checkInputs(
  goal: Goal,
  old: Resource | undefined,
  type: ResourceType,
): StateProperties {
  const wanted =
    old === undefined ? goal.inputs : ignoreChanges(goal.inputs, old.inputs, goal.ignoreChanges);
  const { inputs, failures } = type.check(reveal(wanted));
  if (failures.length > 0) {
    const subject = `${goal.type} resource '${goal.name}'`;
    throw new CheckError(
      failures.map(({ property, reason }) =>
        property === ""
          ? `${subject} has a problem: ${reason}`
          : `${subject}: property ${property} value ${shown(wanted[property])} has a problem: ${reason}`,
      ),
    );
  }
  return markSecrets(inputs, wanted);
}

/** A value as the CLI's messages hold it: "{text}". */
function shown(value: StateValue | undefined): string {
  if (value === undefined) return "{<nil>}";
  const blind = blindValue(value);
  return `{${typeof blind === "string" ? blind : JSON.stringify(blind)}}`;
}

/**
 * The inputs as a provider gets them to compare and to update with: what is ignored is as it was
 * last seen, in the outputs. The old inputs will not do: something else in the program may have
 * changed it since (as a resource of its own).
 */
export function inputsForProvider(
  inputs: StateProperties,
  old: Resource,
  ignored: readonly string[],
): Properties {
  return reveal(resetPaths(inputs, old.outputs, ignored).result);
}

/** Compares a resource's state with the inputs it shall have. */
export function decide(
  goal: Pick<Goal, "ignoreChanges" | "replaceOnChanges">,
  old: Resource,
  inputs: StateProperties,
  type: ResourceType,
): Decision {
  const diff = type.diff(providerState(old), inputsForProvider(inputs, old, goal.ignoreChanges));
  const counts = (name: string): boolean => !goal.ignoreChanges.includes(name);
  const changed = diff.changed.filter(counts);
  const forced = changed.filter((name) => goal.replaceOnChanges.includes(name));
  const replaces = [...new Set([...diff.replaces.filter(counts), ...forced])].sort();
  const op = replaces.length > 0 ? "replace" : changed.length > 0 ? "update" : "same";
  return { op, changed, replaces };
}

/**
 * The outputs to show in the preview of a create: the inputs, and unknowns for what only the
 * provider can tell.
 */
export function previewCreate(inputs: StateProperties, type: ResourceType): StateProperties {
  const unknown = Object.fromEntries(type.computed.map((name) => [name, UNKNOWN] as const));
  return { ...unknown, ...inputs };
}

/** The outputs to show in the preview of an update. */
export function previewUpdate(
  old: Resource,
  inputs: StateProperties,
  changed: readonly string[],
  type: ResourceType,
): StateProperties {
  const outputs = new Map(Object.entries(old.outputs));
  for (const name of changed) {
    const value = inputs[name];
    if (value !== undefined) outputs.set(name, value);
    else if (name in old.inputs) outputs.delete(name);
    else if (type.computed.includes(name)) outputs.set(name, UNKNOWN);
    for (const each of type.recomputed?.[name] ?? []) outputs.set(each, UNKNOWN);
  }
  return Object.fromEntries(outputs);
}

/**
 * A provider's outputs with secrets marked: those of the inputs, and those that the program names.
 */
export function markOutputs(
  outputs: Properties,
  { inputs, additionalSecretOutputs }: Resource,
  type: ResourceType,
): StateProperties {
  const all = type.spreadsSecrets === true && Object.values(inputs).some(hasSecret);
  return markSecrets(outputs, inputs, all ? Object.keys(outputs) : additionalSecretOutputs);
}

/** The outputs of a preview with those secret that the program names. */
export function hideOutputs(
  outputs: StateProperties,
  { additionalSecretOutputs }: Resource,
): StateProperties {
  return mapValues(outputs, (value, name) =>
    additionalSecretOutputs.includes(name) && value !== UNKNOWN && !isSecret(value)
      ? makeSecret(value)
      : value,
  );
}

/**
 * Why a resource may not be replaced, in the CLI's words. A deployment stops there; a preview says
 * it, as bad as it calls it, and shows the steps all the same.
 */
export function replacementRefusals(
  old: Resource,
  wanted: Resource,
  importId?: string,
): readonly Diagnostic[] {
  const { urn } = wanted;
  const refusals: Diagnostic[] = [];
  if (old.protect && wanted.protect) {
    refusals.push({
      severity: "error",
      urn,
      message:
        `unable to replace resource "${urn}"\n` +
        "as it is currently marked for protection. To unprotect the resource, " +
        "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`",
    });
  }
  if (importId !== undefined) {
    refusals.push({
      severity: "warning",
      urn,
      message:
        "previously-imported resources that still specify an ID may not be replaced; " +
        "please remove the `import` declaration from your program",
    });
  }
  return refusals;
}
