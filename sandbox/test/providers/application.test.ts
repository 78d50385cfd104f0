/**
 * Proves: azuread.Application makes the requests that the real provider 6.9.1 was seen to make, in
 * that order and with those bodies, and that its outputs bear the bridge's names. Cannot prove:
 * anything about the real directory; the emulated one answers here.
 */
import assert from "node:assert/strict";

import {
  ALWAYS,
  DEPLOYER,
  inputs,
  namesQuery,
  READ,
  ROLE,
  ROLE_BODY,
  TYPE,
  useApplications,
} from "./applicationFixtures";
import { MICROSOFT_GRAPH, request, USER } from "./harness";

describe("azuread.Application", () => {
  const { harness, idOf, requestsOf, stored } = useApplications();

  it("creates with a look at the name, one POST, two PATCHes of the name and three reads", async () => {
    const made = await harness.make("Application", inputs);

    assert.deepEqual(requestsOf(made), [
      namesQuery("Management+API"),
      namesQuery("Management+API"),
      request("POST", "/v1.0/applications", {
        ...ALWAYS,
        api: { ...ALWAYS.api, oauth2PermissionScopes: [] },
        appRoles: [ROLE_BODY],
        identifierUris: [],
        optionalClaims: {
          accessToken: [],
          idToken: [{ additionalProperties: ["emit_as_roles"], essential: false, name: "groups" }],
          saml2Token: [],
        },
        "owners@odata.bind": [
          `https://graph.microsoft.com/v1.0/directoryObjects/${DEPLOYER}`,
          `https://graph.microsoft.com/v1.0/directoryObjects/${USER}`,
        ],
        requiredResourceAccess: [
          {
            resourceAccess: [{ id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" }],
            resourceAppId: MICROSOFT_GRAPH,
          },
        ],
      }),
      request("PATCH", "/v1.0/applications/<app>", {
        ...TYPE,
        displayName: "TERRAFORM_UPDATE_<uuid>",
      }),
      request("PATCH", "/v1.0/applications/<app>", { ...TYPE, displayName: "Management API" }),
      ...READ,
    ]);
  });

  it("gives the outputs that the real provider's state holds", async () => {
    const made = await harness.make("Application", inputs);

    assert.deepEqual(made.outputs, {
      api: {
        knownClientApplications: null,
        mappedClaimsEnabled: false,
        oauth2PermissionScopes: [],
        requestedAccessTokenVersion: 2,
      },
      appRoleIds: { "ManagementAPI.AccessAll": ROLE },
      appRoles: [
        {
          allowedMemberTypes: ["Application"],
          description: "all",
          displayName: "AccessAll",
          enabled: true,
          id: ROLE,
          value: "ManagementAPI.AccessAll",
        },
      ],
      clientId: stored().appId,
      description: "",
      deviceOnlyAuthEnabled: false,
      disabledByMicrosoft: "",
      displayName: "Management API",
      fallbackPublicClientEnabled: false,
      featureTags: [{ customSingleSignOn: false, enterprise: false, gallery: false, hide: false }],
      groupMembershipClaims: ["SecurityGroup"],
      id: `/applications/${stored().id}`,
      identifierUris: null,
      logoImage: "",
      logoUrl: "",
      marketingUrl: "",
      notes: "",
      oauth2PermissionScopeIds: {},
      oauth2PostResponseRequired: false,
      objectId: stored().id,
      optionalClaims: {
        accessTokens: [],
        idTokens: [
          {
            additionalProperties: ["emit_as_roles"],
            essential: false,
            name: "groups",
            source: "",
          },
        ],
        saml2Tokens: [],
      },
      owners: [USER, DEPLOYER],
      password: null,
      preventDuplicateNames: true,
      privacyStatementUrl: "",
      publicClient: { redirectUris: [] },
      publisherDomain: "sandbox.example",
      requiredResourceAccesses: inputs["requiredResourceAccesses"],
      serviceManagementReference: "",
      signInAudience: "AzureADMyOrg",
      singlePageApplication: { redirectUris: [] },
      supportUrl: "",
      tags: [],
      templateId: "",
      termsOfServiceUrl: "",
      web: {
        homepageUrl: "",
        implicitGrant: { accessTokenIssuanceEnabled: false, idTokenIssuanceEnabled: false },
        logoutUrl: "",
        redirectUris: [],
      },
    });
  });

  it("removes the caller from the owners when it is not among those wanted", async () => {
    const made = await harness.make("Application", { displayName: "Ownerless", owners: [USER] });

    assert.deepEqual(requestsOf(made).slice(3), [
      request("DELETE", `/v1.0/applications/<app>/owners/${DEPLOYER}/$ref`),
      ...READ,
    ]);
    assert.deepEqual(made.outputs["owners"], [USER]);
  });

  it("gives twenty owners while creating, the caller first, and the others one by one", async () => {
    const [user] = harness.directory.state.users;
    assert.ok(user);
    const owners = Array.from({ length: 21 }, (_unused, index) => {
      const id = `99999999-0000-4000-8000-${String(index).padStart(12, "0")}`;
      harness.directory.state.users.push({ ...user, id, userPrincipalName: `${id}@x.example` });
      return id;
    });
    const made = await harness.make("Application", { displayName: "Crowd", owners });

    const requests = requestsOf(made);
    const bound = [...(requests[0]?.matchAll(/directoryObjects\/([0-9a-f-]{36})/g) ?? [])];
    assert.deepEqual([bound.length, bound[0]?.[1]], [20, DEPLOYER]);
    const added = requests.filter((line) => line.includes("/owners/$ref {"));
    assert.equal(added.length, 2);
    assert.deepEqual(made.outputs["owners"], owners);
  });

  it("finds nothing to do after creating, whatever the order of sets", async () => {
    const made = await harness.make("Application", inputs);
    const type = harness.type("Application");
    const reordered = type.check({ ...inputs, owners: [USER, DEPLOYER] }).inputs;

    assert.deepEqual(type.diff(made, reordered), { changed: [], replaces: [] });
  });

  it("reads with three requests, and finds nothing where there is nothing", async () => {
    const made = await harness.make("Application", inputs);
    requestsOf(made);

    const read = await harness.type("Application").read(made.id, made);
    assert.deepEqual(read, made);
    assert.deepEqual(requestsOf(made), READ);

    const gone = `/applications/${USER}`;
    assert.equal(await harness.type("Application").read(gone), undefined);
  });

  it("imports with inputs that ask for nothing new", async () => {
    const made = await harness.make("Application", { ...inputs, preventDuplicateNames: false });
    const type = harness.type("Application");
    const imported = await type.read(made.id);

    assert.ok(imported);
    assert.deepEqual(type.check(imported.inputs).failures, []);
    assert.deepEqual(type.diff(imported, made.inputs), { changed: [], replaces: [] });
    assert.deepEqual(type.diff(made, imported.inputs), { changed: [], replaces: [] });
  });

  it("deletes and waits only until the directory agrees", async () => {
    const made = await harness.make("Application", inputs);
    requestsOf(made);
    await harness.type("Application").delete(made);

    assert.deepEqual(requestsOf(made), [
      request("DELETE", "/v1.0/applications/<app>"),
      request("GET", "/v1.0/applications/<app>", undefined, 404),
    ]);
    assert.deepEqual(harness.waits, []);
  });

  it("refuses a second application of the same name, while planning and while creating", async () => {
    const made = await harness.make("Application", inputs);
    const refusal = {
      message: `An existing "azuread_application" with name "Management API" (ID: "${idOf(made)}") was found and 'prevent_duplicate_names' was specified`,
    };
    const type = harness.type("Application");

    await assert.rejects(async () => type.plan?.(made.inputs), refusal);
    await assert.rejects(type.create(made.inputs), refusal);
  });

  it("allows a second application of the same name unless told otherwise", async () => {
    const first = await harness.make("Application", { displayName: "Twin" });
    const second = await harness.make("Application", { displayName: "Twin" });

    assert.notEqual(first.id, second.id);
  });

  it("waits for a new application that the directory does not show yet", async () => {
    harness.directory.faults.add({
      method: "PATCH",
      path: "/v1.0/applications/",
      hide: true,
      times: 3,
    });
    const made = await harness.make("Application", { displayName: "Late" });

    assert.equal(made.outputs["displayName"], "Late");
    assert.deepEqual(harness.waits, [1000, 2000, 4000]);
  });

  it("says what the real one says when what was written cannot be read back", async () => {
    harness.directory.faults.add({
      method: "GET",
      path: /^\/v1\.0\/applications\/[^/]+$/,
      hide: true,
    });

    await assert.rejects(
      harness.make("Application", { displayName: "Hidden" }),
      /^Error: expected non-nil error with nil state: "\/applications\/.+" was written but cannot be read back$/,
    );
  });
});
