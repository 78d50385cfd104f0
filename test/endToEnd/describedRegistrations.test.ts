/**
 * Proves of registrations by chance that a stack which adopts one, by the config that describes it,
 * changes exactly what is announced: no more when the import ids are taken out, and after a rename
 * nothing but the name. By the real program, the embedded engine and the directory.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { describeAdopted } from "../../cli/adopt/describeAdopted";
import type { Description } from "../../cli/adopt/description";
import * as v from "valibot";
import { ServicePrincipalSchema } from "../../sandbox/directory/model";
import { type DirectoryState, SEED } from "../../sandbox/directory";
import { IS_LONG, SEED as RANDOM } from "../../sandbox/test/support/fuzzing";
import {
  CLIENT_ID,
  foundIn,
  register,
  type Registration,
  registration,
} from "../support/registrations";
import { changesOf, type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

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

for (const byRunner of [false, true]) {
  const title = byRunner ? "by the SDK's own runner" : "in this process";
  describe(`a registration that is described and adopted, ${title}`, function () {
    this.timeout(IS_LONG ? 7_200_000 : 120_000);
    let stack: StackRun;
    before(async () => {
      stack = await startStack({}, { byRunner });
    });
    after(() => stack.close());

    it(`changes exactly what is announced (seed ${RANDOM})`, () =>
      fc.assert(
        fc.asyncProperty(registration, async (made) => {
          await stack.restart();
          await adopts(stack, made);
        }),
        { numRuns: IS_LONG ? 200 : byRunner ? 1 : 12, seed: RANDOM, endOnFailure: true },
      ));
  });
}

async function adopts(world: StackRun, made: Registration): Promise<void> {
  register(world.directory.state, made);
  const described = describeAdopted(foundIn(world.directory.state, CLIENT_ID), {
    project: "management-api",
    stack: "dev",
  });
  assert.ok(described.ok, JSON.stringify(described));
  const { config, imports } = described.value;
  const adopted = { mode: "adopt", clientId: CLIENT_ID };
  const snapshot = () => ({ ...structuredClone(world.directory.state), refreshTokens: [] });
  const expected = announced(snapshot(), described.value);
  const up = async (next: Config): Promise<readonly string[]> => {
    await world.configure({ ...config, registration: adopted, ...next });
    const result = await world.up();
    assert.equal(errorsOf(result), "");
    return changesOf(result);
  };

  const steps = await up({ registration: { ...adopted, imports } });
  assert.deepEqual(
    steps.filter((step) => step.startsWith("import ")),
    [...Object.keys(imports), "registration"].map((part) => `import ${part}`).sort(),
  );
  assert.deepEqual(comparable(snapshot()), comparable(expected));
  assert.deepEqual(await up({}), []);
  assert.deepEqual(await up({ displayName: "Renamed" }), ["update registration"]);
  const applications = expected.applications.map((each) =>
    each.appId === CLIENT_ID ? { ...each, displayName: "Renamed" } : each,
  );
  assert.deepEqual(comparable(snapshot()), comparable({ ...expected, applications }));
}

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
