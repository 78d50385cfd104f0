/**
 * Proves that all problems of one config come together, in one text, and that no input whatsoever makes the rules fail. Each
 * rule by itself is in the files beside this one.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { CONFIG_KEYS, parseManagementApi } from "../../components/spec/managementApi";
import { formatProblems } from "../../components/spec/problem";
import { identity, problemsOf } from "../support/ruleTable";

const KNOWN_SCOPE_KEYS =
  '"value", "id", "consent", "adminConsentDisplayName", "adminConsentDescription", "userConsentDisplayName", "userConsentDescription"';

describe("the rules of the config", () => {
  it("shows all problems of one config together, in the order of the keys", () => {
    const problems = problemsOf({
      foo: 1,
      clients: ["azureCLI", { client: "vsCode", scopes: ["b"] }],
      scopes: [{ value: "a b", x: 1 }, { value: "b" }],
      displayName: "O'Brien",
    });
    assert.equal(
      formatProblems('Stack "dev" cannot be deployed', problems),
      [
        'Stack "dev" cannot be deployed: 5 problems',
        '  1. "displayName" is "O\'Brien"',
        "     Rule: it must not hold an apostrophe: the look-up for duplicate names cannot quote it.",
        '     Fix:  write "O\u2019Brien" or leave it out.',
        '  2. "scopes[0].value" is "a b"',
        "     Rule: it must hold only letters, digits and :!#$%&'()*+,-./;<=>?@[]^_`{|}~ (no spaces).",
        '     Fix:  write "a_b" for example.',
        '  3. "scopes[0].x" is 1',
        "     Rule: it is not a known key.",
        `     Fix:  choose from ${KNOWN_SCOPE_KEYS}.`,
        '  4. "clients[0]" is "azureCLI"',
        "     Rule: it must be a known client's name or a client id (a UUID).",
        '     Fix:  write "azureCli".',
        '  5. "foo" is 1',
        "     Rule: it is not a setting of this program.",
        `     Fix:  choose from ${CONFIG_KEYS.map((key) => `"${key}"`).join(", ")}.`,
        "Nothing was registered or changed.",
      ].join("\n"),
    );
  });

  it("answers any JSON whatsoever with a specification or with problems, never with an exception", () => {
    const keys = fc.constantFrom(...CONFIG_KEYS, "other");
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (config) => {
        const checked = parseManagementApi(config, identity);
        if (checked.ok) assert.ok(Object.isFrozen(checked.value));
        else assert.ok(checked.problems.length > 0);
      }),
    );
  });
});
