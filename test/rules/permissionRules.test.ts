/**
 * Proves the rules of scopes, app roles and Graph permissions, each with a value that keeps it and
 * one that breaks it, message by message. Cannot prove that Entra ID has these rules: their sources
 * stand in the code.
 */
import assert from "node:assert/strict";
import { checkLookedUp } from "../../components/rules/graphPermissions";
import { deriveId } from "../../components/rules/ids";
import { describeRules, identity } from "../support/ruleTable";

const ID = "11111111-1111-4111-8111-111111111111";
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const KNOWN_SCOPE_KEYS =
  '"value", "id", "consent", "adminConsentDisplayName", "adminConsentDescription", "userConsentDisplayName", "userConsentDescription"';

function many(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `22222222-2222-4222-8222-${index.toString(16).padStart(12, "0")}`,
  );
}

describeRules("the rules of scopes, app roles and Graph permissions", [
  [
    "scopes is a list",
    { scopes: [{ value: "a" }] },
    { scopes: "a" },
    { key: "scopes", value: "a", rule: "must be a list", remedy: 'write [{"value":"a"}]' },
  ],
  [
    "a scope is a map",
    { scopes: [{ value: "a" }] },
    { scopes: ["a"] },
    {
      key: "scopes[0]",
      value: "a",
      rule: 'must be a map of keys and values: only mode "existing" names scopes that are there by their values alone',
      remedy: "write {value: a}",
    },
  ],
  [
    "a scope has a value",
    { scopes: [{ value: "a" }] },
    { scopes: [{}] },
    { key: "scopes[0].value", value: undefined, rule: "is required", remedy: "add it" },
  ],
  [
    "a scope's value is not empty",
    { scopes: [{ value: "a" }] },
    { scopes: [{ value: "" }] },
    {
      key: "scopes[0].value",
      value: "",
      rule: "must not be empty",
      remedy: 'name it, e.g. "access_as_producer"',
    },
  ],
  [
    "a scope's value has Entra's characters",
    { scopes: [{ value: "az09:!#$%&'()*+,-./;<=>?@[]^_`{|}~" }] },
    { scopes: [{ value: "a b" }] },
    {
      key: "scopes[0].value",
      value: "a b",
      rule: "must hold only letters, digits and :!#$%&'()*+,-./;<=>?@[]^_`{|}~ (no spaces)",
      remedy: 'write "a_b" for example',
    },
  ],
  [
    "a scope's value does not start with a full stop",
    { scopes: [{ value: "a.b" }] },
    { scopes: [{ value: ".default" }] },
    {
      key: "scopes[0].value",
      value: ".default",
      rule: "must not start with a full stop",
      remedy: 'write "default"',
    },
  ],
  [
    "a scope's value has at most 120 characters",
    { scopes: [{ value: "v".repeat(120) }] },
    { scopes: [{ value: "v".repeat(121) }] },
    {
      key: "scopes[0].value",
      value: "v".repeat(121),
      rule: "must be at most 120 characters",
      remedy: "shorten it by 1",
    },
  ],
  [
    "a scope's consent is one of two names",
    { scopes: [{ value: "a", consent: "adminsOnly" }] },
    { scopes: [{ value: "a", consent: "adminOnly" }] },
    {
      key: "scopes[0].consent",
      value: "adminOnly",
      rule: 'must be one of "adminsAndUsers", "adminsOnly"',
      remedy: 'write "adminsOnly"',
    },
  ],
  [
    "a scope's texts for administrators are not empty",
    { scopes: [{ value: "a", userConsentDescription: "" }] },
    { scopes: [{ value: "a", adminConsentDescription: "" }] },
    {
      key: "scopes[0].adminConsentDescription",
      value: "",
      rule: "must hold text, with no blanks around it",
      remedy: "write a text or leave the key out",
    },
  ],
  [
    "a scope's id is a UUID",
    { scopes: [{ value: "a", id: ID }] },
    { scopes: [{ value: "a", id: "one" }] },
    {
      key: "scopes[0].id",
      value: "one",
      rule: "must be a UUID",
      remedy: 'write it as "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", digits and a to f only',
    },
  ],
  [
    "a scope has no unknown keys, with the likely one named",
    { scopes: [{ value: "a" }] },
    { scopes: [{ value: "a", adminConsentDisplayname: "x" }] },
    {
      key: "scopes[0].adminConsentDisplayname",
      value: "x",
      rule: "is not a known key",
      remedy: 'write "adminConsentDisplayName"',
    },
  ],
  [
    "a scope has no unknown keys, with all named where none is likely",
    { scopes: [{ value: "a" }] },
    { scopes: [{ value: "a", x: 1 }] },
    {
      key: "scopes[0].x",
      value: 1,
      rule: "is not a known key",
      remedy: `choose from ${KNOWN_SCOPE_KEYS}`,
    },
  ],
  [
    "no scope value stands twice",
    { scopes: [{ value: "a" }, { value: "b" }] },
    { scopes: [{ value: "a" }, { value: "a" }] },
    {
      key: "scopes[1].value",
      value: "a",
      rule: 'must differ from "scopes[0].value": scopes and app roles share one namespace',
      remedy: "rename or remove one of the two",
    },
  ],
  [
    "scopes and app roles share one namespace",
    { scopes: [{ value: "a" }], appRoles: [{ value: "b" }] },
    { scopes: [{ value: "a" }], appRoles: [{ value: "a" }] },
    {
      key: "appRoles[0].value",
      value: "a",
      rule: 'must differ from "scopes[0].value": scopes and app roles share one namespace',
      remedy: "rename or remove one of the two",
    },
  ],
  [
    "a pinned id is not reserved",
    { scopes: [{ value: "a", id: ID }] },
    { scopes: [{ value: "a", id: CLI.toUpperCase() }] },
    {
      key: "scopes[0].id",
      value: CLI,
      rule: "must not be a reserved id; this one is the client id of Azure CLI",
      remedy: "leave the key out to derive an id, or write one of your own",
    },
  ],
  [
    "a pinned id stands once",
    { scopes: [{ value: "a", id: ID }], appRoles: [{ value: "b" }] },
    { scopes: [{ value: "a", id: ID }], appRoles: [{ value: "b", id: ID }] },
    {
      key: "appRoles[0].id",
      value: ID,
      rule: 'must differ from the id of "scopes[0]" ("a")',
      remedy: "leave the key out to derive an id, or write one of your own",
    },
  ],
  [
    "a pinned id is not another scope's derived one",
    { scopes: [{ value: "b", id: deriveId(identity, "scope", "a") }] },
    { scopes: [{ value: "b", id: deriveId(identity, "scope", "a") }, { value: "a" }] },
    {
      key: "scopes[0].id",
      value: deriveId(identity, "scope", "a"),
      rule: 'must differ from the id of "scopes[1]" ("a")',
      remedy: "leave the key out to derive an id, or write one of your own",
    },
  ],
  [
    "an app role is for somebody",
    { appRoles: [{ value: "r", allowedMemberTypes: ["User", "Application"] }] },
    { appRoles: [{ value: "r", allowedMemberTypes: [] }] },
    {
      key: "appRoles[0].allowedMemberTypes",
      value: [],
      rule: 'must name "Application", "User" or both, each once',
      remedy: 'write ["Application"] for daemons, ["User"] for users and groups',
    },
  ],
  [
    "an app role's member types are known",
    { appRoles: [{ value: "r", allowedMemberTypes: ["User"] }] },
    { appRoles: [{ value: "r", allowedMemberTypes: ["Users"] }] },
    {
      key: "appRoles[0].allowedMemberTypes[0]",
      value: "Users",
      rule: 'must be one of "Application", "User"',
      remedy: 'write "User"',
    },
  ],
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
  [
    "all lists together fit into one registration",
    { knownClients: many(1100) },
    { knownClients: many(1200) },
    {
      key: "scopes",
      value: 1206,
      rule: "must, with app roles, clients and permissions, come to at most 1200 entries",
      remedy: "remove 6 of them",
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
