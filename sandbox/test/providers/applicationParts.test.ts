/**
 * Proves: the resources that stand for one part of an application make the requests that the real
 * provider 6.9.1 was seen to make, keep their siblings, and refuse what is there already in its
 * words. Cannot prove: what the real directory makes of them; the emulated one answers here.
 */
import assert from "node:assert/strict";

import { text } from "../../providers/values";
import { AZURE_CLI, AZURE_POWERSHELL, MICROSOFT_GRAPH, request, USER } from "./harness";

import { TYPE } from "./applicationFixtures";
import { assertExists, assertSettled, GET, patch, useRegistration } from "./partAssertions";

const USER_READ = "e1fe6dd8-ba31-4d61-89e7-88639da4683d";
const OFFLINE = "7427e0e9-2fba-42fe-b0c0-848c9e6a8182";

describe("parts of an application", () => {
  const root = useRegistration();
  const { harness, objectId, requests } = root;

  describe("azuread.ApplicationRegistration", () => {
    it("creates with one POST and one read, and updates only what changed", async () => {
      const made = await harness.make("ApplicationRegistration", {
        displayName: "Split",
        groupMembershipClaims: ["SecurityGroup"],
      });
      const names = { [made.id.replace("/applications/", "")]: "<app>" };
      assert.deepEqual(harness.requests(names), [
        request("POST", "/v1.0/applications", {
          ...TYPE,
          api: { requestedAccessTokenVersion: 2 },
          description: null,
          displayName: "Split",
          groupMembershipClaims: "SecurityGroup",
          info: {
            marketingUrl: null,
            privacyStatementUrl: null,
            supportUrl: null,
            termsOfServiceUrl: null,
          },
          notes: null,
          serviceManagementReference: null,
          signInAudience: "AzureADMyOrg",
          web: {
            homePageUrl: null,
            implicitGrantSettings: {
              enableAccessTokenIssuance: false,
              enableIdTokenIssuance: false,
            },
            logoutUrl: null,
          },
        }),
        GET,
      ]);

      await harness.change("ApplicationRegistration", made, {
        displayName: "Renamed",
        groupMembershipClaims: ["SecurityGroup"],
        logoutUrl: "https://example.org/out",
      });
      assert.deepEqual(harness.requests(names), [
        patch({ displayName: "Renamed", web: { logoutUrl: "https://example.org/out" } }),
        GET,
      ]);
    });

    it("shows a token version that is null as 0, as the real provider does", async () => {
      const made = harness.directory.state.applications.find(({ id }) => id === objectId());
      assert.ok(made);
      made.api.requestedAccessTokenVersion = null;
      const found = await harness.type("ApplicationRegistration").read(root.applicationId);
      assert.equal(found?.outputs["requestedAccessTokenVersion"], 0);
    });

    it("gives outputs, reads, imports and deletes", async () => {
      const { clientId, ...outputs } = root.registration.outputs;
      assert.match(text({ clientId: clientId ?? "" }, "clientId"), /^[0-9a-f-]{36}$/);
      assert.deepEqual(outputs, {
        description: "",
        disabledByMicrosoft: "",
        displayName: "Root",
        groupMembershipClaims: null,
        homepageUrl: "",
        id: root.applicationId,
        implicitAccessTokenIssuanceEnabled: false,
        implicitIdTokenIssuanceEnabled: false,
        logoutUrl: "",
        marketingUrl: "",
        notes: "",
        objectId: objectId(),
        privacyStatementUrl: "",
        publisherDomain: "sandbox.example",
        requestedAccessTokenVersion: 2,
        serviceManagementReference: "",
        signInAudience: "AzureADMyOrg",
        supportUrl: "",
        termsOfServiceUrl: "",
      });
      await assertSettled(harness, "ApplicationRegistration", root.registration);
      await harness.type("ApplicationRegistration").delete(root.registration);
      assert.deepEqual(requests(), [
        request("DELETE", "/v1.0/applications/<app>"),
        request("GET", "/v1.0/applications/<app>", undefined, 404),
      ]);
    });
  });

  describe("azuread.ApplicationIdentifierUri", () => {
    it("adds its URI to those that are there, and takes only it away", async () => {
      const first = await harness.make("ApplicationIdentifierUri", {
        applicationId: root.applicationId,
        identifierUri: `api://${text(root.registration.outputs, "clientId")}`,
      });
      requests();
      const second = await harness.make("ApplicationIdentifierUri", {
        applicationId: root.applicationId,
        identifierUri: "api://second",
      });
      assert.equal(
        second.id,
        `${root.applicationId}/identifierUris/${Buffer.from("api://second").toString("base64")}`,
      );
      const both = [first.outputs["identifierUri"], "api://second"];
      assert.deepEqual(requests(), [GET, patch({ identifierUris: both }), GET]);

      await assertSettled(harness, "ApplicationIdentifierUri", second);
      await assertExists(
        harness,
        "ApplicationIdentifierUri",
        second,
        "azuread_application_identifier_uri",
      );
      await harness.type("ApplicationIdentifierUri").delete(second);
      assert.deepEqual(requests(), [
        GET,
        patch({ identifierUris: [first.outputs["identifierUri"]] }),
      ]);
      await assert.rejects(harness.type("ApplicationIdentifierUri").delete(second), {
        message: `deleting "${second.id}": could not identify existing identifier URI`,
      });
    });
  });

  describe("azuread.ApplicationOptionalClaims", () => {
    const claim = { additionalProperties: ["emit_as_roles"], essential: false, name: "groups" };

    it("writes the kinds that are given, changes one kind, and clears all", async () => {
      const made = await harness.make("ApplicationOptionalClaims", {
        applicationId: root.applicationId,
        idTokens: [{ additionalProperties: ["emit_as_roles"], name: "groups" }],
      });
      const body = { ...claim, source: "" };
      assert.deepEqual(requests(), [GET, patch({ optionalClaims: { idToken: [body] } }), GET]);
      assert.equal(made.id, root.applicationId);
      await assertSettled(harness, "ApplicationOptionalClaims", made);
      await assertExists(
        harness,
        "ApplicationOptionalClaims",
        made,
        "azuread_application_optional_claims",
      );

      await harness.change("ApplicationOptionalClaims", made, {
        ...made.inputs,
        accessTokens: [{ name: "email" }],
      });
      const [first, second] = requests();
      assert.equal(first, GET);
      assert.match(second ?? "", /"accessToken":\[\{.*"name":"email".*"idToken":\[\{.*"groups"/);

      requests();
      await harness.type("ApplicationOptionalClaims").delete(made);
      assert.deepEqual(requests(), [patch({ optionalClaims: {} })]);
    });
  });

  describe("azuread.ApplicationApiAccess", () => {
    it("writes, changes and removes what is asked of one API", async () => {
      const inputs = {
        apiClientId: MICROSOFT_GRAPH,
        applicationId: root.applicationId,
        scopeIds: [USER_READ, OFFLINE],
      };
      const accessBody = (...scopes: readonly string[]): string =>
        patch({
          id: "<app>",
          requiredResourceAccess: [
            {
              resourceAccess: scopes.map((id) => ({ id, type: "Scope" })),
              resourceAppId: MICROSOFT_GRAPH,
            },
          ],
        });
      const made = await harness.make("ApplicationApiAccess", inputs);
      assert.deepEqual(requests(), [GET, accessBody(USER_READ, OFFLINE), GET]);
      assert.equal(made.id, `${root.applicationId}/apiAccess/${MICROSOFT_GRAPH}`);
      await assertSettled(harness, "ApplicationApiAccess", made);
      await assertExists(harness, "ApplicationApiAccess", made, "azuread_application_api_access");

      const changed = await harness.change("ApplicationApiAccess", made, {
        ...inputs,
        scopeIds: [USER_READ],
      });
      assert.deepEqual(requests(), [GET, accessBody(USER_READ), GET]);
      await harness.type("ApplicationApiAccess").delete(changed);
      assert.deepEqual(requests(), [GET, patch({ id: "<app>", requiredResourceAccess: [] })]);
    });
  });

  describe("azuread.ApplicationOwner", () => {
    it("adds and removes one owner, and refuses one who is there already", async () => {
      const list = request("GET", `/v1.0/applications/<app>/owners?$filter=id+eq+'${USER}'`);
      const made = await harness.make("ApplicationOwner", {
        applicationId: root.applicationId,
        ownerObjectId: USER,
      });
      assert.deepEqual(requests(), [
        list,
        request("POST", "/v1.0/applications/<app>/owners/$ref", {
          "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${USER}`,
        }),
        list,
      ]);
      assert.equal(made.id, `${root.applicationId}/owners/${USER}`);
      await assertSettled(harness, "ApplicationOwner", made);
      await assertExists(harness, "ApplicationOwner", made, "azuread_application_owner");

      await harness.type("ApplicationOwner").delete(made);
      assert.deepEqual(requests(), [
        request("DELETE", `/v1.0/applications/<app>/owners/${USER}/$ref`),
      ]);
      await assert.rejects(
        harness.type("ApplicationOwner").update(made, made.inputs),
        /doesn't support update/,
      );
    });
  });

  describe("azuread.ApplicationKnownClients", () => {
    it("writes, changes and empties the list", async () => {
      const inputs = { applicationId: root.applicationId, knownClientIds: [AZURE_CLI] };
      const clientsBody = (...clients: readonly string[]): string =>
        patch({ api: { knownClientApplications: clients } });
      const made = await harness.make("ApplicationKnownClients", inputs);
      assert.deepEqual(requests(), [GET, clientsBody(AZURE_CLI), GET]);
      assert.equal(made.id, `${root.applicationId}/knownClients`);
      await assertSettled(harness, "ApplicationKnownClients", made);
      await assertExists(
        harness,
        "ApplicationKnownClients",
        made,
        "azuread_application_known_clients",
      );

      const changed = await harness.change("ApplicationKnownClients", made, {
        ...inputs,
        knownClientIds: [AZURE_CLI, AZURE_POWERSHELL],
      });
      assert.deepEqual(requests(), [clientsBody(AZURE_POWERSHELL, AZURE_CLI), GET]);
      await harness.type("ApplicationKnownClients").delete(changed);
      assert.deepEqual(requests(), [clientsBody()]);
    });
  });
});
