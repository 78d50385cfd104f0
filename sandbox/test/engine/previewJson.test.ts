/**
 * Proves which steps the JSON of a preview lists and what it tells of them. What the real CLI lists
 * for this project's own program is in test/recordings.
 */
import assert from "node:assert/strict";
import { previewJson, type Result } from "../../engine";
import { makeTestStack, type TestStack } from "./harness";
import type { Scenario, ScenarioResource } from "./scenario";

interface StepJson {
  readonly op: string;
  readonly urn: string;
  readonly [field: string]: unknown;
}

interface PreviewJson {
  readonly steps: readonly StepJson[];
  readonly changeSummary: unknown;
  readonly [field: string]: unknown;
}

const ROOT = "urn:pulumi:dev::scenario::test:index/thing:Thing::root";
const of = (
  props: NonNullable<ScenarioResource["props"]>,
  more: Omit<ScenarioResource, "name" | "props"> = {},
): Scenario => ({
  resources: [{ name: "root", props: { key: { secret: "s3cret" }, ...props }, ...more }],
});

describe("the JSON of a preview", () => {
  let stack: TestStack;
  beforeEach(() => {
    stack = makeTestStack();
  });
  afterEach(() => stack.remove());

  const json = async (result: Promise<Result>): Promise<PreviewJson> =>
    JSON.parse(JSON.stringify(previewJson(await result))) as PreviewJson;
  /** Each step in short: "update root [label]", "replace root [kind] for [kind]". */
  const stepsOf = ({ steps }: PreviewJson): readonly string[] =>
    steps.map(({ op, urn, diffReasons, replaceReasons }) =>
      [
        `${op} ${urn.split("::").at(-1) ?? ""}`,
        ...(diffReasons === undefined ? [] : [JSON.stringify(diffReasons)]),
        ...(replaceReasons === undefined ? [] : [`for ${JSON.stringify(replaceReasons)}`]),
      ].join(" "),
    );

  it("has the CLI's shape; a step is as it is when it begins", async () => {
    await stack.up(of({ label: "one" }));
    const { steps, duration, ...rest } = await json(stack.preview(of({ label: "two" })));
    assert.deepEqual(rest, {
      config: { "scenario:greeting": "hello", "scenario:numbers": "[1,2]" },
      changeSummary: { same: 1, update: 1 },
    });
    assert.equal(typeof duration, "number");
    const [, step] = steps;
    assert.ok(step);
    const { provider, oldState, newState, ...update } = step;
    assert.deepEqual(update, {
      op: "update",
      urn: ROOT,
      diffReasons: ["label"],
      detailedDiff: null,
    });
    assert.match(
      String(provider),
      /^urn:pulumi:dev::scenario::pulumi:providers:test::default_1_0_0::/,
    );
    const inputs = { size: 1, name: "root", key: "[secret]" };
    const states = [oldState, newState] as { id?: string; inputs: unknown; outputs?: unknown }[];
    assert.deepEqual(
      states.map(({ id, inputs, outputs }) => ({ id, inputs, outputs })),
      [
        {
          id: "root-id",
          inputs: { ...inputs, label: "one" },
          outputs: { ...inputs, label: "one", token: "token of one" },
        },
        { id: undefined, inputs: { ...inputs, label: "two" }, outputs: undefined },
      ],
    );
  });

  it("lists refreshes, what changes and the stack, and nothing else that stays the same", async () => {
    const group: ScenarioResource = { name: "group", kind: "group" };
    const all = { resources: [{ name: "kept" }, { name: "gone" }, group] };
    await stack.up(all);
    const same = await json(stack.preview(all));
    assert.deepEqual([stepsOf(same), same.changeSummary], [["same scenario-dev"], { same: 4 }]);
    const { things } = stack.cloud;
    things.set("kept-id", { ...things.get("kept-id"), label: "drifted" });
    const changed = await json(
      stack.preview({ resources: [{ name: "kept" }, group] }, { refresh: true }),
    );
    // A refresh is listed as it begins: what it found shows in the update that puts it right.
    assert.deepEqual(stepsOf(changed), [
      "refresh scenario-dev",
      "refresh group",
      "refresh kept",
      "refresh gone",
      "same scenario-dev",
      'update kept ["label"]',
      "delete gone",
    ]);
    assert.deepEqual(changed.changeSummary, { same: 2, update: 1, delete: 1 });
    const kept = changed.steps[2];
    assert.deepEqual(kept?.["newState"], kept?.["oldState"]);
  });

  it("lists a replacement alone, with what forces it", async () => {
    await stack.up(of({ kind: "a", label: "one" }));
    const next = { kind: "b", label: "two" };
    const replaced = await json(stack.preview(of(next)));
    assert.deepEqual(
      [stepsOf(replaced), replaced.changeSummary],
      [
        ["same scenario-dev", 'replace root ["kind","label"] for ["kind"]'],
        { same: 1, replace: 1 },
      ],
    );
  });

  it("names computed outputs that a provider says will change, unless they are ignored", async () => {
    const type = "test:index:Telling";
    await stack.up(of({ label: "one" }, { type }));
    const told = await stack.preview(of({ label: "two" }, { type }));
    assert.equal(typeof told.plan[1]?.new?.outputs["token"], "symbol", "the token is unknown");
    assert.deepEqual(stepsOf(await json(Promise.resolve(told))), [
      "same scenario-dev",
      'update root ["label","token"]',
    ]);
    const ignored = of({ label: "two" }, { type, options: { ignoreChanges: ["token"] } });
    assert.deepEqual(stepsOf(await json(stack.preview(ignored))), [
      "same scenario-dev",
      'update root ["label"]',
    ]);
  });

  it("lists what is protected from now on, and no longer", async () => {
    await stack.up(of({}));
    const protectedOne = of({}, { options: { protect: true } });
    assert.deepEqual(stepsOf(await json(stack.preview(protectedOne))), [
      "same scenario-dev",
      "same root",
    ]);
    await stack.up(protectedOne);
    assert.deepEqual(stepsOf(await json(stack.preview(protectedOne))), ["same scenario-dev"]);
  });

  it("lists steps that fail, with what was said, as far as it came", async () => {
    stack.cloud.before = (request) => {
      if (request === "plan create root") throw new Error("not allowed");
    };
    const failed = await json(stack.preview(of({})));
    assert.deepEqual(stepsOf(failed), ["create scenario-dev", "create root"]);
    assert.deepEqual(
      [failed["diagnostics"], failed.changeSummary],
      [
        [{ urn: ROOT, message: "error: Preview failed: not allowed\n", severity: "error" }],
        { create: 1 },
      ],
    );
  });
});
