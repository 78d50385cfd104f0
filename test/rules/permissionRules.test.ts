/**
 * Proves the rules of scopes and app roles, each with a value that keeps it and
 * one that breaks it, message by message. Cannot prove that Entra ID has these rules: their sources
 * stand in the code.
 */
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

describeRules("the rules of scopes and app roles", [
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
      remedy: "write a text or take it out",
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
      remedy: 'give "scopes[1]" an "id" of its own (any new UUID)',
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
    "an app role's member types are a list that is not empty",
    { appRoles: [{ value: "r", allowedMemberTypes: ["User"] }] },
    { appRoles: [{ value: "r", allowedMemberTypes: "none" }] },
    {
      key: "appRoles[0].allowedMemberTypes",
      value: "none",
      rule: "must be a list",
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
