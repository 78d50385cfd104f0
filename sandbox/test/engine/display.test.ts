/**
 * Proves what people see: progress, outputs, counts, diagnostics and details. The expected texts
 * follow recordings of CLI 3.248.0 and its source; times and the order of parallel steps are not
 * part of the proof.
 */
import assert from "node:assert/strict";
import { makeDisplay, type Result } from "../../engine";
import { makeTestStack, type TestStack } from "./harness";
import type { Scenario } from "./scenario";

const of = (label: string, more: Scenario["resources"] = []): Scenario => ({
  resources: [{ name: "root", props: { label, key: { secret: "s3cret" } } }, ...more],
  outputs: { token: "${root.token}", all: { list: ["a", 1], none: [] } },
});
const CHILD = { name: "child", props: { label: "${root.token}" }, options: { parent: "root" } };

describe("the display", () => {
  let stack: TestStack;
  beforeEach(() => {
    stack = makeTestStack();
  });
  afterEach(() => stack.remove());

  /** The lines for the run before, with times left out. */
  const shown = (details = false): readonly string[] => {
    const lines: string[] = [];
    const display = makeDisplay((line) => lines.push(line), { details });
    for (const event of stack.events) display(event);
    return lines.map((line) => line.replace(/\(\d+(\.\d+)?s\)/, "(…)").replace(/: \d+s$/, ": …"));
  };
  const after = async (run: Promise<Result>, details = false): Promise<readonly string[]> => {
    await run;
    return shown(details);
  };

  it("shows previews and deployments as the CLI does", async () => {
    assert.deepEqual(await after(stack.preview(of("one", [CHILD]))), [
      "Previewing update (dev):",
      "",
      " +  pulumi:pulumi:Stack scenario-dev create",
      " +  test:index:Thing root create",
      " +  test:index:Thing child create",
      " +  pulumi:pulumi:Stack scenario-dev create",
      "Outputs:",
      "    all  : {",
      "        list: [",
      '            [0]: "a"',
      "            [1]: 1",
      "        ]",
      "        none: []",
      "    }",
      "    token: [unknown]",
      "",
      "Resources:",
      "    + 3 to create",
      "",
    ]);
    assert.deepEqual((await after(stack.up(of("one")))).slice(2), [
      " +  pulumi:pulumi:Stack scenario-dev creating (…)",
      " +  test:index:Thing root creating (…)",
      " +  test:index:Thing root created (…)",
      " +  pulumi:pulumi:Stack scenario-dev created (…)",
      "Outputs:",
      "    all  : {",
      "        list: [",
      '            [0]: "a"',
      "            [1]: 1",
      "        ]",
      "        none: []",
      "    }",
      '    token: "token of one"',
      "",
      "Resources:",
      "    + 2 created",
      "",
      "Duration: …",
      "",
    ]);
    assert.deepEqual((await after(stack.preview(of("two", [CHILD])))).slice(2), [
      " ~  test:index:Thing root update [diff: ~label]",
      " +  test:index:Thing child create",
      "    pulumi:pulumi:Stack scenario-dev",
      "Resources:",
      "    + 1 to create",
      "    ~ 1 to update",
      "    2 changes. 1 unchanged",
      "",
    ]);
    assert.deepEqual((await after(stack.preview(of("one"), { refresh: true }))).slice(2), [
      " ~  pulumi:pulumi:Stack scenario-dev refreshing",
      " ~  pulumi:pulumi:Stack scenario-dev refreshing",
      " ~  test:index:Thing root refreshing",
      " ~  test:index:Thing root refresh",
      "    pulumi:pulumi:Stack scenario-dev running",
      "    test:index:Thing root",
      "    pulumi:pulumi:Stack scenario-dev",
      "Resources:",
      "    2 unchanged",
      "",
    ]);
  });

  it("shows replacements, refreshes and destruction as the CLI does", async () => {
    const kind = (value: string): Scenario => ({
      resources: [{ name: "root", props: { kind: value } }],
    });
    await stack.up(kind("a"));
    assert.deepEqual((await after(stack.up(kind("b")))).slice(2, -3), [
      " ++ test:index:Thing root creating replacement (…) [diff: ~kind]",
      " ++ test:index:Thing root created replacement (…) [diff: ~kind]",
      " +- test:index:Thing root replacing (…) [diff: ~kind]",
      " +- test:index:Thing root replaced (…) [diff: ~kind]",
      " -- test:index:Thing root deleting original (…) [diff: ~kind]",
      " -- test:index:Thing root deleted original (…) [diff: ~kind]",
      "    pulumi:pulumi:Stack scenario-dev",
      "Resources:",
      "    +-1 replaced",
      "    1 unchanged",
    ]);
    stack.cloud.things.clear();
    assert.deepEqual(await after(stack.refresh()), [
      "Refreshing (dev):",
      "",
      " ~  pulumi:pulumi:Stack scenario-dev refreshing (…)",
      "    pulumi:pulumi:Stack scenario-dev running",
      " ~  test:index:Thing root refreshing (…)",
      " -  test:index:Thing root deleted (…)",
      "    pulumi:pulumi:Stack scenario-dev",
      "Resources:",
      "    - 1 deleted",
      "    1 unchanged",
      "",
      "Duration: …",
      "",
    ]);
    assert.deepEqual(await after(stack.destroy()), [
      "Destroying (dev):",
      "",
      " -  pulumi:pulumi:Stack scenario-dev deleting (…)",
      " -  pulumi:pulumi:Stack scenario-dev deleted (…)",
      "Resources:",
      "    - 1 deleted",
      "",
      "Duration: …",
      "",
      "The resources in the stack have been deleted, but the configuration associated with the stack is still there.",
    ]);
  });

  it("shows what failed where it failed, why below, and the outputs that there are", async () => {
    await stack.up(of("one"));
    stack.cloud.before = (request) => {
      if (request === "create child") throw new Error("not allowed:\nask somebody");
    };
    assert.deepEqual((await after(stack.up(of("one", [CHILD])))).slice(2), [
      " +  test:index:Thing child creating (…)",
      " +  test:index:Thing child creating (…) error: not allowed:",
      " +  test:index:Thing child **creating failed** error: not allowed:",
      "    pulumi:pulumi:Stack scenario-dev",
      "Diagnostics:",
      "  test:index:Thing (child):",
      "    error: not allowed:",
      "    ask somebody",
      "",
      "Outputs:",
      "    all  : {",
      "        list: [",
      '            [0]: "a"',
      "            [1]: 1",
      "        ]",
      "        none: []",
      "    }",
      '    token: "token of one"',
      "",
      "Resources:",
      "    2 unchanged",
      "    1 errored",
      "",
      "Duration: …",
      "",
    ]);
    assert.deepEqual(
      (await after(stack.preview({ resources: [{ name: "x", props: { label: "" } }] }))).slice(2),
      [
        "    test:index:Thing x error: test:index/thing:Thing resource 'x': property label value {} has a problem: it must not be empty",
        "    pulumi:pulumi:Stack scenario-dev",
        "    test:index:Thing x 1 error",
        "Diagnostics:",
        "  test:index:Thing (x):",
        "    error: test:index/thing:Thing resource 'x': property label value {} has a problem: it must not be empty",
        "",
        "Resources:",
        "    1 unchanged",
        "    1 errored",
        "",
      ],
    );
  });

  it("shows messages beside what they are about, and counts them in the end", async () => {
    await stack.up({});
    await stack.up({});
    const lines: string[] = [];
    const display = makeDisplay((line) => lines.push(line));
    const [started, ...others] = stack.events;
    assert.ok(started);
    display(started);
    for (const severity of ["info", "warning", "warning"] as const) {
      display({ kind: "diagnostic", diagnostic: { severity, message: `a ${severity}` } });
    }
    for (const event of others) display(event);
    assert.deepEqual(lines.slice(2, 8), [
      "    pulumi:pulumi:Stack scenario-dev a info",
      "    pulumi:pulumi:Stack scenario-dev warning: a warning",
      "    pulumi:pulumi:Stack scenario-dev warning: a warning",
      "    pulumi:pulumi:Stack scenario-dev running warning: a warning",
      "    pulumi:pulumi:Stack scenario-dev 2 warnings; 1 message",
      "Resources:",
    ]);
  });

  it("shows the properties of what changes, secrets hidden", async () => {
    await stack.up(of("one"));
    const urn = "urn:pulumi:dev::scenario::test:index/thing:Thing";
    const lines = await after(stack.preview(of("two", [CHILD])), true);
    assert.deepEqual(
      lines.slice(1, 14).map((line) => line.replace(/default_.*\]/, "…]")),
      [
        "  pulumi:pulumi:Stack: (same)",
        "    [urn=urn:pulumi:dev::scenario::pulumi:pulumi:Stack::scenario-dev]",
        "    ~ test:index/thing:Thing: (update)",
        "        [id=root-id]",
        `        [urn=${urn}::root]`,
        "        [provider=urn:pulumi:dev::scenario::pulumi:providers:test::…]",
        '      ~ label: "one" => "two"',
        "        + test:index/thing:Thing: (create)",
        `            [urn=${urn}$test:index/thing:Thing::child]`,
        "            [provider=urn:pulumi:dev::scenario::pulumi:providers:test::…]",
        "            label: [unknown]",
        '            name : "child"',
        "            size : 1",
      ],
    );
    const created = await after(
      stack.preview(of("one", [{ name: "x", props: { a: { secret: "s3cret" } } }])),
      true,
    );
    assert.equal(created.includes("        a   : [secret]"), true);
  });
});
