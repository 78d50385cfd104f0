/**
 * Proves, for the config keys that only the registration needs, what a key makes of it and what it
 * refuses: one entry a key. Runs under mocks, so it cannot prove what the provider sends
 * (test/endToEnd does).
 */
import assert from "node:assert/strict";
import { type Key, KEYS as CONFIG } from "../../components/rules/keys";
import type { Problem } from "../../components/rules/reading/problem";
import { mockIds } from "../support/mockStack";
import { problemsOf } from "../support/ruleTable";
import type { Config } from "../support/stackRun";
import { resource, run } from "./mockComponent";

const CLIENT = "44444444-4444-4444-8444-444444444444";

/**
 * One key: config, what it changes of the registration's inputs, and config that is refused, with
 * the problem.
 */
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
    problem: { key: "displayName", value: 5, rule: "must be text", remedy: 'write "5", in quotes' },
  },
  serviceManagementReference: {
    config: { serviceManagementReference: "CMDB-0815" },
    inputs: { serviceManagementReference: "CMDB-0815" },
    bad: { serviceManagementReference: " x" },
    problem: {
      key: "serviceManagementReference",
      value: " x",
      rule: "must hold text, with no blanks around it",
      remedy: 'write "x"',
    },
  },
  notes: {
    config: { notes: "Ask Dana.\nOr Robin." },
    inputs: { notes: "Ask Dana.\nOr Robin." },
    bad: { notes: "n".repeat(1025) },
    problem: {
      key: "notes",
      value: "n".repeat(1025),
      rule: "must be at most 1024 characters",
      remedy: "shorten it by 1",
    },
  },
  tags: {
    config: { tags: ["team:calls/live", "bdk"] },
    inputs: { tags: ["bdk", "team:calls/live"] },
    bad: { tags: ["our team"] },
    problem: {
      key: "tags[0]",
      value: "our team",
      rule: "must hold no blanks",
      remedy: 'write "our-team" for example',
    },
  },
  tokenVersion: {
    config: { tokenVersion: 1 },
    inputs: { api: { requestedAccessTokenVersion: 1 } },
    bad: { tokenVersion: 3 },
    problem: {
      key: "tokenVersion",
      value: 3,
      rule: "must be 1 or 2",
      remedy: "write 2, or 1 where the API expects version 1 tokens",
    },
  },
  redirectUris: {
    config: {
      redirectUris: {
        web: ["https://b.example/", "https://a.example/"],
        singlePage: ["https://c.example/"],
        publicClient: ["http://localhost"],
      },
    },
    inputs: {
      web: { redirectUris: ["https://a.example/", "https://b.example/"] },
      singlePageApplication: { redirectUris: ["https://c.example/"] },
      publicClient: { redirectUris: ["http://localhost"] },
      fallbackPublicClientEnabled: true,
    },
    bad: { redirectUris: { web: "https://a.example/" } },
    problem: {
      key: "redirectUris.web",
      value: "https://a.example/",
      rule: "must be a list",
      remedy: 'write ["https://a.example/"]',
    },
  },
  groupMembershipClaims: {
    config: { groupMembershipClaims: ["DirectoryRole", "ApplicationGroup"] },
    inputs: { groupMembershipClaims: ["ApplicationGroup", "DirectoryRole"] },
    bad: { groupMembershipClaims: "securitygroup" },
    problem: {
      key: "groupMembershipClaims",
      value: "securitygroup",
      rule: 'must be one of "none", "SecurityGroup", "ApplicationGroup", "DirectoryRole", "All"',
      remedy: 'write "SecurityGroup"',
    },
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

    const { notAdopted } = CONFIG[key as keyof typeof CONFIG] as Key<unknown, unknown>;
    if (notAdopted === undefined) {
      it(`is not sent and ignored at once where a registration is adopted: ${key}`, async () => {
        const { clientId, servicePrincipal } = mockIds;
        const registration = { mode: "adopt", clientId };
        const found = { registration: {}, servicePrincipals: { [clientId]: servicePrincipal } };
        const stack = await run({ clients: [], scopes: [], registration, ...config }, found);
        const sent = Object.keys(resource("registration", stack));
        const { ignoreChanges = [] } = stack.options["management-api-registration"] ?? {};
        const isKept = key !== "displayName" && ignoreChanges.includes("displayName");
        assert.deepEqual(
          ignoreChanges.filter((property) => sent.includes(property)),
          isKept ? ["displayName"] : [],
        );
      });
    }

    it(`refuses what breaks its rule: ${key}`, () => {
      assert.deepEqual(problemsOf(bad), [problem]);
    });
  }
});
