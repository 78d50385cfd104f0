/**
 * Proves that a run which is killed at any moment, between any two changes of what lies on the
 * disk, leaves what the next run settles: one registration, as if nothing had happened. It cannot
 * prove what a disk does with half a write; kills.test.ts kills processes.
 */
import assert from "node:assert/strict";
import type { Result } from "../../engine";
import { messagesOf } from "../engine/harness";
import type { Scenario, ScenarioResource } from "../engine/scenario";
import { SEED, someOf } from "../support/fuzzing";
import { madeIn, makeWorld, type Moment, type World } from "./world";

const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";
const DEPLOYER = "dddddddd-0000-4000-8000-0000000000ff";
const USER = "bbbbbbbb-0000-4000-8000-000000000002";
const idOf = (number: number): string => `11111111-0000-4000-8000-00000000000${number}`;
const ROLE = idOf(9);

interface Wanted {
  readonly name: string;
  readonly text: string;
  readonly scopes: readonly number[];
  readonly uri: string;
  readonly members: readonly string[];
}
const FIRST: Wanted = {
  name: "An API",
  text: "first",
  scopes: [1, 2],
  uri: "one",
  members: [USER],
};

/** One resource of each kind that the program and its modes have, and what they depend on. */
function scenarioOf({ name, text, scopes, uri, members }: Wanted): Scenario {
  const of = (
    module: string,
    name: string,
    props: ScenarioResource["props"],
    options: ScenarioResource["options"] = {},
  ): ScenarioResource => {
    const type = `azuread:index/${module.charAt(0).toLowerCase()}${module.slice(1)}:${module}`;
    return { name, type, ...(props && { props }), options };
  };
  const applicationId = "${root.id}";
  const other = "${registration.id}";
  const allowedMemberTypes = ["User"];
  return {
    resources: [
      of(
        "Application",
        "root",
        {
          displayName: name,
          preventDuplicateNames: true,
          owners: [DEPLOYER, USER],
          api: { requestedAccessTokenVersion: 2 },
          appRoles: [
            {
              id: ROLE,
              value: "Role",
              displayName: "Role",
              description: text,
              allowedMemberTypes,
              enabled: true,
            },
          ],
        },
        {
          ignoreChanges: [
            "identifierUris",
            "api.oauth2PermissionScopes",
            "oauth2PermissionScopeIds",
          ],
        },
      ),
      of("ApplicationIdentifierUri", "uri", {
        applicationId,
        identifierUri: `https://sandbox.example/${uri}`,
      }),
      ...scopes.map((number) =>
        of("ApplicationPermissionScope", `scope${number}`, {
          applicationId,
          scopeId: idOf(number),
          value: `scope${number}`,
          adminConsentDisplayName: text,
          adminConsentDescription: text,
        }),
      ),
      of("ApplicationPreAuthorized", "client", {
        applicationId,
        authorizedClientId: AZURE_CLI,
        permissionIds: scopes.map((number) => `\${scope${number}.scopeId}`),
      }),
      of("ServicePrincipal", "principal", { clientId: "${root.clientId}", owners: [DEPLOYER] }),
      of("Group", "group", {
        displayName: "Producers",
        securityEnabled: true,
        preventDuplicateNames: true,
        owners: [DEPLOYER],
        members,
      }),
      of("AppRoleAssignment", "assignment", {
        appRoleId: ROLE,
        principalObjectId: "${group.objectId}",
        resourceObjectId: "${principal.objectId}",
      }),
      of("ApplicationRegistration", "registration", { displayName: "Another API" }),
      of("ApplicationAppRole", "role", {
        applicationId: other,
        roleId: ROLE,
        value: "Role",
        displayName: text,
        description: text,
        allowedMemberTypes,
      }),
      of("ApplicationOptionalClaims", "claims", {
        applicationId: other,
        idTokens: [{ name: "groups", additionalProperties: ["emit_as_roles"] }],
      }),
      of("ApplicationApiAccess", "access", {
        applicationId: other,
        apiClientId: MICROSOFT_GRAPH,
        scopeIds: [idOf(7)],
      }),
      of("ApplicationOwner", "owner", { applicationId: other, ownerObjectId: USER }),
      of("ApplicationKnownClients", "known", { applicationId: other, knownClientIds: [AZURE_CLI] }),
    ],
  };
}

const CHANGES: readonly (readonly [string, Wanted])[] = [
  ["texts and members", { ...FIRST, name: "Renamed", text: "second", members: [] }],
  ["parts: one goes, one comes, one is replaced", { ...FIRST, scopes: [2, 3], uri: "two" }],
];

describe(`a run that is killed at any moment, by seed ${SEED}`, function () {
  this.timeout(600_000);
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });
  afterEach(() => world.remove());

  const up = async (scenario: Scenario, refresh = true): Promise<Result> => {
    const result = await world.up(scenario, { refresh });
    assert.equal(result.ok, true, messagesOf(result).join("\n"));
    return result;
  };
  const made = (scenario: Scenario): unknown => madeIn(world.directory, JSON.stringify(scenario));

  /** Runs on from some moments, and compares what is there then. */
  async function fromEach(
    moments: readonly Moment[],
    scenario: Scenario,
    run: () => Promise<unknown>,
    expected: unknown,
  ): Promise<void> {
    for (const moment of someOf(moments, 6)) {
      const title = `moment ${moments.indexOf(moment)}, ${moment.after}`;
      world.goTo(moment);
      try {
        await run();
      } catch (error) {
        throw new Error(title, { cause: error });
      }
      assert.deepEqual(made(scenario), expected, title);
    }
  }

  const scenario = scenarioOf(FIRST);
  for (const refresh of [true, false]) {
    const how = refresh ? "" : ", also without a refresh";

    it(`makes one of each in the end${how}`, async () => {
      const moments = await world.momentsOf(() => up(scenario));
      assert.ok(moments.length > 40, `only ${moments.length} moments`);
      const run = async (): Promise<void> => {
        await up(scenario, refresh);
        assert.deepEqual(Object.keys((await up(scenario)).changes), ["same"]);
      };
      await fromEach(moments, scenario, run, made(scenario));
    });

    for (const [title, wanted] of CHANGES) {
      it(`changes ${title} in the end, or back again${how}`, async () => {
        const after = scenarioOf(wanted);
        await up(scenario);
        const original = made(scenario);
        const moments = await world.momentsOf(() => up(after));
        await fromEach(moments, after, () => up(after, refresh), made(after));
        await fromEach(moments, scenario, () => up(scenario, refresh), original);
      });
    }
  }

  it("leaves nothing after a destroy, whether that or what came before it was killed", async () => {
    const nothing = made(scenario);
    const making = await world.momentsOf(() => up(scenario));
    const leaving = await world.momentsOf(() => world.destroy());
    const run = async (): Promise<void> => {
      const result = await world.destroy();
      assert.equal(result.ok, true, messagesOf(result).join("\n"));
    };
    await fromEach([...making, ...leaving], scenario, run, nothing);
  });

  it("is settled by a refresh too, which changes nothing in the directory", async () => {
    const moments = await world.momentsOf(() => up(scenario));
    const expected = made(scenario);
    for (const moment of someOf(moments, 6)) {
      world.goTo(moment);
      const before = structuredClone(world.directory);
      const result = await world.refresh();
      assert.equal(result.ok, true, messagesOf(result).join("\n"));
      assert.deepEqual(world.directory, before);
      const next = await up(scenario);
      assert.deepEqual(messagesOf(next), [], "the refresh has left nothing open");
      assert.deepEqual(made(scenario), expected, moment.after);
    }
  });
});
