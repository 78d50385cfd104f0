/**
 * Proves what the engine plans and does over the life of a stack, given registrations as the SDK
 * sends them and a provider in memory. It cannot prove that the SDK sends them so (program.test.ts
 * does), nor that the real CLI does the same.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { outputs, reveal } from "../../engine";
import { makeTestStack, planOf, type TestStack } from "./harness";
import type { Scenario, ScenarioResource } from "./scenario";

const RESOURCES: readonly ScenarioResource[] = [
  { name: "root", props: { label: "one" } },
  { name: "group", kind: "group" },
  { name: "child", props: { label: "${root.token}" }, options: { parent: "group" } },
];
const GROUPED: Scenario = {
  resources: RESOURCES,
  outputs: { token: "${child.token}", id: "${root.id}", list: ["${root.label}", { deep: true }] },
};

describe("the engine", () => {
  let stack: TestStack;
  beforeEach(() => {
    stack = makeTestStack();
  });
  afterEach(() => stack.remove());

  it("previews, makes, keeps, refreshes and destroys a stack", async () => {
    const { cloud } = stack;
    const planned = await stack.preview(GROUPED);
    const creates = ["scenario-dev", "root", "group", "child"].map((name) => `create ${name}`);
    assert.deepEqual([...planOf(planned)].sort(), [...creates].sort());
    assert.deepEqual([planned.ok, planned.changes], [true, { create: 4 }]);
    assert.deepEqual(cloud.takeJournal(), ["plan create root", "plan create child"]);
    assert.equal(existsSync(stack.stateFile), false, "a preview saves nothing");

    const made = await stack.up(GROUPED);
    assert.deepEqual([made.ok, made.changes, made.diagnostics], [true, { create: 4 }, []]);
    assert.deepEqual(reveal(made.outputs), {
      token: "token of token of one",
      id: "root-id",
      list: ["one", { deep: true }],
    });
    assert.deepEqual(cloud.takeJournal(), [
      "plan create root",
      "create root",
      "plan create child",
      "create child",
    ]);
    assert.deepEqual(reveal(await outputs(stack)), reveal(made.outputs));

    const kept = await stack.up(GROUPED);
    assert.deepEqual([kept.ok, kept.changes], [true, { same: 4 }]);
    assert.deepEqual(reveal(kept.outputs), reveal(made.outputs));
    assert.deepEqual(cloud.takeJournal(), []);

    const refreshed = await stack.refresh();
    assert.deepEqual(
      refreshed.plan.map(({ name, found }) => [name, found]),
      [
        ["scenario-dev", "same"],
        ["group", "same"],
        ["root", "same"],
        ["child", "same"],
      ],
    );
    assert.deepEqual(cloud.takeJournal(), ["read root", "read child"]);

    const destroyed = await stack.destroy();
    assert.deepEqual([destroyed.ok, destroyed.changes], [true, { delete: 4 }]);
    assert.deepEqual(cloud.takeJournal(), ["delete child", "delete root"]);
    assert.deepEqual([cloud.things.size, await outputs(stack)], [0, {}]);
    assert.deepEqual(stack.stored().deployment.resources, []);
  });

  it("writes a state in the shape of a stack export", async () => {
    await stack.up(GROUPED);
    const { version, deployment } = stack.stored();
    const child = deployment.resources.find(({ urn }) => urn.endsWith("::child"));
    const provider = deployment.resources.find(({ type }) => type === "pulumi:providers:test");
    assert.ok(child);
    const { created, modified, ...rest } = child;
    assert.equal(version, 3);
    assert.deepEqual(Object.keys(deployment), ["manifest", "resources", "metadata"]);
    assert.equal(created, modified);
    assert.deepEqual(rest, {
      urn: "urn:pulumi:dev::scenario::test:index:Group$test:index/thing:Thing::child",
      custom: true,
      id: "child-id",
      type: "test:index/thing:Thing",
      inputs: { size: 1, name: "child", label: "token of one" },
      outputs: { size: 1, name: "child", label: "token of one", token: "token of token of one" },
      parent: "urn:pulumi:dev::scenario::test:index:Group::group",
      dependencies: ["urn:pulumi:dev::scenario::test:index/thing:Thing::root"],
      provider: `urn:pulumi:dev::scenario::pulumi:providers:test::default_1_0_0::${String(provider?.["id"])}`,
      propertyDependencies: {
        name: [],
        label: ["urn:pulumi:dev::scenario::test:index/thing:Thing::root"],
      },
    });
  });

  it("updates in place, shows what becomes unknown by that, and follows with the dependents", async () => {
    const [, ...others] = RESOURCES;
    const change = {
      ...GROUPED,
      resources: [{ name: "root", props: { label: "two" } }, ...others],
    };
    await stack.up(GROUPED);
    stack.cloud.takeJournal();
    const planned = await stack.preview(change);
    const child = planned.plan.find(({ name }) => name === "child");
    assert.deepEqual(planned.changes, { same: 2, update: 2 });
    assert.deepEqual([child?.op, child?.diff], ["update", ["label"]]);
    assert.equal(typeof child?.new?.inputs["label"], "symbol", "the label is unknown");
    assert.equal(typeof planned.outputs["token"], "symbol", "and so is the output");
    assert.deepEqual(stack.cloud.takeJournal(), ["plan update root", "plan update child"]);

    const made = await stack.up(change);
    assert.deepEqual([made.ok, made.changes], [true, { same: 2, update: 2 }]);
    assert.equal(made.outputs["token"], "token of token of two");
    assert.equal(made.oldOutputs["token"], "token of token of one");
  });

  it("replaces what cannot change in place: the new one first, the old one at the end", async () => {
    const of = (kind: string): Scenario => ({
      resources: [
        { name: "root", props: { kind, label: kind } },
        { name: "user", props: { label: "${root.id}" } },
      ],
    });
    await stack.up(of("a"));
    stack.cloud.takeJournal();
    const made = await stack.up(of("b"));
    assert.deepEqual(stack.cloud.takeJournal(), [
      "plan create root",
      "create root",
      "plan update user",
      "update user",
      "delete root",
    ]);
    assert.deepEqual(planOf(made), [
      "same scenario-dev",
      "create-replacement root",
      "replace root",
      "update user",
      "delete-replaced root",
    ]);
    assert.deepEqual(made.changes, { same: 1, replace: 1, update: 1 });
    assert.deepEqual([...stack.cloud.things.keys()].sort(), ["root-id-2", "user-id"]);
  });

  it("deletes what is no longer declared, dependents first", async () => {
    await stack.up({
      resources: [
        { name: "base" },
        { name: "middle", options: { dependsOn: ["base"] } },
        { name: "top", options: { parent: "middle" } },
        { name: "kept" },
      ],
    });
    stack.cloud.takeJournal();
    const planned = await stack.preview({ resources: [{ name: "kept" }] });
    assert.deepEqual(planned.changes, { same: 2, delete: 3 });
    assert.deepEqual(stack.cloud.takeJournal(), []);
    await stack.up({ resources: [{ name: "kept" }] });
    assert.deepEqual(stack.cloud.takeJournal(), ["delete top", "delete middle", "delete base"]);
  });

  it("works on what does not depend on each other side by side", async () => {
    const names = ["a", "b", "c"];
    const all: Scenario = { resources: names.map((name) => ({ name })) };
    // No request of a kind is answered before all three are there: in a row they would wait for
    // ever.
    const waiting = new Map<string, (() => void)[]>();
    stack.cloud.before = (request) => {
      const [verb = ""] = request.split(" ");
      return new Promise((resolve) => {
        const others = [...(waiting.get(verb) ?? []), resolve];
        waiting.set(verb, others.length === names.length ? [] : others);
        if (others.length === names.length) for (const each of others) each();
      });
    };
    assert.deepEqual((await stack.up(all)).changes, { create: 4 });
    assert.equal((await stack.refresh()).ok, true);
    assert.deepEqual((await stack.destroy()).changes, { delete: 4 });
  });

  it("finds drift and vanished resources by refreshing, and puts them right", async () => {
    const two: Scenario = {
      resources: [
        {
          name: "changed",
          props: { label: "right", deep: { mine: 1 } },
          options: { ignoreChanges: ["deep.theirs"] },
        },
        { name: "gone" },
        { name: "user", options: { dependsOn: ["gone"] } },
      ],
    };
    await stack.up(two);
    const { things } = stack.cloud;
    things.set("changed-id", {
      ...things.get("changed-id"),
      label: "wrong",
      deep: { mine: 1, theirs: 2 },
    });
    things.delete("gone-id");
    const planned = await stack.preview(two, { refresh: true });
    const found = planned.plan.filter(({ op }) => op === "refresh");
    assert.deepEqual(found.map((step) => [step.name, step.found, step.diff]).sort(), [
      ["changed", "update", ["label"]],
      ["gone", "delete", []],
      ["scenario-dev", "same", []],
      ["user", "same", []],
    ]);
    assert.deepEqual(planned.changes, { same: 2, update: 1, create: 1 });
    assert.deepEqual((await stack.up(two)).changes, { same: 4 }, "a preview does not save it");
    assert.deepEqual((await stack.up(two, { refresh: true })).changes, {
      same: 2,
      update: 1,
      create: 1,
    });
    const { label, deep } = things.get("changed-id") ?? {};
    assert.deepEqual({ label, deep }, { label: "right", deep: { mine: 1, theirs: 2 } });
    assert.equal(things.has("gone-id-2"), true);
  });
});
