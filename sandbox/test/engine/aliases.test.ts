/**
 * Proves that a resource keeps its state under a new name where an alias tells the former one: in
 * plans, in the state, and in whatever refers to it. That the SDK sends aliases so is proven in
 * program.test.ts.
 */
import assert from "node:assert/strict";
import { makeTestStack, messagesOf, planOf, type StoredResource, type TestStack } from "./harness";
import type { Scenario, ScenarioResource } from "./scenario";

const urnOf = (name: string, type = "test:index/thing:Thing"): string =>
  `urn:pulumi:dev::scenario::${type}::${name}`;
const inGroup = (name: string): string => urnOf(name, "test:index:Group$test:index/thing:Thing");

/**
 * A thing in a group, and others that refer to it in every way; it is called `name`, and was called
 * `former`. With a `gate`, nothing that refers to it is declared before the gate is there.
 */
const of = (
  name: string,
  former?: string,
  { label = "one", gate }: { label?: string; gate?: string } = {},
): Scenario => {
  const gates = gate === undefined ? [] : [gate];
  const aliases = former === undefined ? [] : [inGroup("never"), inGroup(former)];
  return {
    resources: [
      { name: "group", kind: "group" },
      { name, props: { name: "it", label }, options: { parent: "group", aliases } },
      ...gates.map((each) => ({ name: each, options: { dependsOn: [name] } })),
      { name: "user", props: { label: `\${${name}.token}` }, options: { dependsOn: gates } },
      { name: "later", options: { dependsOn: [name, ...gates] } },
      { name: "child", options: { parent: name, dependsOn: gates } },
      { name: "part", options: { deletedWith: name, dependsOn: gates } },
    ],
  };
};

