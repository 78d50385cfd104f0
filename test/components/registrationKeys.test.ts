/**
 * Proves, for the config keys that only the registration needs, what a key makes of it and what it refuses: one entry a key.
 * Runs under mocks, so it cannot prove what the provider sends (test/endToEnd does).
 */
import assert from "node:assert/strict";
import type { Problem } from "../../components/rules/problem";
import { problemsOf } from "../support/ruleTable";
import type { Config } from "../support/stackRun";
import { resource, run } from "./mockComponent";

const CLIENT = "44444444-4444-4444-8444-444444444444";

/** One key: config, what it changes of the registration's inputs, and config that is refused, with the problem. */
const KEYS: Readonly<
  Record<
    string,
    {
      readonly config: Config;
      readonly inputs: object;
      readonly bad: Config;
      readonly problem: Problem;
    }
  >
> = {
  displayName: {
    config: { displayName: "Calls" },
    inputs: { displayName: "Calls" },
    bad: { displayName: 5 },
    problem: { key: "displayName", value: 5, rule: "must be text", remedy: "write text" },
  },
  knownClients: {
    config: { knownClients: [CLIENT] },
    inputs: { api: { requestedAccessTokenVersion: 2, knownClientApplications: [CLIENT] } },
    bad: { knownClients: ["web"] },
    problem: {
      key: "knownClients[0]",
      value: "web",
      rule: "must be a UUID",
      remedy: 'write it as "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", digits and a to f only',
    },
  },
};

describe("a key that only the registration needs", () => {
  for (const [key, { config, inputs, bad, problem }] of Object.entries(KEYS)) {
    it(`changes what it is for, and nothing else: ${key}`, async () => {
      const plain = resource("registration", await run({}));
      assert.deepEqual(resource("registration", await run(config)), { ...plain, ...inputs });
    });

    it(`refuses what breaks its rule: ${key}`, () => {
      assert.deepEqual(problemsOf(bad), [problem]);
    });
  }
});
