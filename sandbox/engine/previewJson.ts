/** The result of a preview as `pulumi preview --json` prints it, without the parts that only the CLI can know. */
import type { Result, Step } from "./events";
import { UNKNOWN } from "./provider";
import type { Resource } from "./resource";
import { storeResource } from "./stateFile";
import { isList, isMap, isSecret, mapValues, type StateValue } from "./value";
import { UNKNOWN_MARKER } from "./wire";

/**
 * The preview as a JSON value: `steps`, `diagnostics`, `duration` (nanoseconds) and `changeSummary`. Secrets are
 * "[secret]", unknowns are Pulumi's marker for them.
 */
export function previewJson(result: Result): Readonly<Record<string, unknown>> {
  return {
    steps: result.plan.filter(({ op }) => op !== "refresh").map(stepJson),
    ...(result.diagnostics.length > 0 && { diagnostics: result.diagnostics }),
    duration: Math.round(result.duration * 1e6),
    changeSummary: result.changes,
  };
}

function stepJson({ op, urn, old, new: wanted, diff, replaces }: Step): unknown {
  return {
    op,
    urn,
    provider: (wanted ?? old)?.provider,
    oldState: old && stateJson(old),
    newState: wanted && stateJson(wanted),
    diffReasons: diff.length > 0 ? diff : undefined,
    replaceReasons: replaces.length > 0 ? replaces : undefined,
    detailedDiff: null,
  };
}

function stateJson(resource: Resource): unknown {
  return storeResource(resource, valueJson);
}

function valueJson(value: StateValue): unknown {
  if (isSecret(value)) return "[secret]";
  if (value === UNKNOWN) return UNKNOWN_MARKER;
  if (isList(value)) return value.map(valueJson);
  return isMap(value) ? mapValues(value, valueJson) : value;
}
