/**
 * Proves the rules of property paths: how they are read, what they contain, and what
 * `ignoreChanges` makes of inputs.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ANY, ignoreChanges, parsePath, pathContains } from "../../engine/plan/propertyPath";
import type { StateProperties } from "../../engine";

describe("property paths", () => {
  it("are read as Pulumi writes them", () => {
    for (const [text, keys] of [
      ["a", ["a"]],
      ["api.oauth2PermissionScopes", ["api", "oauth2PermissionScopes"]],
      ["roles[0].x", ["roles", 0, "x"]],
      ["triggers[*]", ["triggers", ANY]],
      ["*", [ANY]],
      ['a["*"]', ["a", "*"]],
      ['tags["a.b"]["\\"c"].d', ["tags", "a.b", '"c', "d"]],
      ['["a"].b', ["a", "b"]],
    ] as const) {
      assert.deepEqual(parsePath(text), keys, text);
    }
    for (const text of ["a[", "a[x]", "a]", ""]) {
      assert.throws(() => parsePath(text), { name: "EngineError" }, text);
    }
  });

  it("contain what lies below them; a star stands for one key", () => {
    const contains = (one: string, other: string): boolean =>
      pathContains(parsePath(one), parsePath(other));
    for (const [one, other] of [
      ["a", "a.b"],
      ["a.b", "a.b"],
      ["*", "a.b[0]"],
      ["a[*].c", "a[1].c.d"],
    ] as const) {
      assert.equal(contains(one, other), true, `${one} ${other}`);
    }
    for (const [one, other] of [
      ["a.b", "a"],
      ["a", "b"],
      ["a[0]", "a[1]"],
      ["a[*].c", "a[1].d"],
    ] as const) {
      assert.equal(contains(one, other), false, `${one} ${other}`);
    }
  });

  it("set ignored inputs back to what they were, or take them away", () => {
    const cases: readonly (readonly [string, StateProperties, StateProperties, StateProperties])[] =
      [
        ["a", { a: 2, b: 2 }, { a: 1, b: 1 }, { a: 1, b: 2 }],
        ["a", { b: 2 }, { a: 1 }, { b: 2, a: 1 }],
        ["a", { a: 2 }, {}, {}],
        ["a.b", { a: { b: 2, c: 2 } }, { a: { b: 1, c: 1 } }, { a: { b: 1, c: 2 } }],
        ["a.b", { a: { b: 2 } }, { a: {} }, { a: {} }],
        ["a.b", { a: { b: 2 } }, {}, { a: { b: 2 } }],
        ["a.b", {}, { a: {} }, {}],
        [
          "a[1].x",
          { a: [{ x: 1 }, { x: 2 }] },
          { a: [{ x: 8 }, { x: 9 }] },
          { a: [{ x: 1 }, { x: 9 }] },
        ],
        [
          "a[*].x",
          { a: [{ x: 1 }, { x: 2 }] },
          { a: [{ x: 8 }, { x: 9 }] },
          { a: [{ x: 8 }, { x: 9 }] },
        ],
        ["*", { a: 1, b: 2 }, { b: 3, c: 4 }, { b: 3, c: 4 }],
      ];
    for (const [path, inputs, old, expected] of cases) {
      assert.deepEqual(ignoreChanges(inputs, old, [path]), expected, path);
    }
    assert.throws(() => ignoreChanges({}, { a: { b: 1 }, c: 1 }, ["a.b", "c"]), {
      message:
        "cannot ignore changes to the following properties because one or more elements of the path are missing: " +
        '"a.b"',
    });
  });

  it("change nothing when everything is ignored", () => {
    const properties = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.jsonValue(),
    ) as fc.Arbitrary<StateProperties>;
    fc.assert(
      fc.property(properties, properties, (inputs, old) => {
        assert.deepEqual({ ...ignoreChanges(inputs, old, ["*"]) }, { ...old });
      }),
    );
  });
});
