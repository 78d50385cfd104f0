import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../../components/refusal";
import type { Problem } from "../../components/rules/reading/problem";

const problem = (key: string, value: string): Problem => ({
  key,
  value,
  rule: "must be right",
  remedy: "mend it",
});

describe("the refusal of a stack", () => {
  const former = process.env["PULUMI_CONFIG_SECRET_KEYS"];
  before(() =>
    pulumi.runtime.setMocks(
      { call: () => ({}), newResource: () => ({ id: "", state: {} }) },
      "p",
      "dev",
    ),
  );
  afterEach(() => {
    if (former === undefined) delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
    else process.env["PULUMI_CONFIG_SECRET_KEYS"] = former;
  });

  it("shows values that are no secrets", () => {
    delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
    const { message, stack } = refusal([
      problem("owners[0]", "nobody"),
      problem("displayName", "x"),
    ]);
    assert.equal(
      message,
      [
        'Stack "dev" cannot be deployed: 2 problems',
        '  1. "owners[0]" is "nobody"',
        "     Rule: it must be right.",
        "     Fix:  mend it.",
        '  2. "displayName" is "x"',
        "     Rule: it must be right.",
        "     Fix:  mend it.",
        "Nothing was registered or changed.",
      ].join("\n"),
    );
    assert.equal(stack, message);
  });

  it("hides the value and the remedy of an encrypted key and of what is in it, and no other one", () => {
    process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify([
      "p:owners",
      "other:displayName",
      "q:tags",
    ]);
    const { message } = refusal([
      problem("owners[0].x", "nobody"),
      problem("displayName", "shown"),
      problem("q:tags", "hidden"),
    ]);
    assert.equal(
      message,
      [
        'Stack "dev" cannot be deployed: 3 problems',
        '  1. "owners[0].x" is "[secret]"',
        "     Rule: it must be right.",
        "     Fix:  correct the encrypted value.",
        '  2. "displayName" is "shown"',
        "     Rule: it must be right.",
        "     Fix:  mend it.",
        '  3. "q:tags" is "[secret]"',
        "     Rule: it must be right.",
        "     Fix:  mend it.",
        "Nothing was registered or changed.",
      ].join("\n"),
    );
  });
});
