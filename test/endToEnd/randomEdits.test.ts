/**
 * Proves, on random walks from one config to the next, that the directory ends up with exactly what the config declares and that
 * nothing is proposed afterwards. The expectation is computed by the program's own rules, so it cannot find a wrong rule; it finds
 * edits that the resources, the engine or the directory get wrong together. The seed is in the message of a failure.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { type ManagementApiSpec, parseManagementApi } from "../../components/rules/config";
import { changesOf, type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

const STEPS = 8;

const scopeValue = fc.constantFrom("read", "write", "admin", "access_as_producer");
const text = fc.constantFrom("One text", "Another text");
const scope = fc.record(
  {
    value: scopeValue,
    consent: fc.constantFrom("adminsAndUsers", "adminsOnly"),
    adminConsentDisplayName: text,
    userConsentDescription: text,
  },
  { requiredKeys: ["value"] },
);
const config: fc.Arbitrary<Config> = fc
  .record({
    displayName: fc.constantFrom("First name", "Second name"),
    scopes: fc.uniqueArray(scope, { minLength: 1, selector: ({ value }) => value }),
    appRoles: fc.uniqueArray(
      fc.record({ value: fc.constantFrom("R1", "R2", "R3"), description: text }),
      { selector: ({ value }) => value },
    ),
    clientNames: fc.uniqueArray(fc.constantFrom("azureCli", "vsCode", "visualStudio"), {
      minLength: 1,
    }),
    subset: fc.boolean(),
    graphPermissions: fc.uniqueArray(fc.constantFrom("User.Read", "email", "Mail.Read")),
    knownClients: fc.uniqueArray(fc.constant("44444444-4444-4444-8444-444444444444")),
  })
  .map(({ clientNames, subset, ...rest }) => ({
    ...rest,
    clients: clientNames.map((client, index) =>
      subset && index === 0 ? { client, scopes: [rest.scopes[0]?.value] } : client,
    ),
  }));

function specOf(values: Config): ManagementApiSpec {
  const checked = parseManagementApi(values, { project: "management-api", stack: "dev" });
  assert.ok(checked.ok, JSON.stringify(checked));
  return checked.value;
}

/** What the specification comes to in the directory, lists in order of id. */
function expectedRegistration(spec: ManagementApiSpec) {
  const scopeId = new Map(spec.scopes.map(({ value, id }) => [value, id]));
  return {
    displayName: spec.displayName,
    scopes: spec.scopes
      .map(({ consent, ...rest }) => ({
        ...rest,
        isEnabled: true,
        type: consent === "adminsOnly" ? "Admin" : "User",
      }))
      .sort((a, b) => a.id.localeCompare(b.id)),
    appRoles: spec.appRoles
      .map((role) => ({ ...role, isEnabled: true }))
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

function foundRegistration({ directory }: StackRun) {
  const application = directory.state.applications.find(
    ({ appId }) => appId !== directory.deployer.clientId,
  );
  assert.ok(application);
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
  this.timeout(300_000);

  it("leave the directory as declared, and nothing to propose", async () => {
    const seed = Date.now();
    const steps = fc.sample(fc.record({ config, refreshFirst: fc.boolean() }), {
      seed,
      numRuns: STEPS,
    });
    const stack = await startStack();
    try {
      for (const [index, { config: values, refreshFirst }] of steps.entries()) {
        const where = `seed ${seed}, step ${index}: ${JSON.stringify(values)}`;
        await stack.configure(values);
        assert.equal(errorsOf(await stack.up(refreshFirst)), "", where);
        assert.deepEqual(foundRegistration(stack), expectedRegistration(specOf(values)), where);
        assert.deepEqual(changesOf(await stack.preview()), [], where);
      }
      assert.equal(errorsOf(await stack.destroy()), "");
    } finally {
      await stack.close();
    }
  });
});
