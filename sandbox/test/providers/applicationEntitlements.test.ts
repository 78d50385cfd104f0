/**
 * Proves: the resources that stand for one part of an application make the requests that the real
 * provider 6.9.1 was seen to make, keep their siblings, and refuse what is there already in its
 * words. Cannot prove: what the real directory makes of them; the emulated one answers here.
 */
import assert from "node:assert/strict";

import type { Properties } from "../../engine/provider";
import { AZURE_CLI, AZURE_POWERSHELL } from "./harness";

import { assertExists, assertSettled, GET, patch, useRegistration } from "./partAssertions";

const SCOPE = "10000000-0000-4000-8000-000000000001";
const SECOND_SCOPE = "10000000-0000-4000-8000-000000000002";
const ROLE = "20000000-0000-4000-8000-000000000001";

describe("scopes, roles and pre-authorized clients of an application", () => {
  const root = useRegistration();
  const { harness, objectId, requests } = root;
  const scopeInputs = (id: string, value: string, text = "as producer"): Properties => ({
    adminConsentDescription: text,
    adminConsentDisplayName: "Access",
    applicationId: root.applicationId,
    scopeId: id,
    userConsentDescription: text,
    userConsentDisplayName: "Access",
    value,
  });
  const scopeBody = (
    id: string,
    value: string,
    isEnabled = true,
    text = "as producer",
  ): object => ({
    adminConsentDescription: text,
    adminConsentDisplayName: "Access",
    id,
    isEnabled,
    type: "User",
    userConsentDescription: text,
    userConsentDisplayName: "Access",
    value,
  });
  const scopesBody = (...scopes: readonly object[]): string =>
    patch({ api: { oauth2PermissionScopes: scopes } });
  const clientInputs = (client: string, ...permissionIds: readonly string[]): Properties => ({
    applicationId: root.applicationId,
    authorizedClientId: client,
    permissionIds,
  });

  describe("azuread.ApplicationPermissionScope", () => {
    it("creates, changes and removes one scope, disabling it before it changes", async () => {
      await harness.make("ApplicationPermissionScope", scopeInputs(SCOPE, "access_as_producer"));
      assert.deepEqual(requests(), [GET, scopesBody(scopeBody(SCOPE, "access_as_producer")), GET]);

      const made = await harness.make(
        "ApplicationPermissionScope",
        scopeInputs(SECOND_SCOPE, "scope_1"),
      );
      const first = scopeBody(SCOPE, "access_as_producer");
      assert.deepEqual(requests(), [
        GET,
        scopesBody(first, scopeBody(SECOND_SCOPE, "scope_1")),
        GET,
      ]);
      assert.equal(made.id, `${root.applicationId}/permissionScopes/${SECOND_SCOPE}`);
      assert.deepEqual(made.outputs, {
        ...scopeInputs(SECOND_SCOPE, "scope_1"),
        id: made.id,
        type: "User",
      });
      await assertSettled(harness, "ApplicationPermissionScope", made);
      await assertExists(
        harness,
        "ApplicationPermissionScope",
        made,
        "azuread_application_permission_scope",
      );

      const changed = await harness.change(
        "ApplicationPermissionScope",
        made,
        scopeInputs(SECOND_SCOPE, "scope_1", "changed text"),
      );
      assert.deepEqual(changed.changed, ["adminConsentDescription", "userConsentDescription"]);
      assert.deepEqual(requests(), [
        GET,
        GET,
        scopesBody(first, scopeBody(SECOND_SCOPE, "scope_1", false)),
        GET,
        scopesBody(first, scopeBody(SECOND_SCOPE, "scope_1", true, "changed text")),
        GET,
      ]);

      await harness.type("ApplicationPermissionScope").delete(changed);
      assert.deepEqual(requests(), [
        GET,
        GET,
        scopesBody(first, scopeBody(SECOND_SCOPE, "scope_1", false, "changed text")),
        GET,
        scopesBody(first),
      ]);
      assert.equal(await harness.type("ApplicationPermissionScope").read(made.id, made), undefined);
    });

    it("fails as the real one does when the application or the scope is gone", async () => {
      const made = await harness.make(
        "ApplicationPermissionScope",
        scopeInputs(SCOPE, "access_as_producer"),
      );
      await harness.type("ApplicationPermissionScope").delete(made);
      await assert.rejects(
        harness.change(
          "ApplicationPermissionScope",
          made,
          scopeInputs(SCOPE, "access_as_producer", "x"),
        ),
        { message: `updating "${made.id}": could not identify existing permission scope` },
      );
      await harness.type("ApplicationRegistration").delete(root.registration);
      await assert.rejects(harness.type("ApplicationPermissionScope").create(made.inputs), {
        message:
          `retrieving Application (Application ID: "${objectId()}"): unexpected status 404 (404 Not Found) with error: ` +
          `Request_ResourceNotFound: Resource '${objectId()}' does not exist or one of its queried reference-property objects are not present.`,
      });
    });
  });

  describe("azuread.ApplicationAppRole", () => {
    it("creates, changes and removes one role, disabling it before it changes", async () => {
      const inputs = {
        allowedMemberTypes: ["Application"],
        applicationId: root.applicationId,
        description: "all",
        displayName: "AccessAll",
        roleId: ROLE,
        value: "ManagementAPI.AccessAll",
      };
      const role = (isEnabled: boolean, description: string): object => ({
        allowedMemberTypes: ["Application"],
        description,
        displayName: "AccessAll",
        id: ROLE,
        isEnabled,
        value: "ManagementAPI.AccessAll",
      });
      const rolesBody = (...roles: readonly object[]): string =>
        patch({ appRoles: roles, id: "<app>" });

      const made = await harness.make("ApplicationAppRole", inputs);
      assert.deepEqual(requests(), [GET, rolesBody(role(true, "all")), GET]);
      assert.deepEqual(made.outputs, { ...inputs, id: `${root.applicationId}/appRoles/${ROLE}` });
      await assertSettled(harness, "ApplicationAppRole", made);
      await assertExists(harness, "ApplicationAppRole", made, "azuread_application_app_role");

      const changed = await harness.change("ApplicationAppRole", made, {
        ...inputs,
        description: "changed",
      });
      assert.deepEqual(requests(), [
        GET,
        GET,
        rolesBody(role(false, "all")),
        GET,
        rolesBody(role(true, "changed")),
        GET,
      ]);

      await harness.type("ApplicationAppRole").delete(changed);
      assert.deepEqual(requests(), [GET, GET, rolesBody(role(false, "changed")), GET, rolesBody()]);
    });
  });

  describe("azuread.ApplicationPreAuthorized", () => {
    const clientsBody = (...clients: readonly (readonly [string, ...string[]])[]): string =>
      patch({
        api: {
          preAuthorizedApplications: clients.map(([appId, ...delegatedPermissionIds]) => ({
            appId,
            delegatedPermissionIds,
          })),
        },
      });

    beforeEach(async () => {
      await harness.make("ApplicationPermissionScope", scopeInputs(SCOPE, "access_as_producer"));
      await harness.make("ApplicationPermissionScope", scopeInputs(SECOND_SCOPE, "scope_1"));
      requests();
    });

    it("adds, changes and removes one client, and leaves the others as they are", async () => {
      const made = await harness.make(
        "ApplicationPreAuthorized",
        clientInputs(AZURE_CLI, SCOPE, SECOND_SCOPE),
      );
      // Sets are sent in the provider's own order (setOrder.ts).
      assert.deepEqual(requests(), [GET, clientsBody([AZURE_CLI, SECOND_SCOPE, SCOPE]), GET]);
      assert.equal(made.id, `${objectId()}/preAuthorizedApplication/${AZURE_CLI}`);
      await assertSettled(harness, "ApplicationPreAuthorized", made);
      await assertExists(
        harness,
        "ApplicationPreAuthorized",
        made,
        "azuread_application_pre_authorized",
      );

      const second = await harness.make(
        "ApplicationPreAuthorized",
        clientInputs(AZURE_POWERSHELL, SCOPE),
      );
      assert.deepEqual(requests(), [
        GET,
        clientsBody([AZURE_CLI, SECOND_SCOPE, SCOPE], [AZURE_POWERSHELL, SCOPE]),
        GET,
      ]);

      const changed = await harness.change(
        "ApplicationPreAuthorized",
        made,
        clientInputs(AZURE_CLI, SCOPE),
      );
      assert.deepEqual(changed.changed, ["permissionIds"]);
      assert.deepEqual(requests(), [
        GET,
        clientsBody([AZURE_CLI, SCOPE], [AZURE_POWERSHELL, SCOPE]),
        GET,
      ]);

      await harness.type("ApplicationPreAuthorized").delete(second);
      assert.deepEqual(requests(), [GET, clientsBody([AZURE_CLI, SCOPE])]);
    });

    it("keeps both clients when two are added at once", async () => {
      const type = harness.type("ApplicationPreAuthorized");
      await Promise.all([
        type.create(clientInputs(AZURE_CLI, SCOPE)),
        type.create(clientInputs(AZURE_POWERSHELL, SCOPE)),
      ]);

      const [, stored] = harness.directory.state.applications;
      assert.deepEqual(
        stored?.api.preAuthorizedApplications.map(({ appId }) => appId),
        [AZURE_CLI, AZURE_POWERSHELL],
      );
    });

    it("counts the deletion as done when the application is gone", async () => {
      const made = await harness.make("ApplicationPreAuthorized", clientInputs(AZURE_CLI, SCOPE));
      await harness.type("ApplicationRegistration").delete(root.registration);
      await harness.type("ApplicationPreAuthorized").delete(made);

      assert.equal(await harness.type("ApplicationPreAuthorized").read(made.id, made), undefined);
    });

    it("shows the directory's refusal of a scope that is not there", async () => {
      await assert.rejects(
        harness.make("ApplicationPreAuthorized", clientInputs(AZURE_CLI, ROLE)),
        /creating ".+": unexpected status 400 \(400 Bad Request\) with error: InvalidValue: /,
      );
    });
  });
});
