/**
 * Proves each rule of the key "registration" that config alone can break: one config that keeps it,
 * one that breaks it.
 */
import assert from "node:assert/strict";
import { KEYS } from "../../components/rules/keys";
import { describeRules, identity, problemsOf, specOf } from "../support/ruleTable";
import type { Config } from "../support/stackRun";

const CLIENT_ID = "cccccccc-0000-4000-8000-000000000003";
const registration = { mode: "existing", clientId: CLIENT_ID };
const adopted = { mode: "adopt", clientId: CLIENT_ID };
const FORMS = {
  rule: 'must be "create", or a map of mode (existing or adopt) and clientId',
  remedy: 'write {mode: existing, clientId: <the registration\'s "Application (client) ID">}',
};

describeRules("the rules of the registration", [
  [
    "it is made, or there",
    { registration: "create" },
    { registration: "existing" },
    { key: "registration", value: "existing", ...FORMS },
  ],
  [
    "it is a text or a map",
    { registration },
    { registration: [registration] },
    { key: "registration", value: [registration], ...FORMS },
  ],
  [
    "one that is there has a mode that the program knows",
    { registration: adopted },
    { registration: { ...registration, mode: "adpot" } },
    {
      key: "registration.mode",
      value: "adpot",
      rule: 'must be one of "existing", "adopt"',
      remedy: 'write "adopt"',
    },
  ],
  [
    "only one that is adopted has parts to import",
    { registration: { ...adopted, imports: { uri: "/applications/…" } } },
    { registration: { ...registration, imports: { uri: "/applications/…" } } },
    {
      key: "registration.imports",
      value: { uri: "/applications/…" },
      rule: "must be left out in mode existing: what is imported, a destroy deletes",
      remedy: "take it out, or write mode: adopt",
    },
  ],
  [
    "import ids are a map",
    { registration: { ...adopted, imports: {} } },
    { registration: { ...adopted, imports: ["/applications/…"] } },
    {
      key: "registration.imports",
      value: ["/applications/…"],
      rule: "must be a map of parts and import ids",
      remedy: 'take it out: "npm run adopt" writes it',
    },
  ],
  [
    "import ids are texts",
    { registration: { ...adopted, imports: {} } },
    { registration: { ...adopted, imports: { uri: 1 } } },
    {
      key: "registration.imports.uri",
      value: 1,
      rule: "must be text",
      remedy: 'write "1", in quotes',
    },
  ],
  [
    "one that is adopted keeps its redirect URIs",
    { registration: adopted, redirectUris: {}, owners: [CLIENT_ID] },
    { registration: adopted, redirectUris: { web: ["https://calls.example/"] } },
    {
      key: "redirectUris",
      value: { web: ["https://calls.example/"] },
      rule: "must be left out where a registration is adopted: the provider would own whole lists, and take away what others add to them",
      remedy: "take it out, and change that in the portal",
    },
  ],
  [
    "one that is adopted keeps its tags",
    { registration: adopted, tags: [] },
    { registration: adopted, tags: ["a"] },
    {
      key: "tags",
      value: ["a"],
      rule: "must be left out where a registration is adopted: the provider writes tags with a whole registration only",
      remedy: "take it out, and change that in the portal",
    },
  ],
  [
    "one that is adopted may have any identifier URI already",
    { registration: adopted, tokenVersion: 1, identifierUris: ["api://calls"] },
    { tokenVersion: 1, identifierUris: ["api://calls"] },
    {
      key: "identifierUris[0]",
      value: "api://calls",
      rule: 'must, with "tokenVersion" 1, hold {clientId} or {tenantId}, or name a domain that the tenant has verified',
      remedy: 'write "api://{tenantId}/calls", or set "tokenVersion" to 2',
    },
  ],
  [
    "one that is there is named by its client id",
    { registration: { ...registration, clientId: CLIENT_ID.toUpperCase() } },
    { registration: { ...registration, clientId: "Calls" } },
    {
      key: "registration.clientId",
      value: "Calls",
      rule: "must be the client id of the registration (a UUID)",
      remedy: 'write the "Application (client) ID" that the portal shows',
    },
  ],
  [
    "one that is there is had in one of two ways",
    { registration },
    { registration: { clientId: CLIENT_ID } },
    {
      key: "registration.mode",
      value: undefined,
      rule: 'must be one of "existing", "adopt"',
      remedy: 'choose from "existing", "adopt"',
    },
  ],
  [
    "a new one has no scopes to name",
    { registration, scopes: ["read"] },
    { scopes: ["read"] },
    {
      key: "scopes[0]",
      value: "read",
      rule: 'must be a map of keys and values: only mode "existing" names scopes that are there by their values alone',
      remedy: "write {value: read}",
    },
  ],
  [
    "a scope of one that is there is named once",
    { registration, scopes: ["read", { value: "write" }] },
    { registration, scopes: ["read", "read"] },
    { key: "scopes[1]", value: "read", rule: 'must not repeat "scopes[0]"', remedy: "remove it" },
  ],
  [
    "a scope that is added to one that is there has the derived id",
    { registration, scopes: [{ value: "write" }] },
    { registration, scopes: [{ value: "write", id: CLIENT_ID }] },
    {
      key: "scopes[0].id",
      value: CLIENT_ID,
      rule: "must be left out where the registration is another's: the stack knows the scopes that it adds by their derived ids",
      remedy: "take it out; a scope that is there already is named by its value alone, as a text",
    },
  ],
  [
    "only clients on one of others are pre-authorized elsewhere",
    { registration, clients: [{ client: "vsCode", elsewhere: true }] },
    { clients: [{ client: "vsCode", elsewhere: true }] },
    {
      key: "clients[0].elsewhere",
      value: true,
      rule: 'must be left out but in mode "existing": here the stack pre-authorizes its clients itself',
      remedy: "take it out",
    },
  ],
  [
    "a map names one that is there",
    { registration },
    { registration: { mode: "create", clientId: CLIENT_ID } },
    {
      key: "registration.mode",
      value: "create",
      rule: 'must be "existing" or "adopt" in a map',
      remedy: "write registration: create",
    },
  ],
  [
    "a client id is a UUID, also where a number is written",
    { registration },
    { registration: { mode: "existing", clientId: 12 } },
    {
      key: "registration.clientId",
      value: 12,
      rule: "must be the client id of the registration (a UUID)",
      remedy: 'write the "Application (client) ID" that the portal shows',
    },
  ],
  [
    "what must be left out is not corrected as well",
    { registration },
    { registration, identifierUris: ["nonsense/"] },
    {
      key: "identifierUris",
      value: ["nonsense/"],
      rule: 'must be left out where "registration" names one that is there: the stack does not own it, and leaves its identifier URIs alone',
      remedy: "take it out, and have whoever owns the registration change that there",
    },
  ],
  [
    "a client's scopes are among those that are named or added",
    {
      registration,
      scopes: ["read", { value: "write" }],
      clients: [{ client: "vsCode", scopes: ["read", "write"] }],
    },
    {
      registration,
      scopes: ["read"],
      clients: [{ client: "vsCode", scopes: ["write"] }],
    },
    {
      key: "clients[0].scopes[0]",
      value: "write",
      rule: "must be the value of a declared scope",
      remedy: 'choose from "read"',
    },
  ],
]);