describe("aliases", () => {
  let stack: TestStack;
  beforeEach(async () => {
    stack = makeTestStack();
    await stack.up(of("old"));
    stack.cloud.takeJournal();
  });
  afterEach(() => stack.remove());

  /** The references of the state to `name`. */
  const references = (name: string): unknown => {
    const { resources } = stack.stored().deployment;
    const find = (each: string): StoredResource | undefined =>
      resources.find(({ urn }) => urn.endsWith(`::${each}`));
    const urn = inGroup(name);
    assert.equal(find(name)?.["id"], "it-id");
    return [
      find("user")?.["dependencies"],
      find("user")?.["propertyDependencies"],
      find("later")?.["dependencies"],
      find("child")?.["parent"],
      find("part")?.["deletedWith"],
    ].map((value) => JSON.stringify(value).replaceAll(urn, "it"));
  };
  const REFERENCES = ['["it"]', '{"name":[],"label":["it"]}', '["it"]', '"it"', '"it"'];

  it("rename a resource without a change, and back again; everything that refers to it follows", async () => {
    assert.deepEqual(references("old"), REFERENCES);
    const ways = [of("new", "old"), of("old", "new"), of("new", "old"), of("new")];
    for (const scenario of ways) {
      const name = scenario.resources?.[1]?.name ?? "";
      const planned = await stack.preview(scenario);
      assert.deepEqual([planned.ok, planned.changes], [true, { same: 7 }]);
      const renamed = await stack.up(scenario);
      assert.deepEqual([renamed.ok, renamed.changes], [true, { same: 7 }]);
      assert.deepEqual(references(name), REFERENCES);
      assert.equal(stack.stateText().includes(inGroup(name === "new" ? "old" : "new")), false);
    }
    assert.deepEqual(stack.cloud.takeJournal(), []);
    assert.deepEqual((await stack.destroy()).changes, { delete: 7 });
    assert.deepEqual(
      [...stack.cloud.things.keys()],
      ["part-id"],
      "goes with the other, in a real cloud",
    );
  });

  it("go with an update in place, and with a refresh before it", async () => {
    const scenario = of("new", "old", { label: "two" });
    stack.cloud.things.set("it-id", { ...stack.cloud.things.get("it-id"), label: "drifted" });
    const planned = await stack.preview(scenario, { refresh: true });
    assert.deepEqual(
      planOf(planned).filter((each) => / (old|new)$/.test(each)),
      ["refresh old", "update new"],
    );
    assert.deepEqual(planned.plan.find(({ op }) => op === "update")?.diff, ["label"]);
    const renamed = await stack.up(scenario, { refresh: true });
    assert.deepEqual([renamed.ok, renamed.changes], [true, { same: 5, update: 2 }]);
    assert.deepEqual(references("new"), REFERENCES);
    assert.equal(stack.cloud.things.get("it-id")?.["label"], "two");
    assert.deepEqual(
      (await stack.up(of("new", "old", { label: "two" }), { refresh: true })).changes,
      { same: 7 },
    );
  });

  it("hold where the run fails before it comes to what refers to the resource", async () => {
    stack.cloud.before = (request) => {
      if (request === "create gate") throw new Error("no");
    };
    const failed = await stack.up(of("new", "old", { gate: "gate" }));
    assert.deepEqual(planOf(failed).slice(-2), ["same new", "create gate failed"]);
    assert.deepEqual(references("new"), REFERENCES);
    assert.equal(stack.stateText().includes(inGroup("old")), false);
  });

  it("go with a replacement", async () => {
    const own = (name: string, kind: string, aliases: readonly string[] = []): Scenario => ({
      resources: [{ name, props: { name: "own", kind }, options: { aliases } }],
    });
    await stack.up(own("one", "a"));
    const replaced = await stack.up(own("two", "b", [urnOf("one")]));
    assert.deepEqual([replaced.ok, replaced.changes], [true, { same: 1, replace: 1 }]);
    const ids = [...stack.cloud.things.keys()].filter((id) => id.startsWith("own"));
    assert.deepEqual(ids, ["own-id-2"]);
    assert.equal(stack.stateText().includes(urnOf("one")), false);
  });

  it("rename components; prefer a resource's own name to a former one", async () => {
    const group = (name: string, ...aliases: string[]): Scenario => ({
      resources: [{ name, kind: "group", options: { aliases } }, { name: "loose" }],
    });
    await stack.up(group("group"));
    const moved = await stack.up(group("set", urnOf("group", "test:index:Group")));
    assert.deepEqual(moved.changes, { same: 3 });
    await stack.up({ resources: [{ name: "a" }, { name: "b" }] });
    const own = await stack.up({ resources: [{ name: "b", options: { aliases: [urnOf("a")] } }] });
    assert.deepEqual(planOf(own), ["same scenario-dev", "same b", "delete a"]);
  });

  it("refuse two resources for one state, in the CLI's words", async () => {
    const claim = (
      name: string,
      aliases: readonly string[],
      after: readonly string[] = [],
    ): ScenarioResource => ({
      name,
      options: { aliases, dependsOn: after },
    });
    const both: Scenario = {
      resources: [claim("a", [urnOf("user")]), claim("b", [urnOf("user")], ["a"])],
    };
    assert.deepEqual(messagesOf(await stack.preview(both)), [
      `error: b: Duplicate resource alias '${urnOf("user")}' applied to resource with URN '${urnOf("b")}' ` +
        `conflicting with resource with URN '${urnOf("a")}'`,
    ]);
    const itself: Scenario = { resources: [claim("a", [urnOf("user")]), claim("user", [], ["a"])] };
    assert.deepEqual(messagesOf(await stack.preview(itself)), [
      `error: user: Duplicate resource URN '${urnOf("user")}' conflicting with alias on resource with URN '${urnOf("a")}'`,
    ]);
    const late: Scenario = {
      resources: [claim("user", []), claim("a", [urnOf("user")], ["user"])],
    };
    assert.deepEqual(messagesOf(await stack.preview(late)), [
      `error: a: Duplicate resource alias '${urnOf("user")}' applied to resource with URN '${urnOf("a")}' ` +
        `conflicting with resource with URN '${urnOf("user")}'`,
    ]);
  });
});
