/**
 * Proves how values, differences and outputs look on the screen; the expected texts follow the
 * source of CLI 3.248.0.
 */
import assert from "node:assert/strict";
import { makeSecret, shortType, UNKNOWN, type StateProperties } from "../../engine";
import { formatDifference, formatOutputs } from "../../engine/display/difference";
import { formatValue } from "../../engine/display/value";

describe("values on the screen", () => {
  it("are sorted, aligned and quoted, with secrets and unknowns named", () => {
    assert.deepEqual(formatOutputs(undefined, {}), []);
    assert.deepEqual(
      formatOutputs(undefined, {
        b: 'say "hi"\n',
        a: makeSecret("x"),
        long: [{ z: UNKNOWN, y: null, x: "" }],
        __x: 1,
      }),
      [
        "    a   : [secret]",
        '    b   : "say \\"hi\\"\\n"',
        "    long: [",
        "        [0]: {",
        '            x: ""',
        "            y: <null>",
        "            z: [unknown]",
        "        }",
        "    ]",
      ],
    );
  });

  it("are left out where they are empty, at the top", () => {
    const empty = { list: [], map: {}, nothing: null, text: "" };
    assert.deepEqual(formatOutputs(undefined, { ...empty, zero: 0, no: false }), [
      "    no     : false",
      "    zero   : 0",
    ]);
    assert.deepEqual(formatOutputs(empty, empty), []);
  });

  it("are cut after 150 bytes of a line and after three lines", () => {
    const fits = "x".repeat(150);
    assert.equal(formatValue(fits), `"${fits}"`);
    assert.equal(formatValue(`${fits}y`), `"${fits}..."`);
    assert.equal(formatValue({ in: [`${fits}y`] }).includes(`[0]: "${fits}..."`), true);
    assert.equal(formatValue(`${"ü".repeat(75)}y`), `"${"ü".repeat(75)}..."`);
    assert.equal(formatValue("1\n2\n3"), '"1\\n2\\n3"');
    assert.equal(formatValue(`${fits}y\n2\n3\n4`), `"${fits}...\\n2\\n3\\n..."`);
  });

  it("differ with their marks; texts that changed are not cut", () => {
    const long = "x".repeat(151);
    assert.deepEqual(
      formatDifference(
        { gone: 1, same: 1, list: ["a"], map: { x: 1, y: 1 }, text: "t", kind: "k" },
        {
          same: 1,
          list: ["a", "b"],
          map: { x: 2, y: 1 },
          plus: makeSecret(1),
          text: long,
          kind: [1],
        },
        1,
      ),
      [
        "  - gone: 1",
        '  - kind: "k"',
        "  + kind: [\n        [0]: 1\n    ]",
        '  ~ list: [\n      + [1]: "b"\n    ]',
        "  ~ map : {\n      ~ x: 1 => 2\n    }",
        "  + plus: [secret]",
        `  ~ text: "t" => "${long}"`,
      ],
    );
    assert.deepEqual(formatDifference({ list: [{ a: 1, b: 1 }] }, { list: [{ a: 2, b: 1 }] }, 1), [
      "  ~ list: [\n      ~ [0]: {\n              ~ a: 1 => 2\n            }\n    ]",
    ]);
    assert.deepEqual(
      formatDifference(
        { same: [1], secret: makeSecret(1) },
        { same: [1], secret: makeSecret(1) },
        1,
      ),
      [],
    );
  });

  it("of a stack are shown all, changed ones marked; a preview shows what changes as far as it is known", () => {
    const old: StateProperties = {
      key: makeSecret("old"),
      map: { gone: "", same: "s", token: "t" },
      list: ["a", "b"],
      text: "t",
    };
    const wanted: StateProperties = {
      key: makeSecret("new"),
      map: { come: "c", gone: "g", same: "s", token: UNKNOWN },
      list: ["a"],
      text: "t",
    };
    const map = ['      + come : "c"', '      + gone : "g"', '        same : "s"'];
    assert.deepEqual(formatOutputs(old, wanted), [
      "    key : [secret]",
      "  ~ list: [",
      '        [0]: "a"',
      '      - [1]: "b"',
      "    ]",
      "  ~ map : {",
      ...map,
      '      ~ token: "t" => [unknown]',
      "    }",
      '    text: "t"',
    ]);
    assert.deepEqual(formatOutputs(old, wanted, true), [
      "  ~ list: [",
      '        [0]: "a"',
      '      - [1]: "b"',
      "    ]",
      "  ~ map : {",
      ...map.map((line) => line.replace(" :", ":")),
      "    }",
    ]);
    assert.deepEqual(formatOutputs(old, { ...old, text: UNKNOWN }, true), []);
    assert.deepEqual(formatOutputs(undefined, { text: UNKNOWN }, true), ["    text: [unknown]"]);
  });

  it("have types shortened that repeat their file's name, and no others", () => {
    assert.deepEqual(
      ["azuread:index/application:Application", "command:local:Command", "a:b/c:D", "x"].map(
        shortType,
      ),
      ["azuread:index:Application", "command:local:Command", "a:b/c:D", "x"],
    );
  });
});
