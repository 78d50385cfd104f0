/**
 * Proves, for each key that changes the registration, that it can be added, changed and taken away
 * again, each in one up: with the real program, the embedded engine and the directory. Nothing
 * drifts in between. The steps that are planned are the first proof that only what the key is for
 * is touched; what the directory stores is the second.
 */
import assert from "node:assert/strict";
import type { Application } from "../../sandbox/directory/model";
import { changesOf, type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

/**
 * One key: config that has it, config that has it otherwise, and what the directory then stores.
 */
interface Case {
  readonly config: Config;
  readonly stored: Stored;
  readonly otherwise: Config;
  readonly storedOtherwise: Stored;
  /** What each step is planned to do. Default: to change the registration, and nothing else. */
  readonly plans?: readonly (readonly string[])[];
}

/**
 * What differs from the stack without the key: whole properties, members of those that have some.
 */
type Stored = {
  readonly [K in keyof Application]?: Application[K] extends unknown[] | null | string
    ? Application[K]
    : Partial<Application[K]>;
};

const CASES: Readonly<Record<string, Case>> = {
  serviceManagementReference: {
    config: { serviceManagementReference: "CMDB-1" },
    stored: { serviceManagementReference: "CMDB-1" },
    otherwise: { serviceManagementReference: "CMDB-2" },
    storedOtherwise: { serviceManagementReference: "CMDB-2" },
  },
  notes: {
    config: { notes: "Ask Dana.\nOr Robin." },
    stored: { notes: "Ask Dana.\nOr Robin." },
    otherwise: { notes: "Ask Robin." },
    storedOtherwise: { notes: "Ask Robin." },
  },
  tags: {
    config: { tags: ["one", "two"] },
    stored: { tags: ["one", "two"] },
    otherwise: { tags: ["two", "three"] },
    storedOtherwise: { tags: ["three", "two"] },
  },
  tokenVersion: {
    config: { tokenVersion: 1 },
    stored: { api: { requestedAccessTokenVersion: 1 } },
    otherwise: { tokenVersion: 2, notes: "2" },
    storedOtherwise: { notes: "2" },
  },
  redirectUris: {
    config: {
      redirectUris: {
        web: ["https://calls.example/a", "https://calls.example/b"],
        singlePage: ["http://localhost:5001/"],
      },
    },
    stored: {
      // In the provider's order.
      web: { redirectUris: ["https://calls.example/b", "https://calls.example/a"] },
      spa: { redirectUris: ["http://localhost:5001/"] },
    },
    otherwise: {
      redirectUris: { web: ["https://calls.example/c"], publicClient: ["http://localhost"] },
    },
    storedOtherwise: {
      web: { redirectUris: ["https://calls.example/c"] },
      publicClient: { redirectUris: ["http://localhost"] },
      isFallbackPublicClient: true,
    },
  },
  graphPermissions: {
    config: { graphPermissions: [{ name: "Directory.Read.All", type: "application" }] },
    stored: {
      requiredResourceAccess: [
        {
          resourceAppId: "00000003-0000-0000-c000-000000000000",
          resourceAccess: [{ id: "7ab1d382-f21e-4acd-a863-ba3e13f7da61", type: "Role" }],
        },
      ],
    },
    otherwise: { graphPermissions: [] },
    storedOtherwise: { requiredResourceAccess: [] },
  },
  groupMembershipClaims: {
    config: { groupMembershipClaims: ["SecurityGroup", "DirectoryRole"] },
    stored: { groupMembershipClaims: "DirectoryRole,SecurityGroup" },
    otherwise: { groupMembershipClaims: "none" },
    storedOtherwise: { groupMembershipClaims: null, optionalClaims: null },
  },
};

describe("keys of the registration", function () {
  this.timeout(120_000);
  let stack: StackRun;
  let plain: Application;

  before(async () => {
    stack = await startStack();
    await deploy({}, []);
    plain = structuredClone(registration());
  });
  after(() => stack.close());

  function registration(): Application {
    const [found] = stack.directory.state.applications.filter(({ displayName }) =>
      displayName.startsWith("BDK Management API"),
    );
    assert.ok(found);
    return found;
  }

  /** Deploys, and sees that nothing is left to do. */
  async function deploy(config: Config, changes: readonly string[] | undefined): Promise<void> {
    await stack.configure(config);
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    if (changes?.length !== 0) assert.deepEqual(changesOf(result), changes);
    assert.deepEqual(changesOf(await stack.preview()), [], "nothing drifts");
  }

  /** The plain registration with some of it changed. */
  function changed(stored: Stored): unknown {
    return {
      ...plain,
      ...Object.fromEntries(
        Object.entries(stored).map(([name, value]) => [
          name,
          typeof value === "object" && value !== null && !Array.isArray(value)
            ? { ...(plain[name as keyof Application] as object), ...value }
            : value,
        ]),
      ),
    };
  }

  for (const [key, test] of Object.entries(CASES)) {
    it(`adds, changes and takes away: ${key}`, async () => {
      const update = ["update registration"];
      const [adding, changing, removing] = test.plans ?? [update, update, update];
      await deploy(test.config, adding);
      assert.deepEqual(registration(), changed(test.stored));
      await deploy(test.otherwise, changing);
      assert.deepEqual(registration(), changed(test.storedOtherwise));
      await deploy({}, removing);
      assert.deepEqual(registration(), plain);
    });
  }

  it("adds, changes and takes away: identifierUris", async () => {
    const { tenantId } = stack.directory;
    const own = `api://${plain.appId}`;
    await deploy({ identifierUris: ["api://{tenantId}/calls", "api://{clientId}"] }, [
      "create uri-api://{tenantId}/calls",
    ]);
    assert.deepEqual(registration().identifierUris, [own, `api://${tenantId}/calls`]);
    await deploy({ identifierUris: ["api://calls"] }, [
      "create uri-api://calls",
      "delete uri",
      "delete uri-api://{tenantId}/calls",
    ]);
    assert.deepEqual(registration().identifierUris, ["api://calls"]);
    const { tokenCommand } = await stack.outputs();
    assert.equal(tokenCommand, "az account get-access-token --resource api://calls");

    await stack.configure({ tokenVersion: 1 });
    assert.match(
      errorsOf(await stack.up()),
      /"tokenVersion" is 1\n.*has the identifier URI "api:\/\/calls"/,
    );
    assert.deepEqual(registration().identifierUris, ["api://calls"], "nothing is changed");

    await deploy({ identifierUris: [] }, ["delete uri-api://calls"]);
    assert.deepEqual(registration().identifierUris, []);
    await deploy({}, ["create uri"]);
    assert.deepEqual(registration(), plain);
  });

  it("changes token version and identifier URIs in one up, where Entra ID allows it", async () => {
    await deploy({ tokenVersion: 1, identifierUris: ["api://{tenantId}/calls"] }, [
      "create uri-api://{tenantId}/calls",
      "delete uri",
      "update registration",
    ]);
    await deploy({ identifierUris: ["api://calls"] }, [
      "create uri-api://calls",
      "delete uri-api://{tenantId}/calls",
      "update registration",
    ]);
    assert.deepEqual(registration().identifierUris, ["api://calls"]);
    assert.equal(registration().api.requestedAccessTokenVersion, 2);
  });
});