describe("keys that mean owning", () => {
  for (const [key, { owns }] of Object.entries<{ readonly owns?: string }>(KEYS)) {
    if (owns === undefined) continue;
    it(`are refused where others own the registration, whatever they say: ${key}`, () => {
      assert.deepEqual(problemsOf({ registration, [key]: "other" }), [
        {
          key,
          value: "other",
          rule: `must be left out where "registration" names one that is there: the stack does not own it, and leaves ${owns} alone`,
          remedy: "take it out, and have whoever owns the registration change that there",
        },
      ]);
    });
  }

  it("may say what they say by default, or ask for nothing", () => {
    assert.deepEqual(problemsOf({ registration, displayName: "", tags: [], appRoles: [] }), []);
    assert.deepEqual(problemsOf({ registration, identifierUris: ["api://{clientId}"] }), []);
  });

  it("are all keys but those that a stack on a registration of others needs", () => {
    const needed = ["clients", "scopes", "tokenVersion", "producers", "accessRole", "protect"];
    assert.deepEqual(
      Object.entries<{ readonly owns?: string }>(KEYS)
        .filter(([, { owns }]) => owns === undefined)
        .map(([key]) => key)
        .sort(),
      ["registration", "verifyToken", ...needed].sort(),
    );
  });

  it("leave the others alone", () => {
    const others: Config = { tokenVersion: 1, protect: true, verifyToken: true, accessRole: "R" };
    assert.deepEqual(problemsOf({ registration, producers: CLIENT_ID, ...others }), []);
  });
});

describe("a stack that does not say whether it is protected", () => {
  it("is where it adopts a registration, and only there", () => {
    const adopted = { mode: "adopt", clientId: CLIENT_ID };
    const cases: Config[] = [{}, { registration }, { registration: adopted }];
    assert.deepEqual(
      cases.map((config) => specOf(config).protect),
      [false, false, true],
    );
    assert.equal(specOf({ registration: adopted, protect: false }).protect, false);
  });
});

describe("a registration that is there", () => {
  it("comes to its client id, the scopes that are meant, and whose stack it is", () => {
    const existing = { mode: "existing", clientId: CLIENT_ID, identity };
    const comesTo = (config: Config) => {
      const spec = specOf({ registration, ...config });
      return [spec.registration, spec.scopes.map(({ value }) => value), spec.clients[0]?.scopes];
    };
    assert.deepEqual(comesTo({}), [{ ...existing, scopes: undefined }, [], []]);
    assert.deepEqual(comesTo({ scopes: ["read", { value: "write" }] }), [
      { ...existing, scopes: ["read"] },
      ["write"],
      ["read", "write"],
    ]);
  });
});
