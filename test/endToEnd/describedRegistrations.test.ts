/**
 * Proves of registrations by chance that a stack which adopts one, by the config that describes it,
 * changes exactly what is announced: no more when the import ids are taken out, and after a rename
 * nothing but the name. By the real program, the embedded engine and the directory.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { describeAdopted } from "../../cli/adopt/describeAdopted";
import type { Description } from "../../cli/adopt/description";
import { KNOWN_GRAPH_PERMISSIONS } from "../../components/rules/graphPermissions";
import * as v from "valibot";
import { ServicePrincipalSchema } from "../../sandbox/directory/model";
import { type DirectoryState, SEED } from "../../sandbox/directory";
import { IS_LONG, SEED as RANDOM } from "../../sandbox/test/support/fuzzing";
import { CLIENT_ID, foundIn, register, registration } from "../support/registrations";
import { changesOf, errorsOf, startStack, type StackRun } from "../support/stackRun";

const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
/** As the deployer makes one. */
const NEW_PRINCIPAL = v.parse(ServicePrincipalSchema, {
  appId: CLIENT_ID,
  createdDateTime: "2026-01-01T00:00:00Z",
  id: CLIENT_ID,
  owners: [SEED.deployer.objectId],
  samlSingleSignOnSettings: {},
  published: null,
});
const RUNS = IS_LONG ? 200 : 6;

describe("a registration that is described and adopted", function () {
  this.timeout(IS_LONG ? 7_200_000 : 300_000);
  let stack: StackRun;
  let fresh: DirectoryState;

  before(async () => {
    stack = await startStack();
    fresh = structuredClone(stack.directory.state);
  });
  after(() => stack.close());

  const snapshot = () => ({ ...structuredClone(stack.directory.state), refreshTokens: [] });
  const up = async () => {
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    return changesOf(result);
  };

  it(`changes exactly what is announced (seed ${RANDOM})`, () =>
    fc.assert(
      fc.asyncProperty(registration, async (made) => {
        Object.assign(stack.directory.state, structuredClone(fresh));
        await stack.loseState().catch(() => undefined);
        register(stack.directory.state, made);
        const described = describeAdopted(
          foundIn(stack.directory.state, CLIENT_ID),
          {
            cloud: "public",
            tenantId: SEED.tenantId,
            objectId: SEED.deployer.objectId,
            graphPermissions: KNOWN_GRAPH_PERMISSIONS,
          },
          { project: "management-api", stack: "dev" },
        );
        assert.ok(described.ok, JSON.stringify(described));
        const { config, imports } = described.value;
        const finished = { mode: "adopt", clientId: CLIENT_ID };
        const expected = announced(snapshot(), described.value);

        await stack.configure({ ...config, registration: { ...finished, imports } });
        const steps = await up();
        assert.deepEqual(
          steps.filter((step) => step.startsWith("import ")),
          [...Object.keys(imports), "registration"].map((part) => `import ${part}`).sort(),
        );
        assert.deepEqual(comparable(snapshot()), comparable(expected));

        await stack.configure({ ...config, registration: finished });
        assert.deepEqual(await up(), []);
        await stack.configure({ ...config, registration: finished, displayName: "Renamed" });
        assert.deepEqual(await up(), ["update registration"]);
        assert.deepEqual(
          comparable(snapshot()),
          comparable({
            ...expected,
            applications: expected.applications.map((each) =>
              each.appId === CLIENT_ID ? { ...each, displayName: "Renamed" } : each,
            ),
          }),
        );
      }),
      { numRuns: RUNS, seed: RANDOM, endOnFailure: true },
    ));
});

/** What the directory is to become, by the codes of what was announced. */
function announced(state: DirectoryState, { changes, config }: Description): DirectoryState {
  const scopes = (config["scopes"] ?? []) as readonly { readonly id: string }[];
  const application = state.applications.find(({ appId }) => appId === CLIENT_ID);
  assert.ok(application);
  const { api } = application;
  for (const { code } of changes) {
    switch (code) {
      case "client.added":
        api.preAuthorizedApplications.push({
          appId: CLI,
          delegatedPermissionIds: scopes.map(({ id }) => id),
        });
        break;
      case "token-version.written":
        api.requestedAccessTokenVersion = 1;
        break;
      case "group-claims.cleared":
        application.groupMembershipClaims = null;
        break;
      case "service-principal.created":
        state.servicePrincipals.push(NEW_PRINCIPAL);
        break;
      default:
        assert.fail(`unknown change "${code}"`);
    }
  }
  return state;
}

/** Without what a directory gives by itself: the id of a service principal, an order. */
function comparable({ applications, servicePrincipals, ...state }: DirectoryState): unknown {
  return {
    ...state,
    applications: applications.map(({ api, ...application }) => ({
      ...application,
      api: {
        ...api,
        preAuthorizedApplications: api.preAuthorizedApplications.map((client) =>
          client.appId === CLI
            ? { ...client, delegatedPermissionIds: [...client.delegatedPermissionIds].sort() }
            : client,
        ),
      },
    })),
    servicePrincipals: servicePrincipals.map((principal) =>
      principal.appId === CLIENT_ID && principal.notes !== "theirs"
        ? { ...principal, id: "", createdDateTime: "" }
        : principal,
    ),
  };
}
