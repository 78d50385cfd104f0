/**
 * Proves what the program asks of the directory and what it says of the answers: every combination
 * of mistakes in one message, each by its config key, and nothing registered. Runs under mocks;
 * test/endToEnd shows the same with engine and directory.
 */
import assert from "node:assert/strict";
import { mockIds } from "../support/mockStack";
import type { Config } from "../support/stackRun";
import { role, scope } from "./adoptedFound";
import { outcome } from "./mockComponent";

const DERIVED = "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597";
const OTHER = "11111111-1111-4111-8111-111111111111";
const THIRD = "22222222-2222-4222-8222-222222222222";
const ROLE = "02b36f77-2827-51ec-8ce4-80a6da6b2505";

/** The keys that a refusal names, in order. */
function keysIn(said: string): readonly string[] {
  return [...said.matchAll(/^ {2}\d+\. "([^"]+)"/gm)].map(([, key = ""]) => key);
}

describe("service principals and Graph permissions of two types", () => {
  it("are told by key where they are not found or not clear", async () => {
    const { said, resources } = await outcome(
      {
        assignments: [{ servicePrincipal: OTHER, role: "ManagementAPI.AccessAll" }],
        graphPermissions: ["Some.Both.All", { name: "Some.Scope", type: "application" }],
      },
      {
        graphPermissions: { "Some.Both.All": OTHER, "Some.Scope": THIRD },
        graphRoles: { "Some.Both.All": THIRD },
      },
    );
    assert.equal(
      said,
      [
        'Stack "dev" cannot be deployed: 3 problems',
        '  1. "graphPermissions[0]" is "Some.Both.All"',
        "     Rule: it must say its type: Microsoft Graph has a delegated and an application permission of that name.",
        "     Fix:  write {name: Some.Both.All, type: delegated} to act for a signed-in user, or {name: Some.Both.All, type: application}.",
        '  2. "graphPermissions[1].type" is "application"',
        '     Rule: it must be "delegated": Microsoft Graph has no application permission of that name.',
        '     Fix:  write "delegated", or leave it out.',
        `  3. "assignments[0].servicePrincipal" is "${OTHER}"`,
        "     Rule: it must be the object id or client id of a service principal of this tenant; there is none of that id.",
        '     Fix:  write the "Object ID" or "Application ID" that the portal shows under "Enterprise applications" (not the object id under "App registrations").',
        "Nothing was registered or changed.",
      ].join("\n"),
    );
    assert.deepEqual(resources, []);
  });

  it("are one where two entries mean one service principal", async () => {
    const role = "ManagementAPI.AccessAll";
    const { said } = await outcome(
      { assignments: [OTHER, THIRD].map((servicePrincipal) => ({ servicePrincipal, role })) },
      { servicePrincipals: { [OTHER]: OTHER, [THIRD]: OTHER } },
    );
    assert.match(
      said,
      /"assignments\[1\]"[^]*must not name the same as "assignments\[0\]" once more/,
    );
  });
});

