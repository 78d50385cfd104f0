/**
 * Proves that 14 public registrations that pre-authorize the Azure CLI can be written as config,
 * but for what README calls not ours: those of "examples" and the others. Cannot prove that they
 * can be deployed: test/endToEnd/examples.test.ts does, for six.
 */
import assert from "node:assert/strict";
import { readExamples } from "../support/examples";
import { problemsOf } from "../support/ruleTable";
import type { Config } from "../support/stackRun";

const PANEL = "99999999-9999-4999-8999-999999999999";
const DANA = "dana@sandbox.example";
const users = ["User"];

/** What those have in common that ask for nothing but a scope. */
const plain = (scope: string): Config => ({
  scopes: [{ value: scope }],
  appRoles: [],
  groupMembershipClaims: "none",
  graphPermissions: [],
});

const functionApi: Config = {
  ...plain("user_impersonation"),
  tokenVersion: 1,
  graphPermissions: ["User.Read"],
};

const REGISTRATIONS: Readonly<Record<string, Config>> = {
  "3, API for tools": { ...plain("access_as_user"), tokenVersion: 1 },
  "5, MCP server": plain("user_impersonation"),
  "6, broker for runners": { ...plain("user_impersonation"), tokenVersion: 1 },
  "8, portal for operations": {
    scopes: [{ value: "access_as_user", adminConsentDisplayName: "Acceso a la operación" }],
    appRoles: ["Reader", "Operator", "Admin"].map((name) => ({
      value: `Portal.${name}`,
      allowedMemberTypes: users,
    })),
    clients: [PANEL, "azureCli"],
    producers: { displayName: "Portal operators", members: [DANA] },
    graphPermissions: [],
    assignmentRequired: true,
    assignments: [{ principal: DANA, role: "Portal.Reader" }],
  },
  "11, function, with a URI that version 1 may have": {
    ...functionApi,
    identifierUris: ["api://{tenantId}/functions"],
  },
  "11, function, with its own URI and version 2": {
    ...functionApi,
    tokenVersion: 2,
    identifierUris: ["api://functions"],
  },
  "13, function": { ...functionApi, identifierUris: ["api://{tenantId}/other"] },
  "14, orders": {
    tags: ["orders", "team:sales"],
    scopes: [{ value: "Orders.Read" }, { value: "Orders.Write", consent: "adminsOnly" }],
    appRoles: ["Reader", "Writer", "Admin"].map((name) => ({
      value: `Order.${name}`,
      allowedMemberTypes: users,
    })),
    groupMembershipClaims: "none",
    graphPermissions: [],
    assignmentRequired: true,
    assignments: "elsewhere",
  },
};

describe("public registrations that let the Azure CLI in", () => {
  for (const [name, config] of Object.entries({ ...readExamples(), ...REGISTRATIONS })) {
    it(`can be written: ${name}`, () => {
      assert.deepEqual(problemsOf(config), []);
    });
  }

  it("cannot be written where they are for other tenants and personal accounts: 9, inference", () => {
    const config = {
      identifierUris: [],
      scopes: [{ value: "Invoke" }],
      appRoles: [{ value: "User", allowedMemberTypes: ["Application", "User"] }],
      signInAudience: "AzureADandPersonalMicrosoftAccount",
    };
    assert.deepEqual(problemsOf(config), [
      {
        key: "signInAudience",
        value: "AzureADandPersonalMicrosoftAccount",
        rule: "is not a setting of this program",
        remedy:
          "leave it out: registrations are for the accounts of one tenant (README, What is not ours)",
      },
    ]);
  });

  it("cannot be written with a bare name and version 1 tokens, which Entra ID refuses by default: 11 to 13", () => {
    assert.deepEqual(
      problemsOf({ ...functionApi, identifierUris: ["api://functions"] }).map(({ key }) => key),
      ["identifierUris[0]"],
    );
  });
});
