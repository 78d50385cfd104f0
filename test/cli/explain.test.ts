/** Proves that pasted errors are recognized, and explained with the stack's own ids. */
import assert from "node:assert/strict";
import { describeExplained } from "../../cli/doctor/describeExplained";
import { EXPLANATIONS, explain, failureCodeOf } from "../../cli/explain/explain";
import { FAILURE_CODES } from "../../cli/failureCodes";
import { makeOutputs } from "./support/stack";

const stack = { outputs: makeOutputs(), deployCommand: "pulumi up --stack dev" };

describe("explain", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["ERROR: AADSTS65001: The user or administrator has not consented", "AADSTS65001"],
    ["aadsts650057: Invalid resource.", "AADSTS650057"],
    ["AADSTS500011: The resource principal named x was not found", "AADSTS500011"],
    ["AADSTS50105: Your administrator has configured", "AADSTS50105"],
    ["AADSTS50079: enroll", "AADSTS50076"],
    ["AADSTS53003: Access has been blocked. 403 Forbidden", "AADSTS53003"],
    ["AADSTS9010010", "AADSTS9010010"],
    ["AADSTS1002012: The provided value for scope", "AADSTS1002012"],
    ["IDW10201: Neither scope or roles claim was found in the bearer token.", "IDW10201"],
    ['Bearer error="invalid_token", error_description="The audience \'x\' is invalid"', "IDX10214"],
    ["HTTP/1.1 403 Forbidden", "HTTP 403"],
    ["HTTP/1.1 401 Unauthorized", "HTTP 401"],
    ["No subscriptions found for dana@sandbox.example.", "No subscriptions found"],
    ["Please run 'az login' to setup account.", "Please run 'az login'"],
    ["'az' is not recognized as an internal or external command", "az not found"],
    ["Audience x is not a supported MSI token audience.", "Cloud Shell"],
    ["CannotDeleteOrUpdateEnabledEntitlement", "CannotDeleteOrUpdateEnabledEntitlement"],
  ];
  for (const [text, id] of cases) {
    it(`recognizes "${text}"`, () => assert.equal(describeExplained(text, stack).id, id));
  }

  it("says that a code is unknown, with Microsoft's page", () => {
    assert.deepEqual(describeExplained("AADSTS123456: Something", stack), {
      summary: 'The code "AADSTS123456" has no explanation here.',
      remedy: {
        text: "Microsoft's page about it: https://login.microsoftonline.com/error?code=123456",
      },
      links: ["https://login.microsoftonline.com/error?code=123456"],
    });
  });

  it("does not take a longer code for a shorter one", () => {
    assert.deepEqual(explain("AADSTS6500110"), {
      kind: "unknownCode",
      code: "AADSTS6500110",
      link: "https://login.microsoftonline.com/error?code=6500110",
    });
  });

  it("says that a text holds nothing known", () => {
    assert.deepEqual(explain("it does not work"), { kind: "nothing" });
  });

  it("names the stack's deployment where there is one, and whoever deploys where not", () => {
    const error = "AADSTS65001";
    assert.deepEqual(describeExplained(error, stack).remedy.commands, ["pulumi up --stack dev"]);
    assert.equal(describeExplained(error, { outputs: stack.outputs }).remedy.commands, undefined);
  });

  it("explains a stack that does not pre-authorize the Azure CLI", () => {
    const { outputs } = stack;
    const without = { ...outputs, expectedToken: { ...outputs.expectedToken, scp: "" } };
    assert.deepEqual(describeExplained("AADSTS65001", { outputs: without }).remedy, {
      text: 'Add "azureCli" to the stack\'s "clients" and deploy.',
    });
  });

  for (const { id, links, failureCode, title, cause, remedy } of EXPLANATIONS) {
    it(`says all that is needed about "${id}"`, () => {
      assert.ok(links.length > 0 && links.every((link) => URL.canParse(link)));
      assert.ok(failureCode === undefined || failureCode in FAILURE_CODES);
      for (const text of [title, cause(stack), remedy(stack).text]) {
        assert.match(text, /[.:]$|https:\S+$/);
        assert.doesNotMatch(text, /undefined/);
      }
    });
  }
});

describe("failureCodeOf", () => {
  it("gives refusals without an entry a code of their own", () => {
    assert.equal(
      failureCodeOf({ kind: "refused", code: "AADSTS123456", text: "" }),
      "token.refused.other",
    );
    assert.equal(
      failureCodeOf({ kind: "refused", code: "AADSTS50076", text: "" }),
      "token.refused.mfa",
    );
  });
});
