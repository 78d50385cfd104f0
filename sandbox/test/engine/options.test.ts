/**
 * Proves that the engine honours each resource option that the design uses, and that it keeps
 * secrets out of sight. It cannot prove that the real CLI words or orders everything alike.
 */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { exportStack, isSecret, outputs, reveal, revealValue } from "../../engine";
import { makeTestStack, messagesOf, planOf, type TestStack } from "./harness";
import type { Scenario, ScenarioResource } from "./scenario";

const one = (
  props: NonNullable<ScenarioResource["props"]>,
  options: NonNullable<ScenarioResource["options"]> = {},
): Scenario => ({ resources: [{ name: "it", props, options }] });

describe("resource options", () => {
  let stack: TestStack;
  beforeEach(() => {
    stack = makeTestStack();
  });
  afterEach(() => stack.remove());

  it("ignoreChanges: keeps what the state has under the paths", async () => {
    const options = { ignoreChanges: ["label", "deep.x", "gone"] };
    const old = { label: "old", deep: { x: 1, y: 1 } };
    await stack.up(one(old, options));
    const next = { label: "new", gone: true, deep: { x: 2, y: 1 } };
    assert.deepEqual((await stack.up(one(next, options))).changes, { same: 2 });
    const other = await stack.up(one({ ...next, deep: { x: 2, y: 2 } }, options));
    assert.deepEqual(
      other.plan.map(({ op, diff }) => [op, diff]),
      [
        ["same", []],
        ["update", ["deep"]],
      ],
    );
    assert.deepEqual(stack.cloud.things.get("it-id")?.["deep"], { x: 1, y: 2 });
  });

  it("replaceOnChanges: replaces for an input, and for nothing else", async () => {
    const options = { replaceOnChanges: ["triggers"] };
    await stack.up(one({ triggers: ["a", "b"], label: "x" }, options));
    const updated = await stack.up(one({ triggers: ["a", "b"], label: "y" }, options));
    assert.deepEqual(planOf(updated)[1], "update it");
    const replaced = await stack.up(one({ triggers: ["a", "c"], label: "y" }, options));
    assert.deepEqual(replaced.changes, { same: 1, replace: 1 });
    assert.deepEqual(replaced.plan[1]?.replaces, ["triggers"]);
  });

  it("deletedWith: makes no request for what goes with another resource", async () => {
    const all: Scenario = {
      resources: [{ name: "root" }, { name: "part", options: { deletedWith: "root" } }],
    };
    await stack.up(all);
    stack.cloud.takeJournal();
    await stack.up({ resources: [{ name: "root" }] });
    assert.deepEqual(stack.cloud.takeJournal(), ["delete part"], "the root stays");
    await stack.up(all);
    stack.cloud.takeJournal();
    assert.deepEqual((await stack.destroy()).changes, { delete: 3 });
    assert.deepEqual(stack.cloud.takeJournal(), ["delete root"]);
  });

  it("import: takes over what exists, then updates it where the program differs", async () => {
    const { things } = stack.cloud;
    things.set("theirs", { name: "it", size: 1, label: "old", token: "t" });
    const planned = await stack.preview(one({ label: "new" }, { import: "theirs" }));
    assert.deepEqual(planOf(planned).slice(1), ["import it", "update it"]);
    assert.equal(stack.cloud.takeJournal().includes("update it"), false);
    const made = await stack.up(one({ label: "old" }, { import: "theirs" }));
    assert.deepEqual(
      [planOf(made).slice(1), made.changes],
      [["import it"], { create: 1, import: 1 }],
    );
    assert.deepEqual((await stack.up(one({ label: "old" }, { import: "theirs" }))).changes, {
      same: 2,
    });
    const changed = await stack.up(one({ label: "new" }));
    assert.deepEqual([planOf(changed)[1], things.get("theirs")?.["label"]], ["update it", "new"]);

    const other = await stack.up(one({ label: "new" }, { import: "elsewhere" }));
    assert.match(messagesOf(other)[0] ?? "", /"it" is in the state already, as 'theirs'/);
    const missing = await stack.up({
      resources: [
        { name: "it", props: { label: "new" } },
        { name: "no", options: { import: "none" } },
      ],
    });
    assert.deepEqual(messagesOf(missing), ["error: no: resource 'none' does not exist"]);
  });

  it("additionalSecretOutputs and secrets: reach the provider, and nobody's eyes", async () => {
    const secretive: Scenario = {
      resources: [
        {
          name: "it",
          props: { label: { secret: "s3cret" }, deep: { list: [{ secret: "h1dden" }] } },
          options: { additionalSecretOutputs: ["token"] },
        },
        { name: "leaky", type: "test:index:Leaky", props: { label: "x", key: { secret: "k3y" } } },
      ],
      outputs: { token: "${it.token}", leak: "${leaky.token}", mine: { secret: { a: "m1ne" } } },
    };
    const planned = await stack.preview(secretive);
    const made = await stack.up(secretive);
    assert.deepEqual(stack.cloud.things.get("it-id"), {
      size: 1,
      name: "it",
      label: "s3cret",
      deep: { list: ["h1dden"] },
      token: "token of s3cret",
    });
    assert.deepEqual(Object.values(made.outputs).map(isSecret), [true, true, true]);
    assert.deepEqual(reveal(made.outputs), {
      leak: "token of x",
      mine: { a: "m1ne" },
      token: "token of s3cret",
    });
    const texts = [
      stack.openStateText(),
      JSON.stringify([planned, made, stack.events, await exportStack(stack)]),
    ];
    for (const plain of ["s3cret", "h1dden", "k3y", "m1ne", "token of x"]) {
      for (const text of texts) assert.equal(text.includes(plain), false, plain);
    }
    if (process.platform !== "win32") assert.equal(statSync(stack.stateFile).mode & 0o777, 0o600);
    const token = (await outputs(stack))["token"];
    assert.equal(revealValue(token ?? null), "token of s3cret");
    assert.deepEqual((await stack.up(secretive)).changes, { same: 3 });
  });
});
