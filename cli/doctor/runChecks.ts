import { Unanswered } from "../az/unanswered";
import type { Check, CheckContext, CheckResult } from "./check";
import { cannotRead } from "./context";

/** A check with what became of it. */
export interface CheckReport {
  readonly check: Check;
  readonly result: CheckResult;
}

/** Listens to a run: for live progress. */
export interface RunListener {
  readonly started: (check: Check) => void;
  readonly ended: (report: CheckReport) => void;
}

/**
 * Makes checks one after the other, in the order given. One that builds on a check with an error,
 * or on one that was not made for that reason, is not made: it could only repeat the cause.
 */
export async function runChecks(
  checks: readonly Check[],
  context: CheckContext,
  listener: RunListener,
): Promise<readonly CheckReport[]> {
  const reports: CheckReport[] = [];
  for (const check of checks) {
    const blockers = reports.filter(
      ({ check: { id }, result }) => check.needs.includes(id) && isBlocking(result),
    );
    listener.started(check);
    const result: CheckResult =
      blockers.length > 0
        ? { kind: "blocked", by: rootsOf(blockers) }
        : await runCheck(check, context);
    const report = { check, result };
    listener.ended(report);
    reports.push(report);
  }
  return reports;
}

/** Makes one check by itself. */
export async function runCheck(check: Check, context: CheckContext): Promise<CheckResult> {
  try {
    return await check.run(context);
  } catch (error) {
    if (error instanceof Unanswered) return cannotRead(error.failure, context);
    return {
      kind: "crashed",
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

/** The checks to fix first: not those that were only kept from being made themselves. */
function rootsOf(blockers: readonly CheckReport[]): readonly string[] {
  const roots = blockers.flatMap(({ check: { id }, result }) =>
    result.kind === "blocked" ? result.by : [id],
  );
  return [...new Set(roots)];
}

function isBlocking(result: CheckResult): boolean {
  return (
    result.kind === "blocked" ||
    result.kind === "crashed" ||
    (result.kind === "found" && result.severity === "error")
  );
}

/**
 * Findings with their codes, in the order in which to fix them: what breaks tokens first, causes
 * before effects.
 */
export function findingsOf(reports: readonly CheckReport[]) {
  const findings = reports.flatMap(({ check, result }) => {
    if (result.kind !== "found") return [];
    const { summary, evidence, fix, severity } = result;
    return [{ code: `doctor.${check.id}`, summary, evidence, fix, severity }];
  });
  const isError = ({ severity }: { readonly severity: string }): boolean => severity === "error";
  return [...findings.filter(isError), ...findings.filter((each) => !isError(each))];
}

/** The checks that were asked for, with everything that they build on, in the order given. */
export function withNeeds(checks: readonly Check[], ids: readonly string[]): readonly Check[] {
  const wanted = new Set(ids);
  // Needs are earlier in the list: one pass from its end finds them all.
  for (const { id, needs } of [...checks].reverse()) {
    if (wanted.has(id)) for (const need of needs) wanted.add(need);
  }
  return checks.filter(({ id }) => wanted.has(id));
}
