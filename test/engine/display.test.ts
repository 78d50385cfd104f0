/**
 * Proves what people see: progress, outputs, counts, diagnostics, details and the JSON of a preview. The expected texts follow
 * recordings of CLI 3.248.0; times and the order of parallel steps are not part of the proof.
 */
import assert from "node:assert/strict";
import {
  formatOutputs,
  makeDisplay,
  makeSecret,
  previewJson,
  shortType,
  UNKNOWN,
  type Result,
} from "../../sandbox/engine";
import { formatDifference } from "../../sandbox/engine/displayValue";
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
      "Outputs:",
      '  ~ token: "token of one" => [unknown]',
      "",
      "Resources:",
      "    + 1 to create",
      "    ~ 1 to update",
      "    2 changes. 1 unchanged",
      "",
    ]);
    assert.deepEqual((await after(stack.preview(of("one"), { refresh: true }))).slice(2), [
      " ~  test:index:Thing root refreshing",
      " ~  test:index:Thing root refresh",
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
      " -- test:index:Thing root deleting original (…)",
      " -- test:index:Thing root deleted original (…)",
      "    pulumi:pulumi:Stack scenario-dev",
      "Resources:",
      "    +-1 replaced",
      "    1 unchanged",
    ]);
    stack.cloud.things.clear();
    assert.deepEqual(await after(stack.refresh()), [
      "Refreshing (dev):",
      "",
      " ~  test:index:Thing root refreshing (…)",
      " ~  test:index:Thing root refresh (deleted)",
      "Resources:",
      "    - 1 deleted",
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

  it("shows what failed where it failed, and why below", async () => {
    stack.cloud.before = (request) => {
      if (request === "create root") throw new Error("not allowed:\nask somebody");
    };
    assert.deepEqual((await after(stack.up(of("one")))).slice(3), [
      " +  test:index:Thing root creating (…)",
      " +  test:index:Thing root **creating failed**",
      "Diagnostics:",
      "  test:index:Thing (root):",
      "    error: not allowed:",
      "    ask somebody",
      "",
      "Resources:",
      "",
      "Duration: …",
      "",
    ]);
  });

  it("shows the properties of what changes, secrets hidden", async () => {
    await stack.up(of("one"));
    const urn = "urn:pulumi:dev::scenario::test:index/thing:Thing";
    const lines = await after(stack.preview(of("two", [CHILD])), true);
    assert.deepEqual(
      lines.slice(2, 15).map((line) => line.replace(/default_.*\]/, "…]")),
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

  it("gives a preview as JSON in the CLI's shape", async () => {
    await stack.up(of("one"));
    const { steps, changeSummary, duration, ...rest } = previewJson(await stack.preview(of("two")));
    const [same, update] = JSON.parse(JSON.stringify(steps)) as Record<string, unknown>[];
    assert.deepEqual(
      [rest, changeSummary, typeof duration],
      [{}, { same: 1, update: 1 }, "number"],
    );
    assert.equal(same?.["op"], "same");
    const { provider, oldState, newState, ...step } = update ?? {};
    assert.deepEqual(step, {
      op: "update",
      urn: "urn:pulumi:dev::scenario::test:index/thing:Thing::root",
      diffReasons: ["label"],
      detailedDiff: null,
    });
    assert.equal(typeof provider, "string");
    const states = JSON.parse(JSON.stringify([oldState, newState])) as {
      inputs: unknown;
      outputs: unknown;
    }[];
    assert.deepEqual(
      states.map(({ inputs, outputs }) => [inputs, outputs]),
      [
        [
          { size: 1, name: "root", label: "one", key: "[secret]" },
          { size: 1, name: "root", label: "one", key: "[secret]", token: "token of one" },
        ],
        [
          { size: 1, name: "root", label: "two", key: "[secret]" },
          {
            size: 1,
            name: "root",
            label: "two",
            key: "[secret]",
            token: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
          },
        ],
      ],
    );
  });

  it("formats values: sorted, aligned, quoted, with secrets and unknowns named", () => {
    assert.deepEqual(formatOutputs({}), []);
    assert.deepEqual(
      formatOutputs({
        b: 'say "hi"\n',
        a: makeSecret("x"),
        long: [{ z: UNKNOWN, y: null }],
        __x: 1,
      }),
      [
        "Outputs:",
        "    a   : [secret]",
        '    b   : "say \\"hi\\"\\n"',
        "    long: [",
        "        [0]: {",
        "            y: <null>",
        "            z: [unknown]",
        "        }",
        "    ]",
      ],
    );
    assert.deepEqual(
      formatDifference(
        { gone: 1, same: 1, list: ["a"], map: { x: 1, y: 1 } },
        { same: 1, list: ["a", "b"], map: { x: 2, y: 1 }, plus: makeSecret(1) },
        1,
      ),
      [
        "  - gone: 1",
        '  ~ list: [\n      + [1]: "b"\n    ]',
        "  ~ map : {\n      ~ x: 1 => 2\n    }",
        "  + plus: [secret]",
      ],
    );
  });

  it("shortens types that repeat their file's name, and no others", () => {
    assert.deepEqual(
      ["azuread:index/application:Application", "command:local:Command", "a:b/c:D", "x"].map(
        shortType,
      ),
      ["azuread:index:Application", "command:local:Command", "a:b/c:D", "x"],
    );
  });
});
