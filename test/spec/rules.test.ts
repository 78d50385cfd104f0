/**
 * Proves each rule of the config by itself, with a value that keeps it and one that breaks it, message by message, and that
 * all problems of one config come together. Cannot prove that Entra ID has these rules: their sources stand in the code.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { CONFIG_KEYS, parseManagementApi } from "../../components/spec/managementApi";
import { formatProblems, type Problem } from "../../components/spec/problem";
import { deriveId } from "../../components/spec/identity";

const identity = { project: "management-api", stack: "dev" };
const ID = "11111111-1111-4111-8111-111111111111";
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const KNOWN_SCOPE_KEYS =
  '"value", "id", "consent", "adminConsentDisplayName", "adminConsentDescription", "userConsentDisplayName", "userConsentDescription"';
const CLIENT_NAMES = '"azureCli", "azurePowerShell", "visualStudio", "visualStudioMsa", "vsCode"';
const PRINCIPAL = {
  rule: "must be an object id (a UUID) or a user principal name",
  remedy: 'write it as the portal\'s "Object ID", or as "name@your-domain"',
};
const PRODUCERS_FORMS =
  'must be "none", a group\'s object id (a UUID), or a map that describes a group to create';

type Config = Readonly<Record<string, unknown>>;

function problemsOf(config: Config): readonly Problem[] {
  const checked = parseManagementApi(config, identity);
  return checked.ok ? [] : checked.problems;
}

/** Rule by rule: what it says, a config that keeps it, one that breaks it, and the whole problem. */
const RULES: readonly (readonly [title: string, good: Config, bad: Config, problem: Problem])[] = [
  [
    "displayName has at most 120 characters",
    { displayName: "n".repeat(120) },
    { displayName: "n".repeat(123) },
    {
      key: "displayName",
      value: "n".repeat(123),
      rule: "must be at most 120 characters",
      remedy: "shorten it by 3",
    },
  ],
  [
    "displayName has no blanks around it",
    { displayName: "a name" },
    { displayName: " a name " },
    {
      key: "displayName",
      value: " a name ",
      rule: "must hold text, with no blanks around it",
      remedy: 'write "a name"',
    },
  ],
  [
    "displayName holds more than blanks, or nothing at all",
    { displayName: "" },
    { displayName: "  " },
    {
      key: "displayName",
      value: "  ",
      rule: "must hold text, with no blanks around it",
      remedy: "write a text or leave the key out",
    },
  ],
  [
    "displayName has no apostrophe",
    { displayName: "O\u2019Brien" },
    { displayName: "O'Brien" },
    {
      key: "displayName",
      value: "O'Brien",
      rule: "must not hold an apostrophe: the look-up for duplicate names cannot quote it",
      remedy: 'write "O\u2019Brien" or leave it out',
    },
  ],
  [
    "displayName is one line",
    { displayName: "a b" },
    { displayName: "a\nb" },
    {
      key: "displayName",
      value: "a\nb",
      rule: "must be one line without control characters",
      remedy: "take the line breaks and tabs out",
    },
  ],
  [
    "displayName is text",
    { displayName: "5" },
    { displayName: 5 },
    { key: "displayName", value: 5, rule: "must be text", remedy: "write text" },
  ],
  [
    "scopes is a list",
    { scopes: [{ value: "a" }] },
    { scopes: "a" },
    { key: "scopes", value: "a", rule: "must be a list", remedy: "write a list" },
  ],
  [
    "a scope is a map",
    { scopes: [{ value: "a" }] },
    { scopes: ["a"] },
    {
      key: "scopes[0]",
      value: "a",
      rule: "must be a map of keys and values",
      remedy: "write a map of keys and values",
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
    "a scope's texts are not empty",
    { scopes: [{ value: "a", userConsentDescription: "May a" }] },
    { scopes: [{ value: "a", userConsentDescription: "" }] },
    {
      key: "scopes[0].userConsentDescription",
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
    "a client's name is known, with the likely one named",
    { clients: ["azureCli"] },
    { clients: ["azureCLI"] },
    {
      key: "clients[0]",
      value: "azureCLI",
      rule: "must be a known client's name or a client id (a UUID)",
      remedy: 'write "azureCli"',
    },
  ],
  [
    "a client's name is not one that every JavaScript object has",
    { clients: [ID] },
    { clients: ["constructor"] },
    {
      key: "clients[0]",
      value: "constructor",
      rule: "must be a known client's name or a client id (a UUID)",
      remedy: `choose from ${CLIENT_NAMES}, or write the client id`,
    },
  ],
  [
    "a client is a name, an id or a map",
    { clients: [{ client: "vsCode" }] },
    { clients: [5] },
    {
      key: "clients[0]",
      value: 5,
      rule: "must be a known client's name, a client id, or a map of client and scopes",
      remedy: `choose from ${CLIENT_NAMES}, or write the client id`,
    },
  ],
  [
    "a client is not Microsoft Graph",
    { clients: [ID] },
    { clients: ["00000003-0000-0000-c000-000000000000"] },
    {
      key: "clients[0]",
      value: "00000003-0000-0000-c000-000000000000",
      rule: "must be the id of a client application; this id is reserved",
      remedy: "write the client's own application (client) id",
    },
  ],
  [
    "no client stands twice, by name and by id",
    { clients: ["azureCli", "vsCode"] },
    { clients: ["azureCli", CLI] },
    {
      key: "clients[1]",
      value: CLI,
      rule: 'must not name the same client as "clients[0]"',
      remedy: "merge the two entries",
    },
  ],
  [
    "a client asks for scopes that are there",
    { clients: [{ client: "vsCode", scopes: ["access_as_producer"] }] },
    { clients: [{ client: "vsCode", scopes: ["access_as_produce"] }] },
    {
      key: "clients[0].scopes[0]",
      value: "access_as_produce",
      rule: "must be the value of a declared scope",
      remedy: 'write "access_as_producer"',
    },
  ],
  [
    "a client asks for a scope once",
    { clients: [{ client: "vsCode", scopes: ["access_as_producer"] }] },
    { clients: [{ client: "vsCode", scopes: ["access_as_producer", "access_as_producer"] }] },
    {
      key: "clients[0].scopes[1]",
      value: "access_as_producer",
      rule: "must not be listed twice",
      remedy: "remove it",
    },
  ],
  [
    "a client asks for some scope",
    { clients: [{ client: "vsCode" }] },
    { clients: [{ client: "vsCode", scopes: [] }] },
    {
      key: "clients[0].scopes",
      value: [],
      rule: "must name at least one scope",
      remedy: "name scopes, or leave the key out to mean all of them",
    },
  ],
  [
    "clients need scopes",
    { scopes: [], clients: [] },
    { scopes: [] },
    {
      key: "clients",
      value: [CLI],
      rule: "must be empty where there are no scopes: there is nothing to authorize",
      remedy: 'declare a scope, or write "clients: []"',
    },
  ],
  [
    "producers is none, an id or a map",
    { producers: ID },
    { producers: "None" },
    { key: "producers", value: "None", rule: PRODUCERS_FORMS, remedy: 'write "none"' },
  ],
  [
    "producers is not a list",
    { producers: "none" },
    { producers: [ID] },
    {
      key: "producers",
      value: [ID],
      rule: PRODUCERS_FORMS,
      remedy: 'write "none", the group\'s "Object ID", or a map with "members"',
    },
  ],
  [
    "a member of the producers is an id or a user principal name",
    { producers: { members: [ID, "guest_contoso.com#EXT#@fabrikam.example"] } },
    { producers: { members: ["dana"] } },
    { key: "producers.members[0]", value: "dana", ...PRINCIPAL },
  ],
  [
    "no member of the producers stands twice, whatever the capitals",
    { producers: { members: ["dana@a.example", "robin@a.example"] } },
    { producers: { members: ["dana@a.example", "Dana@a.example"] } },
    {
      key: "producers.members[1]",
      value: "dana@a.example",
      rule: 'must not repeat "producers.members[0]"',
      remedy: "remove it",
    },
  ],
  [
    "a Graph permission is a name",
    { graphPermissions: ["Some.Permission.All"] },
    { graphPermissions: ["Some Permission"] },
    {
      key: "graphPermissions[0]",
      value: "Some Permission",
      rule: "must be the name of a delegated permission of Microsoft Graph",
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
    "an owner is an id or a user principal name",
    { owners: [ID, "dana@a.example"] },
    { owners: ["00000000-0000-0000-0000-000000000000"] },
    { key: "owners[0]", value: "00000000-0000-0000-0000-000000000000", ...PRINCIPAL },
  ],
  [
    "required assignment comes with somebody assigned",
    { assignmentRequired: true, assignments: [ID] },
    { assignmentRequired: true },
    {
      key: "assignmentRequired",
      value: true,
      rule: "must come with assignments: nobody could get a token (AADSTS50105)",
      remedy: 'list groups or users in "assignments", or set it to false',
    },
  ],
  [
    "assigning the producers needs the group",
    { assignments: ["producers"], producers: ID },
    { assignments: ["producers"] },
    {
      key: "assignments[0]",
      value: "producers",
      rule: 'must name somebody; "producers" is "none" in this stack',
      remedy: 'set "producers" to a group, or write an object id here',
    },
  ],
  [
    "an assigned role is for users",
    {
      appRoles: [{ value: "Read", allowedMemberTypes: ["User"] }],
      assignments: [{ principal: ID, role: "Read" }],
    },
    { assignments: [{ principal: ID, role: "ManagementAPI.AccessAll" }] },
    {
      key: "assignments[0].role",
      value: "ManagementAPI.AccessAll",
      rule: 'must be an app role whose "allowedMemberTypes" has "User"; this one is for applications only',
      remedy:
        'add "User" to the role\'s "allowedMemberTypes", or leave the role out for default access',
    },
  ],
  [
    "an assigned role is declared",
    {
      appRoles: [{ value: "Read", allowedMemberTypes: ["User"] }],
      assignments: [{ principal: ID, role: "Read" }],
    },
    {
      appRoles: [{ value: "Read", allowedMemberTypes: ["User"] }],
      assignments: [{ principal: ID, role: "Raed" }],
    },
    {
      key: "assignments[0].role",
      value: "Raed",
      rule: "must be the value of a declared app role",
      remedy: 'write "Read"',
    },
  ],
  [
    "nobody is assigned twice",
    { assignments: [ID, "dana@a.example"] },
    { assignments: [ID, { principal: ID }] },
    {
      key: "assignments[1]",
      value: ID,
      rule: 'must not repeat "assignments[0]"',
      remedy: "remove it",
    },
  ],
  [
    "a known client is a client id",
    { knownClients: [ID] },
    { knownClients: ["web"] },
    {
      key: "knownClients[0]",
      value: "web",
      rule: "must be a UUID",
      remedy: 'write it as "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", digits and a to f only',
    },
  ],
  [
    "verifyToken needs the Azure CLI",
    { verifyToken: true },
    { verifyToken: true, clients: ["vsCode"] },
    {
      key: "verifyToken",
      value: true,
      rule: "must come with the Azure CLI among the clients: it is what fetches the token",
      remedy: 'add "azureCli" to "clients", or set it to false',
    },
  ],
  [
    "switches are true or false",
    { protect: true },
    { protect: "yes" },
    {
      key: "protect",
      value: "yes",
      rule: "must be true or false",
      remedy: "write true or false",
    },
  ],
  [
    "all lists together fit into one registration",
    { knownClients: many(1100) },
    { knownClients: many(1200) },
    {
      key: "scopes",
      value: 1205,
      rule: "must, with app roles, clients and permissions, come to at most 1200 entries",
      remedy: "remove 5 of them",
    },
  ],
  [
    "a config key is known",
    { displayName: "a" },
    { displayname: "a" },
    {
      key: "displayname",
      value: "a",
      rule: "is not a setting of this program",
      remedy: 'write "displayName"',
    },
  ],
];

function many(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `22222222-2222-4222-8222-${index.toString(16).padStart(12, "0")}`,
  );
}

describe("the rules of the config", () => {
  for (const [title, good, bad, problem] of RULES) {
    it(title, () => {
      assert.deepEqual(problemsOf(good), []);
      assert.deepEqual(problemsOf(bad), [problem]);
    });
  }

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
