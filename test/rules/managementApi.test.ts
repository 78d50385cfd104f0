/**
 * Proves what a stack's config comes to: the BDK's registration where it is silent, fixed ids, one
 * order. The mocks and the engine prove what the program makes of that.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { deriveId } from "../../components/rules/ids";
import { withDefaults } from "../../components/rules/config";
import { CONFIG_KEYS, DEFAULTS } from "../../components/rules/keys";
import { identity, specOf } from "../support/ruleTable";

describe("the specification of a stack", () => {
  it("is the BDK's registration where config is silent", () => {
    const text = "Access Broadcaster for Teams as producer";
    // The other defaults stay as they are written, and the next test holds those.
    assert.deepEqual(specOf({}), {
      ...withDefaults({}),
      registration: { mode: "create" },
      displayName: "BDK Management API (dev)",
      scopes: [
        {
          value: "access_as_producer",
          id: "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597",
          pinned: false,
          consent: "adminsAndUsers",
          adminConsentDisplayName: text,
          adminConsentDescription: text,
          userConsentDisplayName: text,
          userConsentDescription: text,
        },
      ],
      appRoles: [
        {
          value: "ManagementAPI.AccessAll",
          id: "02b36f77-2827-51ec-8ce4-80a6da6b2505",
          pinned: false,
          displayName: "AccessAll",
          description: "Access to Management API",
          allowedMemberTypes: ["Application"],
        },
      ],
      clients: [
        {
          clientId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
          elsewhere: false,
          scopes: ["access_as_producer"],
        },
      ],
      graphPermissions: ["User.Read", "offline_access"].map((name) => ({ name, type: undefined })),
      redirectUris: { web: [], singlePage: [], publicClient: [] },
      producers: { kind: "none" },
      groupMembershipClaims: ["SecurityGroup"],
      accessRole: "ManagementAPI.AccessAll",
      protect: false,
    });
  });

  it("has the defaults that Pulumi.yaml shows", () => {
    const project = parse(
      readFileSync(path.join(__dirname, "..", "..", "Pulumi.yaml"), "utf8"),
    ) as { config: Record<string, { default: unknown; description?: string }> };
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(project.config).map(([key, value]) => [key, value.default]),
      ),
      DEFAULTS,
    );
    assert.deepEqual(
      Object.entries(project.config).filter(([, { description }]) => !description),
      [],
      "every key has a description",
    );
  });

  it("is what Pulumi.dev.yaml spells out", () => {
    const stack = parse(
      readFileSync(path.join(__dirname, "..", "..", "Pulumi.dev.yaml"), "utf8"),
    ) as { config: Record<string, unknown> };
    const config = Object.fromEntries(
      Object.entries(stack.config).map(([key, value]) => [
        key.replace(/^management-api:/, ""),
        value,
      ]),
    );
    assert.deepEqual(Object.keys(config).sort(), [...CONFIG_KEYS].sort());
    assert.deepEqual(specOf(config), specOf({}));
  });

  it("does not depend on the order of any list", () => {
    const scopes = ["a", "b", "c", "d"].map((value) => ({ value }));
    const appRoles = ["R1", "R2", "R3"].map((value) => ({ value, allowedMemberTypes: ["User"] }));
    const clients = ["azureCli", "vsCode", { client: "visualStudio", scopes: ["b", "a"] }];
    const people = ["zoe@a.example", "11111111-1111-4111-8111-111111111111", "Ann@a.example"];
    const graphPermissions = ["email", "User.Read", { name: "Mail.Read", type: "application" }];
    const shuffled = <T>(list: readonly T[]) =>
      fc.shuffledSubarray([...list], { minLength: list.length });
    fc.assert(
      fc.property(
        shuffled(scopes),
        shuffled(appRoles),
        shuffled(clients),
        shuffled(people),
        shuffled(graphPermissions),
        (s, r, c, p, g) => {
          assert.deepEqual(
            specOf({
              scopes: s,
              appRoles: r,
              clients: c,
              owners: p,
              assignments: p,
              graphPermissions: g,
            }),
            specOf({
              scopes,
              appRoles,
              clients,
              owners: people,
              assignments: people,
              graphPermissions,
            }),
          );
        },
      ),
    );
  });

  it("fills in missing consent texts from their neighbours", () => {
    const [scope] = specOf({
      scopes: [{ value: "a", adminConsentDescription: "All of a" }],
    }).scopes;
    assert.deepEqual(scope, {
      value: "a",
      id: deriveId(identity, "scope", "a"),
      pinned: false,
      consent: "adminsAndUsers",
      adminConsentDisplayName: "a",
      adminConsentDescription: "All of a",
      userConsentDisplayName: "a",
      userConsentDescription: "All of a",
    });
  });

  it("takes pinned ids as they are, in lower case", () => {
    const id = "ABCDEF00-1111-4111-8111-111111111111";
    const spec = specOf({ scopes: [{ value: "a", id }], appRoles: [] });
    assert.deepEqual(
      spec.scopes.map(({ id, pinned }) => ({ id, pinned })),
      [{ id: id.toLowerCase(), pinned: true }],
    );
  });

  it("names a group to create after the stack", () => {
    assert.deepEqual(specOf({ producers: {} }).producers, {
      kind: "created",
      displayName: "BDK Producers (dev)",
      description: "May call the Management API of the Broadcast Development Kit",
      members: [],
      owners: [],
    });
  });
});

describe("derived ids", () => {
  it("are name-based UUIDs that nothing but stack, kind and value changes", () => {
    const part = fc.string({ minLength: 1 });
    const kind = fc.constantFrom("scope" as const, "appRole" as const);
    const input = fc.tuple(part, part, kind, part);
    const idOf = ([project, stack, of, value]: [string, string, "scope" | "appRole", string]) =>
      deriveId({ project, stack }, of, value);
    fc.assert(
      fc.property(input, input, (one, other) => {
        assert.match(
          idOf(one),
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        assert.equal(idOf(one), idOf([...one]));
        assert.equal(idOf(one) === idOf(other), JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it("have not changed since they were first given out", () => {
    // Changing the namespace or the recipe would give every registered scope and role a new id.
    assert.deepEqual(
      [
        deriveId(identity, "scope", "access_as_producer"),
        deriveId(identity, "appRole", "ManagementAPI.AccessAll"),
        deriveId({ project: "management-api", stack: "prod" }, "scope", "access_as_producer"),
      ],
      [
        "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597",
        "02b36f77-2827-51ec-8ce4-80a6da6b2505",
        "ba07efa2-0752-5e24-a86a-f00f9e452c98",
      ],
    );
  });
});
