/**
 * Proves that the engine runs real programs with the SDK's own runner: what goes over the wire, how
 * programs fail, and that none is left running. One process a run, so there are few runs with many
 * assertions each.
 */
import assert from "node:assert/strict";
import { outputs, preview, reveal, up, type Result } from "../../engine";
import { makeTestStack, messagesOf, planOf, type TestStack } from "./harness";
import type { Scenario } from "./scenario";

describe("a program run by the engine", function () {
  // Starting the SDK takes seconds of a busy machine, several times in a test.
  this.timeout(120_000);
  let stack: TestStack;
  beforeEach(() => {
    stack = makeTestStack();
  });
  afterEach(() => stack.remove());

  const fail = (how: string, on = stack): Promise<Result> =>
    up(on.project({}, { environment: { FAILURE: how } }, "failing"));
  /** Side by side, on a stack each. @returns the messages of each. */
  const failAll = (ways: readonly string[]): Promise<readonly (readonly string[])[]> =>
    Promise.all(
      ways.map(async (how) => {
        const own = makeTestStack();
        try {
          return messagesOf(await fail(how, own));
        } finally {
          own.remove();
        }
      }),
    );

  it("sees unknowns in previews and values in deployments; config, secrets and functions arrive", async () => {
    const scenario: Scenario = {
      resources: [
        { name: "root", props: { label: "one" } },
        { name: "group", kind: "group", options: { dependsOn: ["root"] } },
        {
          name: "child",
          props: { label: "${root.token}", key: { secret: "s3cret" }, list: [1, { deep: null }] },
          options: { parent: "group", additionalSecretOutputs: ["token"], protect: false },
        },
      ],
      outputs: { label: "${child.label}", token: "${child.token}", key: "${child.key}" },
      invoke: "you",
      showConfig: true,
    };
    const planned = await preview(stack.project(scenario));
    const child = planned.plan.find(({ name }) => name === "child")?.new;
    assert.deepEqual([planned.ok, planned.changes], [true, { create: 4 }]);
    assert.deepEqual(
      [typeof child?.inputs["label"], typeof planned.outputs["label"], child?.id],
      ["symbol", "symbol", undefined],
    );

    const made = await up(stack.project(scenario));
    assert.deepEqual([made.ok, made.diagnostics, made.changes], [true, [], { create: 4 }]);
    assert.deepEqual(reveal(made.outputs), {
      label: "token of one",
      token: "token of token of one",
      key: "s3cret",
      invoked: { text: "hello, you" },
      "scenario:greeting": "hello",
      "scenario:numbers": "[1,2]",
    });
    assert.deepEqual(JSON.parse(JSON.stringify(made.outputs)), {
      ...reveal(made.outputs),
      token: "[secret]",
      key: "[secret]",
    });
    assert.deepEqual(stack.cloud.things.get("child-id")?.["list"], [1, { deep: null }]);
    for (const text of [stack.openStateText(), JSON.stringify(stack.events)]) {
      assert.equal(text.includes("s3cret"), false);
    }
    const stored = stack.stored().deployment.resources.at(-1);
    assert.deepEqual(stored?.["dependencies"], [
      "urn:pulumi:dev::scenario::test:index/thing:Thing::root",
    ]);
    assert.deepEqual(stored["propertyDependencies"], {
      name: [],
      label: stored["dependencies"],
      key: [],
      list: [],
    });
    const kept = await up(stack.project(scenario));
    assert.deepEqual([kept.ok, kept.changes], [true, { same: 4 }]);
  });

  it("keeps what it renames by alias, both ways, and what hangs below it", async () => {
    // "part" is renamed, the child's name begins with its parent's, and the last refers to both.
    const tree = (group: string, part: string, former?: readonly [string, string]): Scenario => ({
      resources: [
        { name: group, kind: "group", options: { aliases: former && [{ name: former[0] }] } },
        {
          name: part,
          props: { name: "part" },
          options: { parent: group, aliases: former && [{ name: former[1] }, { name: "never" }] },
        },
        { name: `${part}-child`, options: { parent: part } },
        { name: "last", props: { label: `\${${part}.token}` }, options: { dependsOn: [group] } },
      ],
    });
    await up(stack.project(tree("old", "a")));
    stack.cloud.takeJournal();
    const there = tree("new", "b", ["old", "a"]);
    const planned = await preview(stack.project(there));
    const update = ["update b-child"];
    const changes = ({ plan }: Result): readonly string[] =>
      plan.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);
    assert.deepEqual([planned.ok, changes(planned)], [true, update]);
    assert.deepEqual(changes(await up(stack.project(there))), update);
    assert.doesNotMatch(stack.stateText(), /::(old|a|a-child)"/);
    const back = await up(stack.project(tree("old", "a", ["new", "b"]), {}));
    assert.deepEqual([back.ok, changes(back)], [true, ["update a-child"]]);
    assert.doesNotMatch(stack.stateText(), /::(new|b|b-child)"/);
    assert.equal(
      stack.cloud.takeJournal().some((request) => /^(create|delete)/.test(request)),
      false,
    );
  });

  it("fails with the text of a function's failure that it does not handle", async () => {
    const failed = await preview(stack.project({ invoke: "nobody" }));
    assert.equal(failed.ok, false);
    assert.match(
      failed.diagnostics[0]?.message ?? "",
      /Error: invocation of test:index:greet returned an error: there is nobody\n/,
    );
  });

  it("shows a RunError as it is and other errors with their place; deletes nothing then", async () => {
    const problems = 'error: two problems:\n  * "a" is wrong\n  * "b" is too';
    const project = stack.project({}, { environment: { FAILURE: "RunError" } }, "failing");
    const refused = await preview(project);
    assert.deepEqual(
      [refused.ok, messagesOf(refused), refused.plan.slice(0, 1).map(({ op, type }) => [op, type])],
      [false, [problems], [["create", "pulumi:pulumi:Stack"]]],
    );
    assert.equal((await fail("nothing")).ok, true);
    const expected = await fail("RunError");
    assert.deepEqual([expected.ok, messagesOf(expected)], [false, [problems]]);
    assert.deepEqual(reveal(expected.outputs), { token: "token of null" });
    assert.deepEqual(
      [expected.changes.delete, stack.cloud.things.has("unwanted-id")],
      [undefined, true],
    );
    assert.deepEqual(
      reveal(await outputs(stack)),
      { token: "token of null" },
      "the last good outputs stay",
    );

    const [unexpected, inApply, ended] = await failAll(["Error", "apply", "exit"]);
    assert.match(
      unexpected?.[0] ?? "",
      /^error: Running program '.*' failed with an unhandled exception:\nError: a mistake in the program\n +at .*index\.ts/,
    );
    assert.match(inApply?.[0] ?? "", /Error: a mistake in an apply\n +at .*index\.ts/);
    assert.deepEqual(ended, [
      "error: an unhandled error occurred: Program exited with non-zero exit code: 7",
    ]);
  });

  it("is told apart from the engine, and refused by name what the engine does not implement", async () => {
    const refusal = (what: string): string =>
      `embedded engine: "${what}" is not implemented; use the Pulumi CLI for it`;
    const ways = ["prints", "transforms", "hooks", "get"];
    const [prints, transforms, hooks, get] = await failAll(ways);
    assert.deepEqual([...(prints ?? [])].sort(), [
      "info: printed by the program",
      "warning: a warning of the program",
    ]);
    assert.deepEqual(transforms, [`error: transformed: ${refusal("transforms")}`]);
    assert.deepEqual(hooks, [`error: ${refusal("hooks")}`]);
    assert.deepEqual(get, [`error: ${refusal("get of a resource")}`]);
  });

  it("is stopped by the failure of a request, and what was done is kept", async () => {
    stack.cloud.before = (request) => {
      if (request === "create bad") throw new Error("the directory says no");
    };
    const failed = await up(
      stack.project({
        resources: [
          { name: "good" },
          { name: "bad", options: { dependsOn: ["good"] } },
          { name: "never", options: { dependsOn: ["bad"] } },
        ],
      }),
    );
    assert.deepEqual(
      [failed.ok, messagesOf(failed)],
      [false, ["error: bad: the directory says no"]],
    );
    assert.deepEqual(planOf(failed), ["create scenario-dev", "create good", "create bad failed"]);
    assert.deepEqual([...stack.cloud.things.keys()], ["good-id"]);
    assert.match(stack.stateText(), /"id": "good-id"/);
    assert.doesNotMatch(stack.stateText(), /pending_operations|::bad/);
  });

  it("is killed when the caller gives up; requests under way are finished and saved", async () => {
    const abort = new AbortController();
    let answer: () => void = () => undefined;
    stack.cloud.before = (request) => {
      if (request !== "create survivor") return undefined;
      abort.abort();
      return new Promise((resolve) => {
        answer = resolve;
        setImmediate(() => answer());
      });
    };
    const project = stack.project(
      {},
      { environment: { FAILURE: "endless" }, signal: abort.signal },
      "failing",
    );
    const stopped = await up(project);
    assert.deepEqual(
      [stopped.ok, messagesOf(stopped)],
      [false, ["error: the up was interrupted; requests that were under way have been finished"]],
    );
    assert.match(stack.stateText(), /"id": "survivor-id"/);
    assert.deepEqual(await outputs(stack), {});
  });
});
