/**
 * Proves, on random walks from one config to the next, that the directory ends up with exactly what
 * the config declares and that nothing is proposed afterwards. The expectation is computed by the
 * program's own rules, so it cannot find a wrong rule; it finds edits that the resources, the
 * engine or the directory get wrong together. A failure prints seed and path, which `FC_SEED=…
 * FC_PATH=… npx mocha test/endToEnd/randomEdits.test.ts` plays again.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseManagementApi } from "../../components/rules/config";
import type { ManagementApiSpec } from "../../components/rules/keys";
import { identity, randomConfig } from "../support/randomConfig";
import {
  changesOf,
  type Config,
  errorsOf,
  registrationOf,
  startStack,
  type StackRun,
} from "../support/stackRun";

/** After this long a failure is not made smaller any more. */
const SHRINK_MS = 120_000;

function specOf(values: Config): ManagementApiSpec {
  const checked = parseManagementApi(values, identity);
  assert.ok(checked.ok, JSON.stringify(checked));
  return checked.value;
}

/** What the specification comes to in the directory, lists in order of id. */
function expectedRegistration(spec: ManagementApiSpec) {
  const scopeId = new Map(spec.scopes.map(({ value, id }) => [value, id]));
  return {
    displayName: spec.displayName,
    scopes: spec.scopes
      .map((declared) => ({
        id: declared.id,
        value: declared.value,
        adminConsentDisplayName: declared.adminConsentDisplayName,
        adminConsentDescription: declared.adminConsentDescription,
        userConsentDisplayName: declared.userConsentDisplayName,
        userConsentDescription: declared.userConsentDescription,
        isEnabled: true,
        type: declared.consent === "adminsOnly" ? "Admin" : "User",
      }))
      .sort((a, b) => a.id.localeCompare(b.id)),
    appRoles: spec.appRoles
      .map(({ id, value, displayName, description, allowedMemberTypes }) => ({
        id,
        value,
        displayName,
        description,
        allowedMemberTypes,
        isEnabled: true,
      }))
      .sort((a, b) => a.id.localeCompare(b.id)),
    clients: Object.fromEntries(
      spec.clients.map(({ clientId, scopes }) => [
        clientId,
        scopes.map((value) => scopeId.get(value)).sort(),
      ]),
    ),
    permissions: spec.graphPermissions.length,
    knownClients: spec.knownClients,
  };
}

function foundRegistration(stack: StackRun) {
  const application = registrationOf(stack);
  return {
    displayName: application.displayName,
    scopes: [...application.api.oauth2PermissionScopes].sort((a, b) => a.id.localeCompare(b.id)),
    appRoles: application.appRoles
      .map(({ id, value, displayName, description, allowedMemberTypes, isEnabled }) => ({
        id,
        value,
        displayName,
        description,
        allowedMemberTypes,
        isEnabled,
      }))
      .sort((a, b) => a.id.localeCompare(b.id)),
    clients: Object.fromEntries(
      application.api.preAuthorizedApplications.map(({ appId, delegatedPermissionIds }) => [
        appId,
        [...delegatedPermissionIds].sort(),
      ]),
    ),
    permissions: application.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess)
      .length,
    knownClients: application.api.knownClientApplications,
  };
}

describe("random edits", function () {
  this.timeout(2 * SHRINK_MS + 60_000);

  it("leave the directory as declared, and nothing to propose", async () => {
    const step = fc.record({ config: randomConfig, refreshFirst: fc.boolean() });
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 8 }), walk), {
      numRuns: 1,
      plugins: [fc.interruptAfterTimeLimit(SHRINK_MS)],
    });
  });
});

async function walk(
  steps: readonly { readonly config: Config; readonly refreshFirst: boolean }[],
): Promise<void> {
  const stack = await startStack();
  try {
    for (const { config: values, refreshFirst } of steps) {
      await stack.configure(values);
      assert.equal(errorsOf(await stack.up(refreshFirst)), "");
      assert.deepEqual(foundRegistration(stack), expectedRegistration(specOf(values)));
      assert.deepEqual(changesOf(await stack.preview()), []);
    }
    assert.equal(errorsOf(await stack.destroy()), "");
  } finally {
    await stack.close();
  }
}
