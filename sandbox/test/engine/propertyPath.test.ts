/**
 * Proves the rules of property paths: what `ignoreChanges` makes of inputs.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ignoreChanges } from "../../engine/plan/propertyPath";
import type { StateProperties } from "../../engine";

describe("property paths", () => {
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
        ["a.b", { a: [1] }, { a: [2] }, { a: [1] }],
        ["valueOf", { a: 2 }, { a: 1 }, { a: 2 }],
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

  it("change nothing when every name is ignored", () => {
    const properties = fc.dictionary(
      fc.string({ minLength: 1 }).filter((name) => !name.includes(".")),
      fc.jsonValue(),
    ) as fc.Arbitrary<StateProperties>;
    fc.assert(
      fc.property(properties, properties, (inputs, old) => {
        const names = Object.keys({ ...inputs, ...old });
        assert.deepEqual({ ...ignoreChanges(inputs, old, names) }, { ...old });
      }),
    );
  });
});
