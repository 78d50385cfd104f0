/**
 * Proves how `$filter` is read: every form that the provider and az send, and a refusal by name for
 * the rest. It cannot prove that Graph reads forms beyond these the same way.
 */
import assert from "node:assert/strict";
import { Refusal } from "../../directory/errors";
import { parseFilter } from "../../directory/graph/filter";

describe("parseFilter", () => {
  const object = {
    appId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
    displayName: "Dana's API",
    identifierUris: ["api://one", "api://two"],
    mailEnabled: false,
    mail: null,
  };

  const cases: readonly (readonly [string, boolean])[] = [
    ["appId eq '04B07795-8DDB-461A-BBEE-02F9E1BF7B46'", true],
    ["appId eq 04b07795-8ddb-461a-bbee-02f9e1bf7b46", true],
    ["appId eq 'other'", false],
    ["displayName eq 'Dana''s API'", true],
    ["displayName ne 'Dana''s API'", false],
    ["startswith(displayName,'dana')", true],
    ["startsWith(displayName, 'API')", false],
    ["startsWith(displayName, 'Dana')", true],
    ["startswith(mail,'a')", false],
    ["identifierUris/any(s:s eq 'api://two')", true],
    ["identifierUris/any(uri:uri eq 'api://three')", false],
    ["displayName/any(s:s eq 'x')", false],
    ["mailEnabled eq false and appId eq '04b07795-8ddb-461a-bbee-02f9e1bf7b46'", true],
    ["mailEnabled eq true and displayName eq 'Dana''s API'", false],
    ["mailEnabled eq true or displayName eq 'Dana''s API'", true],
    ["not (mailEnabled eq true)", true],
    ["mail eq null", true],
    ["missing eq null", true],
    ["appId in ('x', '04b07795-8ddb-461a-bbee-02f9e1bf7b46')", true],
    ["appId in ('x','y')", false],
  ];
  for (const [expression, expected] of cases) {
    it(`says ${String(expected)} to ${expression}`, () => {
      assert.equal(parseFilter(expression)(object), expected);
    });
  }

  const refused: readonly (readonly [string, number])[] = [
    ["displayName eq 'Dana's API'", 400],
    ["displayName eq", 400],
    ["displayName eq 'x' 'y'", 400],
    ["(displayName eq 'x'", 400],
    ["appId eq other", 400],
    ["eq 'x' $", 400],
    ["", 400],
    ["displayName ge 'a'", 501],
    ["identifierUris/any(s:startswith(s,'api'))", 501],
  ];
  for (const [expression, status] of refused) {
    it(`refuses "${expression}" with ${status}`, () => {
      assert.throws(
        () => parseFilter(expression),
        (error) => error instanceof Refusal && error.status === status,
      );
    });
  }
});