describe("what cannot be found", () => {
  const mistakes: readonly (readonly [key: string, config: Config])[] = [
    ["producers.members[1]", { members: ["dana@a.example", "nobody@a.example"] }],
    ["producers.owners[0]", { owners: ["none@a.example"] }],
    ["graphPermissions[1]", { graphPermissions: ["User.Read", "User.Raed.All"] }],
    ["owners[0]", { owners: ["none@a.example"] }],
    [
      "assignments[0].principal",
      {
        assignments: [
          { principal: "NOBODY@a.example" },
          { servicePrincipal: OTHER, role: "ManagementAPI.AccessAll" },
        ],
      },
    ],
  ];
  const users = { "dana@a.example": THIRD };

  it("is told in one message, whatever comes together, and nothing is registered", async () => {
    for (let mask = 1; mask < 1 << mistakes.length; mask++) {
      const chosen = mistakes.filter((_, index) => (mask & (1 << index)) !== 0);
      const config: Record<string, unknown> = {};
      for (const [key, part] of chosen) {
        if (key.startsWith("producers")) {
          config["producers"] = { ...(config["producers"] as object | undefined), ...part };
        } else {
          Object.assign(config, part);
        }
      }
      const { said, resources } = await outcome(config, {
        users,
        graphPermissions: { "User.Read.All": OTHER },
        servicePrincipals: { [OTHER]: THIRD },
      });
      assert.deepEqual(
        keysIn(said),
        chosen.map(([key]) => key),
      );
      assert.match(said, /\nNothing was registered or changed\.$/);
      assert.deepEqual(resources, []);
    }
  });

  it("leaves out nobody who is found", async () => {
    const { said, resources } = await outcome({ owners: ["Dana@a.example"] }, { users });
    assert.equal(said, "");
    assert.ok(resources.includes("registration"));
  });

  it("is refused where two names turn out to be one user", async () => {
    const { said } = await outcome(
      { assignments: ["Dana@a.example", THIRD, { principal: OTHER }] },
      { users },
    );
    assert.equal(
      said,
      [
        'Stack "dev" cannot be deployed: 1 problem',
        `  1. "assignments[1]" is "${THIRD}"`,
        '     Rule: it must not name the same as "assignments[0]" once more.',
        "     Fix:  remove it.",
        "Nothing was registered or changed.",
      ].join("\n"),
    );
  });
});

