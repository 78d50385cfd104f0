/**
 * Proves which characters count as hidden, how they are shown, and that config refuses them in
 * every name.
 */
import assert from "node:assert/strict";
import { hiddenIn, showLines, showText } from "../../components/rules/reading/hiddenText";
import { describeRules, problemsOf } from "../support/ruleTable";

const HIDDEN: readonly (readonly [string, string, string])[] = [
  ["a line end", "\n", "\\u000a"],
  ["a tab", "\t", "\\u0009"],
  ["an escape", "\u001b", "\\u001b"],
  ["a control of the second set", "\u009b", "\\u009b"],
  ["a soft hyphen", "\u00ad", "\\u00ad"],
  ["a filler", "\u3164", "\\u3164"],
  ["a zero-width space", "\u200b", "\\u200b"],
  ["a joiner", "\u200d", "\\u200d"],
  ["an override", "\u202e", "\\u202e"],
  ["an isolate", "\u2066", "\\u2066"],
  ["a line separator", "\u2028", "\\u2028"],
  ["a byte order mark", "\ufeff", "\\ufeff"],
  ["half a character", "\ud800", "\\ud800"],
  ["a tag", "\u{e0041}", "\\udb40\\udc41"],
];

describe("hidden text", () => {
  for (const [what, character, shown] of HIDDEN) {
    it(`finds ${what} and shows it by its number`, () => {
      const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      assert.deepEqual(
        [hiddenIn(`a${character}b`), showText(`a${character}b`)],
        [`U+${point}`, `a${shown}b`],
      );
    });
  }

  it("is none where people see all of it", () => {
    for (const text of ["", "Équipe vidéo 📺", "日本語", "a\u00a0b", "\u2714\ufe0f"]) {
      assert.deepEqual([hiddenIn(text), showText(text)], [undefined, text]);
    }
  });

  it("is no joiner inside an emoji or a word, but for a terminal it is", () => {
    for (const text of ["👩\u200d💻", "❤\ufe0f\u200d🔥", "می\u200cخواهم"]) {
      assert.equal(hiddenIn(text), undefined);
      assert.match(showText(text), /\\u200[cd]/);
    }
    assert.equal(hiddenIn("é\u200b\u200d\u200bé"), "U+200B");
    assert.equal(hiddenIn("é\u200d"), "U+200D");
  });

  it("means the same character inside a JSON text", () => {
    const data = { name: HIDDEN.map(([, character]) => character).join("-") };
    assert.deepEqual(JSON.parse(showText(JSON.stringify(data))), data);
  });

  it("leaves the lines of a text that the program has laid out", () => {
    assert.equal(showLines("a\u001b\nb\r\n"), "a\\u001b\nb\\u000d\n");
  });
});

const rule = "must be one line without characters that people do not see";
const remedy = "take U+202E out";

describeRules("names without hidden characters", [
  [
    "displayName",
    { displayName: "A é" },
    { displayName: "A\u202eB" },
    { key: "displayName", value: "A\u202eB", rule, remedy },
  ],
  [
    "a group's name",
    { producers: { displayName: "A" } },
    { producers: { displayName: "A\u202eB" } },
    { key: "producers.displayName", value: "A\u202eB", rule, remedy },
  ],
  [
    "a scope's consent text",
    { scopes: [{ value: "access_as_producer", adminConsentDescription: "A" }] },
    { scopes: [{ value: "access_as_producer", adminConsentDescription: "A\u202eB" }] },
    { key: "scopes[0].adminConsentDescription", value: "A\u202eB", rule, remedy },
  ],
  [
    "an app role's description",
    { appRoles: [{ value: "R", description: "A" }] },
    { appRoles: [{ value: "R", description: "A\u202eB" }] },
    { key: "appRoles[0].description", value: "A\u202eB", rule, remedy },
  ],
  [
    "an owner",
    { owners: ["a@b.example"] },
    { owners: ["a\u202e@b.example"] },
    { key: "owners[0]", value: "a\u202e@b.example", rule, remedy },
  ],
]);

const deep: unknown = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`);
const long = "x".repeat(10_001);

describeRules("sizes of config", [
  [
    "depth",
    { owners: [] },
    { owners: deep },
    {
      key: "owners",
      value: deep,
      rule: "must be nested at most 64 levels deep",
      remedy: "write less",
    },
  ],
  [
    "length",
    { displayName: "A" },
    { displayName: long },
    {
      key: "displayName",
      value: long,
      rule: "must hold no text of more than 10000 characters",
      remedy: "write less",
    },
  ],
  [
    "number",
    { knownClients: [] },
    { knownClients: Array<string>(60_000).fill("x") },
    {
      key: "knownClients",
      value: Array<string>(60_000).fill("x"),
      rule: "must hold at most 50000 values",
      remedy: "write less",
    },
  ],
]);

describe("an owner of 60,000 dots", () => {
  it("is refused, and a shorter one judged, in no time", function () {
    this.timeout(2000);
    problemsOf({ owners: [`a@${".".repeat(9_000)}`] });
    assert.equal(problemsOf({ owners: [`a@${".".repeat(60_000)}`] }).length, 1);
  });
});
