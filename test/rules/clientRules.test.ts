/**
 * Proves the rules of clients, each with a value that keeps it and one that breaks it, message by
 * message. Cannot prove that Entra ID has these rules: their sources stand in the code.
 */
import { describeRules } from "../support/ruleTable";

const ID = "11111111-1111-4111-8111-111111111111";
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const CLIENT_NAMES = '"azureCli", "azurePowerShell", "visualStudio", "visualStudioMsa", "vsCode"';

describeRules("the rules of clients", [
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
    "a client's scopes are a list that is not empty",
    { clients: [{ client: "vsCode", scopes: ["access_as_producer"] }] },
    { clients: [{ client: "vsCode", scopes: "none" }] },
    {
      key: "clients[0].scopes",
      value: "none",
      rule: "must be a list",
      remedy: "name scopes, or leave the key out to mean all of them",
    },
  ],
  [
    "clients need scopes",
    { scopes: [], clients: [] },
    { scopes: [] },
    {
      key: "clients",
      value: ["azureCli"],
      rule: "must be empty where there are no scopes: there is nothing to authorize",
      remedy: 'declare a scope, or write "clients: []"',
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
]);