describe("ids that are deployed", () => {
  const registration = {
    apis: [
      {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: [scope(DERIVED, "access_as_producer"), scope(OTHER, "admin")],
      },
    ],
    appRoles: [role(ROLE, "ManagementAPI.AccessAll")],
  };
  const admin = { value: "admin", id: OTHER };
  const producer = { value: "access_as_producer" };

  const accepted: readonly (readonly [title: string, config: Config])[] = [
    ["are kept", { scopes: [producer, admin] }],
    ["are pinned as they are", { scopes: [{ ...producer, id: DERIVED }, admin] }],
    ["keep a pinned scope that is renamed", { scopes: [producer, { value: "boss", id: OTHER }] }],
    ["are pinned and renamed in one edit", { scopes: [{ value: "boss", id: DERIVED }, admin] }],
    ["leave with their scopes", { scopes: [producer] }],
    ["do not keep out a new scope", { scopes: [producer, admin, { value: "read" }] }],
    [
      "keep a pinned role that is renamed",
      { scopes: [producer, admin], appRoles: [{ value: "All", id: ROLE }] },
    ],
  ];
  for (const [title, config] of accepted) {
    it(title, async () => {
      assert.equal((await outcome(config, { registration })).said, "");
    });
  }

  const refused: readonly (readonly [title: string, config: Config, keys: readonly string[]])[] = [
    ["are not pinned to others", { scopes: [{ ...producer, id: THIRD }, admin] }, ["scopes[0].id"]],
    ["are not changed", { scopes: [producer, { ...admin, id: THIRD }] }, ["scopes[1].id"]],
    ["are not unpinned to others", { scopes: [{ value: "admin" }, producer] }, ["scopes[0].id"]],
    [
      "do not trade values",
      {
        scopes: [
          { value: "admin", id: DERIVED },
          { value: "access_as_producer", id: OTHER },
        ],
      },
      ["scopes[0].value", "scopes[1].value"],
    ],
    [
      "do not take the value of one that is removed",
      { scopes: [{ value: "access_as_producer", id: OTHER }] },
      ["scopes[0].value"],
    ],
    [
      "of roles are not changed",
      { scopes: [producer, admin], appRoles: [{ value: "ManagementAPI.AccessAll", id: THIRD }] },
      ["appRoles[0].id"],
    ],
    [
      "do not move from scopes to roles",
      { scopes: [producer], appRoles: [{ value: "admin", id: OTHER }] },
      ["appRoles[0].value"],
    ],
    [
      "do not trade values between scopes and roles",
      { scopes: [{ value: "ManagementAPI.AccessAll" }], appRoles: [{ value: "admin" }] },
      ["displayName"],
    ],
    [
      "do not move from scopes to roles of another value",
      { scopes: [producer], appRoles: [{ value: "read", id: OTHER }] },
      ["appRoles[0].id"],
    ],
  ];
  for (const [title, config, keys] of refused) {
    it(title, async () => {
      const { said, resources } = await outcome(config, { registration });
      assert.deepEqual(keysIn(said), keys);
      assert.deepEqual(resources, []);
    });
  }

  it("are told of the name where the registration has none of them", async () => {
    const config = { scopes: [{ ...producer, id: THIRD }], appRoles: [] };
    const { said } = await outcome(config, { registration });
    assert.equal(
      said,
      [
        'Stack "dev" cannot be deployed: 1 problem',
        '  1. "displayName" is "BDK Management API (dev)"',
        `     Rule: it must be the name of the stack's own registration: the one of the client id "cccccccc-0000-4000-8000-000000000003" has it, and none of the ids that config comes to.`,
        `     Fix:  if this stack did not make that registration, choose another "displayName"; if it did, leave ids as they are there (the scope "access_as_producer" is "${DERIVED}"), or take out what is to change, run "pulumi up", put it back and run "pulumi up" again.`,
        "Nothing was registered or changed.",
      ].join("\n"),
    );
  });

  it("are told with the two steps that change them", async () => {
    const { said } = await outcome(
      { scopes: [{ ...producer, id: THIRD }, admin] },
      { registration },
    );
    assert.equal(
      said,
      [
        'Stack "dev" cannot be deployed: 1 problem',
        `  1. "scopes[0].id" is "${THIRD}"`,
        `     Rule: it must stay "${DERIVED}": the registration "Calls" has the scope "access_as_producer" under that id, and no id changes in one "pulumi up".`,
        `     Fix:  write "id: ${DERIVED}"; or, to change it, take "access_as_producer" out of "scopes" and out of all that names it, run "pulumi up", put it back and run "pulumi up" again (until then nobody has it).`,
        "Nothing was registered or changed.",
      ].join("\n"),
    );
  });

  it("keep the token version while an identifier URI stands in the way of another", async () => {
    const registration = {
      identifierUris: ["api://calls", "api://{id}"].map((uri) => uri.replace("{id}", OTHER)),
      apis: [{ requestedAccessTokenVersion: 2 }],
    };
    const { said, resources } = await outcome({ tokenVersion: 1 }, { registration });
    assert.equal(
      said,
      [
        'Stack "dev" cannot be deployed: 1 problem',
        '  1. "tokenVersion" is 1',
        `     Rule: it must stay 2 while the registration "Calls" has the identifier URI "api://calls", "api://${OTHER}": version 1 may not have it.`,
        '     Fix:  take it out of "identifierUris" and run "pulumi up" with version 2, then write version 1 and run "pulumi up" again.',
        "Nothing was registered or changed.",
      ].join("\n"),
    );
    assert.deepEqual(resources, []);
    const own = { ...registration, identifierUris: [`api://${mockIds.clientId}`] };
    assert.equal((await outcome({ tokenVersion: 1 }, { registration: own })).said, "");
  });

  it("are not known where the directory has no registration of the name", async () => {
    assert.equal((await outcome({ scopes: [{ ...producer, id: THIRD }] })).said, "");
  });
});

describe("logical names", () => {
  it("hold the value where the id is derived, and the id where it is pinned", async () => {
    const { resources } = await outcome({
      scopes: [{ value: "read" }, { value: "admin", id: OTHER }],
      appRoles: [{ value: "Use", id: THIRD, allowedMemberTypes: ["User"] }],
      assignments: [{ principal: DERIVED, role: "Use" }],
    });
    assert.deepEqual(
      resources.filter((name) => /^(scope|assignment)-/.test(name)),
      [`assignment-${DERIVED}-${THIRD}`, `scope-${OTHER}`, "scope-read"],
    );
  });
});
