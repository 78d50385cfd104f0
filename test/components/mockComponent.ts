/** The component under Pulumi's mocks, for a stack's config. */
import assert from "node:assert/strict";
import { lookUp } from "../../components/lookUps";
import { ManagementApi } from "../../components/managementApi";
import { withDefaults } from "../../components/rules/config";
import { type MockRun, type Registered, runUnderMocks } from "../support/mockStack";
import { specOf } from "../support/ruleTable";
import type { Config } from "../support/stackRun";

/** Runs the component. @throws an AssertionError for config that the rules refuse. */
export function run(
  config: Config,
  options: Parameters<typeof runUnderMocks>[1] = {},
): Promise<MockRun> {
  return runUnderMocks(async () => {
    const spec = specOf(config);
    const facts = await lookUp({ spec, written: withDefaults(config), cloud: "public" });
    return { ...new ManagementApi("management-api", { spec, facts }).outputs };
  }, options);
}

/** The inputs of the one resource whose name ends so. */
export function resource(name: string, { resources }: MockRun): Registered["inputs"] {
  const found = resources.filter((candidate) => candidate.name === `management-api-${name}`);
  assert.equal(found.length, 1, `one "${name}" in ${resources.map((r) => r.name).join(", ")}`);
  return found[0]?.inputs ?? {};
}

/** What the program says of a config, and what it registers. */
export async function outcome(
  config: Config,
  options: Parameters<typeof runUnderMocks>[1] = {},
): Promise<{ readonly said: string; readonly resources: readonly string[] }> {
  let said = "";
  const { resources } = await runUnderMocks(async () => {
    const spec = specOf(config);
    try {
      const facts = await lookUp({ spec, written: withDefaults(config), cloud: "public" });
      new ManagementApi("management-api", { spec, facts });
    } catch (error) {
      said = error instanceof Error ? error.message : String(error);
      assert.equal(
        (error as Error).stack,
        said,
        "the stack is set aside: formatting it takes minutes",
      );
    }
    return {};
  }, options);
  return { said, resources: resources.map(({ name }) => name.replace(/^management-api-/, "")) };
}

/** What is wrong, and the refusal without its first and last line: problem, rule, way out. */
export type Refusals = Readonly<
  Record<
    string,
    readonly [
      config: Config,
      options: NonNullable<Parameters<typeof runUnderMocks>[1]>,
      lines: readonly [problem: string, rule: string, fix: string],
    ]
  >
>;

/** A test for each refusal: its words, and that nothing is registered. */
export function itRefuses(registration: object, refusals: Refusals): void {
  for (const [rule, [config, options, [problem, must, fix]]] of Object.entries(refusals)) {
    it(rule, async () => {
      const { said, resources } = await outcome({ registration, ...config }, options);
      assert.equal(
        said,
        [
          'Stack "dev" cannot be deployed: 1 problem',
          `  1. ${problem}`,
          `     Rule: ${must}`,
          `     Fix:  ${fix}`,
          "Nothing was registered or changed.",
        ].join("\n"),
      );
      assert.deepEqual(resources, []);
    });
  }
}
