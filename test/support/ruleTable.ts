/**
 * Tests of rules as tables: what a rule says, a config that keeps it, one that breaks it, and the
 * whole problem.
 */
import assert from "node:assert/strict";
import { parseManagementApi } from "../../components/rules/config";
import type { ManagementApiSpec } from "../../components/rules/keys";
import type { Problem } from "../../components/rules/reading/problem";
import type { Config } from "./stackRun";

/** The stack that the configs belong to. */
export const identity = { project: "management-api", stack: "dev" };

/** The problems that the program finds in a config. */
export function problemsOf(config: Config): readonly Problem[] {
  const checked = parseManagementApi(config, identity);
  return checked.ok ? [] : checked.problems;
}

/** What a sound config comes to. @throws an AssertionError for config that the rules refuse. */
export function specOf(config: Config): ManagementApiSpec {
  const checked = parseManagementApi(config, identity);
  assert.ok(checked.ok, JSON.stringify(checked));
  return checked.value;
}

/** Declares one test for each rule. */
export function describeRules(
  subject: string,
  rules: readonly (readonly [title: string, good: Config, bad: Config, problem: Problem])[],
): void {
  describe(subject, () => {
    for (const [title, good, bad, problem] of rules) {
      it(title, () => {
        assert.deepEqual(problemsOf(good), []);
        assert.deepEqual(problemsOf(bad), [problem]);
      });
    }
  });
}
