/**
 * The result of a preview as `pulumi preview --json` prints it, but for `detailedDiff` and where in
 * the program a resource is declared.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.248.0/pkg/backend/display/json.go
 */
import { isHalf, sayingOf } from "./words";
import type { Diagnostic, Result, Step } from "../events";
import type { Resource } from "../state/resource";
import { storeResource } from "../state/stateFile";
import { STACK_TYPE } from "../state/urn";
import { blindValue } from "../state/value";
import { UNKNOWN_MARKER } from "../program/wire";

/**
 * The preview as a JSON value: `config`, `steps`, `diagnostics`, `duration` (nanoseconds) and
 * `changeSummary`. Secrets are "[secret]", unknowns are Pulumi's marker for them.
 */
export function previewJson(result: Result): Readonly<Record<string, unknown>> {
  const { config, plan, diagnostics, duration, changes } = result;
  return {
    ...(Object.keys(config).length > 0 && { config }),
    steps: plan.filter(isListed).map(stepJson),
    ...(diagnostics.length > 0 && { diagnostics: diagnostics.map(diagnosticJson) }),
    duration: Math.round(duration * 1e6),
    changeSummary: changes,
  };
}

/**
 * A replacement is one step; of what stays the same there is the stack, and what is protected or no
 * longer.
 */
function isListed({ op, type, old, new: wanted }: Step): boolean {
  if (isHalf(op)) return false;
  return op !== "same" || type === STACK_TYPE || old?.protect !== wanted?.protect;
}

/**
 * A step as it is when it begins: what a refresh will find and what a provider will answer is not
 * in it.
 */
function stepJson({ op, urn, old, new: wanted, diff, replaces }: Step): unknown {
  const isRefresh = op === "refresh";
  const planned = isRefresh ? old : wanted && { ...wanted, id: undefined, outputs: {} };
  return {
    op,
    urn,
    provider: (wanted ?? old)?.provider,
    oldState: old && stateJson(old),
    newState: planned && stateJson(planned),
    diffReasons: diff.length > 0 && !isRefresh ? diff : undefined,
    replaceReasons: replaces.length > 0 ? replaces : undefined,
    detailedDiff: null,
  };
}

function diagnosticJson(diagnostic: Diagnostic): unknown {
  const { severity, urn } = diagnostic;
  return { urn, message: `${sayingOf(diagnostic)}\n`, severity };
}

function stateJson(resource: Resource): unknown {
  return storeResource(resource, (value) => blindValue(value, UNKNOWN_MARKER));
}
