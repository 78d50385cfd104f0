/**
 * Proves what is told of mistakes that people bring from elsewhere: names of Microsoft Graph, the
 * provider and the portal, a text in place of a list, "none" in place of an empty one. Each is one
 * problem, with what was probably meant; what that is, is config that holds. Cannot prove that
 * nobody makes others.
 */
import assert from "node:assert/strict";
import { problemsOf } from "../support/ruleTable";
import type { Config } from "../support/stackRun";

const ID = "11111111-1111-4111-8111-111111111111";
const role = "ManagementAPI.AccessAll";

const MISTAKES: readonly (readonly [wrong: Config, key: string, remedy: string, right: Config])[] =
  [
    [
      { requestedAccessTokenVersion: 1 },
      "requestedAccessTokenVersion",
      'write "tokenVersion"',
      { tokenVersion: 1 },
    ],
    [
      { replyUrls: ["https://calls.example/"] },
      "replyUrls",
      'write "redirectUris"',
      { redirectUris: { web: ["https://calls.example/"] } },
    ],
    [{ tags: "production" }, "tags", 'write ["production"]', { tags: ["production"] }],
    [{ tags: "none" }, "tags", "write [] for none, or take the key out", { tags: [] }],
    [
      { identifierUris: "" },
      "identifierUris",
      "write [] for none, or take the key out",
      { identifierUris: [] },
    ],
    [{ tags: [5] }, "tags[0]", 'write "5", in quotes', { tags: ["5"] }],
    [
      { assignments: [{ managedIdentity: ID, role }] },
      "assignments[0].managedIdentity",
      'write "servicePrincipal"',
      { assignments: [{ servicePrincipal: ID, role }] },
    ],
    [
      { assignments: [{ servicePrincipalId: ID, role }] },
      "assignments[0].servicePrincipalId",
      'write "servicePrincipal"',
      { assignments: [{ servicePrincipal: ID, role }] },
    ],
    [
      { assignments: [{ group: ID }] },
      "assignments[0].group",
      'write "principal"',
      { assignments: [{ principal: ID }] },
    ],
    [
      { assignments: [{ principal: ID, role: "Reader" }] },
      "assignments[0].role",
      'declare it under "appRoles", with "User" among its "allowedMemberTypes"',
      {
        appRoles: [{ value: "Reader", allowedMemberTypes: ["User"] }],
        assignments: [{ principal: ID, role: "Reader" }],
      },
    ],
    [
      { graphPermissions: [{ name: "Directory.Read.All", type: "Role" }] },
      "graphPermissions[0].type",
      'write "application"',
      { graphPermissions: [{ name: "Directory.Read.All", type: "application" }] },
    ],
    [
      { graphPermissions: [{ permission: "User.Read" }] },
      "graphPermissions[0].permission",
      'write "name"',
      { graphPermissions: [{ name: "User.Read" }] },
    ],
    [
      { graphPermissions: ["https://graph.microsoft.com/User.Read"] },
      "graphPermissions[0]",
      'write "User.Read"',
      { graphPermissions: ["User.Read"] },
    ],
    [
      { graphPermissions: ["E1FE6DD8-BA31-4D61-89E7-88639DA4683D"] },
      "graphPermissions[0]",
      'write "User.Read"',
      { graphPermissions: ["User.Read"] },
    ],
    [
      { accessRole: false },
      "accessRole",
      'write "none" or a value of "appRoles"',
      { accessRole: "none" },
    ],
    [
      { registration: { mode: "existing", appId: ID } },
      "registration.appId",
      'write "clientId"',
      { registration: { mode: "existing", clientId: ID } },
    ],
    [
      { clients: [{ client: "azureCli", scopes: "access_as_producer" }] },
      "clients[0].scopes",
      'write ["access_as_producer"]',
      { clients: [{ client: "azureCli", scopes: ["access_as_producer"] }] },
    ],
    [
      { appRoles: [{ value: role, allowedMemberTypes: ["Users/Groups"] }] },
      "appRoles[0].allowedMemberTypes[0]",
      'write "User"',
      { appRoles: [{ value: role, allowedMemberTypes: ["User"] }] },
    ],
    [
      { scopes: [{ name: "access_as_producer" }] },
      "scopes[0].name",
      'write "value"',
      { scopes: [{ value: "access_as_producer" }] },
    ],
    [
      { redirectUris: { web: ["https://calls. example/"] } },
      "redirectUris.web[0]",
      "write each address out, without them",
      { redirectUris: { web: ["https://calls.example/"] } },
    ],
  ];

describe("mistakes that people bring from elsewhere", () => {
  for (const [wrong, key, remedy, right] of MISTAKES) {
    it(`are one problem each: ${JSON.stringify(wrong)}`, () => {
      assert.deepEqual(
        problemsOf(wrong).map((problem) => [problem.key, problem.remedy]),
        [[key, remedy]],
      );
      assert.deepEqual(problemsOf(right), []);
    });
  }
});
