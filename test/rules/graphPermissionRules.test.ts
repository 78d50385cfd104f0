/**
 * Proves the rules of Microsoft Graph's permissions, each with a value that keeps it and one that
 * breaks it, message by message. Cannot prove that Microsoft Graph has these rules: their sources
 * stand in the code.
 */
import assert from "node:assert/strict";
import { checkLookedUp } from "../../components/rules/values/graphPermissions";
import { describeRules } from "../support/ruleTable";

describeRules("the rules of Graph permissions", [
  [
    "a Graph permission is a name",
    { graphPermissions: ["Some.Permission.All"] },
    { graphPermissions: ["Some Permission"] },
    {
      key: "graphPermissions[0]",
      value: "Some Permission",
      rule: "must be the name of a permission of Microsoft Graph",
      remedy: 'write it as the portal shows it, e.g. "User.Read"',
    },
  ],
  [
    "a known Graph permission is spelled with its capitals",
    { graphPermissions: ["User.Read"] },
    { graphPermissions: ["user.read"] },
    {
      key: "graphPermissions[0]",
      value: "user.read",
      rule: "must be spelled with Microsoft Graph's capitals",
      remedy: 'write "User.Read"',
    },
  ],
  [
    "a Graph permission that exists with two types says which",
    {
      graphPermissions: [
        { name: "Directory.Read.All", type: "application" },
        { name: "Directory.Read.All", type: "delegated" },
      ],
    },
    { graphPermissions: ["Directory.Read.All"] },
    {
      key: "graphPermissions[0]",
      value: "Directory.Read.All",
      rule: "must say its type: Microsoft Graph has a delegated and an application permission of that name",
      remedy:
        "write {name: Directory.Read.All, type: delegated} to act for a signed-in user, or {name: Directory.Read.All, type: application}",
    },
  ],
  [
    "a Graph permission exists with its type",
    { graphPermissions: [{ name: "email" }] },
    { graphPermissions: [{ name: "email", type: "application" }] },
    {
      key: "graphPermissions[0].type",
      value: "application",
      rule: 'must be "delegated": Microsoft Graph has no application permission of that name',
      remedy: 'write "delegated", or leave it out',
    },
  ],
  [
    "a Graph permission is of a type that there is",
    { graphPermissions: [{ name: "Some.Permission", type: "application" }] },
    { graphPermissions: [{ name: "Some.Permission", type: "Application" }] },
    {
      key: "graphPermissions[0].type",
      value: "Application",
      rule: 'must be one of "delegated", "application"',
      remedy: 'write "application"',
    },
  ],
  [
    "no Graph permission stands twice, also with its type written out",
    { graphPermissions: ["email", "profile"] },
    { graphPermissions: ["email", { name: "email", type: "delegated" }] },
    {
      key: "graphPermissions[1]",
      value: { name: "email", type: "delegated" },
      rule: 'must not repeat "graphPermissions[0]"',
      remedy: "remove it",
    },
  ],
  [
    "no Graph permission stands twice",
    { graphPermissions: [] },
    { graphPermissions: ["email", "email"] },
    {
      key: "graphPermissions[1]",
      value: "email",
      rule: 'must not repeat "graphPermissions[0]"',
      remedy: "remove it",
    },
  ],
]);

describe("permissions that Microsoft Graph was asked about", () => {
  const published = {
    delegated: { "Application.Read.All": "1" },
    application: { "Application.Read.All": "2", "Application.ReadWrite.OwnedBy": "3" },
    forAdministrators: [],
  };
  const remedyFor = (entry: unknown): string | undefined =>
    checkLookedUp({ graphPermissions: [entry] }, published)[0]?.remedy;
  const LIST = "; the names are listed at https://learn.microsoft.com/graph/permissions-reference";

  it("get the likely name, of their own type where they have one", () => {
    const name = "Application.ReadWrite.Owned";
    const right = `write "Application.ReadWrite.OwnedBy"${LIST}`;
    assert.deepEqual(
      [name, { name, type: "application" }, { name, type: "delegated" }].map(remedyFor),
      [right, right, `correct or remove it${LIST}`],
    );
  });

  it("get none where the name is right", () => {
    assert.equal(remedyFor("Application.ReadWrite.OwnedBy"), undefined);
  });
});
