/**
 * Proves that all problems of one config come together, in one text, and that no input whatsoever
 * makes the rules fail. Each rule by itself is in the files beside this one.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseManagementApi } from "../../components/rules/config";
import { CONFIG_KEYS } from "../../components/rules/keys";
import { checkNamespaces } from "../../components/rules/keyNames";
import { formatProblems } from "../../components/rules/reading/problem";
import { identity, problemsOf } from "../support/ruleTable";
import type { Config } from "../support/stackRun";

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

  it("refuses settings below a name that was meant to be the project's, and no others", () => {
    const config = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, "none"]));
    const sound = ["my-api:scopes", "other:scopes", "my-apy:foo", "azuread:environment", "scopes"];
    assert.deepEqual(checkNamespaces(config(sound), "my-api", CONFIG_KEYS), []);
    const misplaced = ["my-apy:scopes", "management-api:clients"];
    assert.deepEqual(
      checkNamespaces(config([...sound, ...misplaced]), "my-api", CONFIG_KEYS),
      misplaced.map((key) => ({
        key,
        value: "none",
        rule: 'must begin with "my-api:", the name of the project: nothing reads it as it is',
        remedy: `write "my-api:${key.split(":")[1] ?? ""}"`,
      })),
    );
  });

  it("lets no broken entry hide what is wrong with another", () => {
    const keysOf = (config: Config) => problemsOf(config).map(({ key }) => key);
    assert.deepEqual(
      keysOf({
        scopes: [{ value: "a", consent: "all" }, { value: "a" }, 7],
        appRoles: [{ value: "Read", allowedMemberTypes: "User" }, { value: "a" }],
        clients: ["azureCLI", { client: "vsCode", scopes: ["zzz", "a", "a"] }, "vsCode"],
        producers: { displayName: "", members: ["x@a.example", 1, "X@a.example"] },
        owners: ["nobody", "x@a.example", "x@a.example"],
        assignments: [false, { principal: "x@a.example", role: "Write" }, "producers"],
        protect: "yes",
      }),
      [
        "scopes[0].consent",
        "scopes[2]",
        "scopes[1].value",
        "appRoles[0].allowedMemberTypes",
        "appRoles[1].value",
        "clients[0]",
        "clients[1].scopes[0]",
        "clients[1].scopes[2]",
        "clients[2]",
        "producers.displayName",
        "producers.members[1]",
        "producers.members[2]",
        "owners[0]",
        "owners[2]",
        "assignments[0]",
        "assignments[1].role",
        "protect",
      ],
    );
  });

  it("judges no entry by a list that is no list", () => {
    assert.deepEqual(
      problemsOf({
        scopes: "a",
        appRoles: {},
        clients: [{ client: "vsCode", scopes: ["a"] }],
        assignments: [{ principal: "x@a.example", role: "Read" }],
      }).map(({ key }) => key),
      ["scopes", "appRoles"],
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
