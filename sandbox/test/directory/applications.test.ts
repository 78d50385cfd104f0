/**
 * Proves that applications are created, changed and deleted as the real provider's requests expect
 * (their shapes were recorded from it). It cannot prove that Entra ID itself decides so: the rules'
 * sources are in the code.
 */
import assert from "node:assert/strict";
import { AZURE_CLI_APP_ID } from "../../directory";
import { refusalOf, type Reply, useTestDirectory } from "./client";
import {
  OTHER_CLIENT_ID,
  OTHER_SCOPE_ID,
  ROLE_ID,
  SCOPE_ID,
  appRole,
  applicationBody,
  register,
  scope,
} from "./registration";

describe("applications of the directory", () => {
  const test = useTestDirectory();

  const post = (body: object): Promise<Reply> => test.graph("POST", "/v1.0/applications", body);

  it("creates what the provider's root sends and answers it in full", async () => {
    const { deployer, user } = test.directory;
    const created = await post(applicationBody([deployer.objectId, user.objectId]));
    assert.equal(created.status, 201);
    assert.equal(created.headers.get("keep-alive"), "timeout=30");
    const { id, appId, createdDateTime, ...rest } = created.body;
    assert.match(String(id), /^[0-9a-f-]{36}$/);
    assert.notEqual(id, appId);
    assert.match(String(createdDateTime), /^\d{4}-.*Z$/);
    assert.deepEqual(rest, {
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#applications/$entity",
      addIns: [],
      api: {
        acceptMappedClaims: false,
        knownClientApplications: [],
        oauth2PermissionScopes: [],
        preAuthorizedApplications: [],
        requestedAccessTokenVersion: 2,
      },
      appRoles: [appRole()],
      applicationTemplateId: null,
      certification: null,
      defaultRedirectUri: null,
      deletedDateTime: null,
      description: null,
      disabledByMicrosoftStatus: null,
      displayName: "Management API",
      groupMembershipClaims: "SecurityGroup",
      identifierUris: [],
      info: {
        logoUrl: null,
        marketingUrl: null,
        privacyStatementUrl: null,
        supportUrl: null,
        termsOfServiceUrl: null,
      },
      isDeviceOnlyAuthSupported: false,
      isFallbackPublicClient: false,
      keyCredentials: [],
      notes: null,
      oauth2RequirePostResponse: false,
      optionalClaims: {
        accessToken: [],
        idToken: [
          {
            additionalProperties: ["emit_as_roles"],
            essential: false,
            name: "groups",
            source: null,
          },
        ],
        saml2Token: [],
      },
      parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
      passwordCredentials: [],
      publicClient: { redirectUris: [] },
      publisherDomain: "sandbox.example",
      requiredResourceAccess: [
        {
          resourceAccess: [{ id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" }],
          resourceAppId: "00000003-0000-0000-c000-000000000000",
        },
      ],
      samlMetadataUrl: null,
      serviceManagementReference: null,
      signInAudience: "AzureADMyOrg",
      spa: { redirectUris: [] },
      tags: [],
      tokenEncryptionKeyId: null,
      uniqueName: null,
      verifiedPublisher: { addedDateTime: null, displayName: null, verifiedPublisherId: null },
      web: {
        homePageUrl: null,
        implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
        logoutUrl: null,
        redirectUriSettings: [],
        redirectUris: [],
      },
    });
    const owners = await test.graph("GET", `/v1.0/applications/${String(id)}/owners`);
    assert.deepEqual(
      (owners.body["value"] as { id: string; "@odata.type": string }[]).map((owner) => [
        owner["@odata.type"],
        owner.id,
      ]),
      [
        ["#microsoft.graph.servicePrincipal", deployer.objectId],
        ["#microsoft.graph.user", user.objectId],
      ],
    );
  });

  it("creates what the split family's root sends, with the caller as owner", async () => {
    const created = await post({
      "@odata.type": "#microsoft.graph.application",
      api: { requestedAccessTokenVersion: 2 },
      description: null,
      displayName: "Management API",
      groupMembershipClaims: "SecurityGroup",
      info: { marketingUrl: null },
      notes: null,
      serviceManagementReference: null,
      signInAudience: "AzureADMyOrg",
      web: { homePageUrl: null, implicitGrantSettings: {}, logoutUrl: null },
    });
    const stored = test.directory.state.applications.find(({ id }) => id === created.body["id"]);
    assert.deepEqual(stored?.owners, [test.directory.deployer.objectId]);
    assert.deepEqual(stored.api.preAuthorizedApplications, []);
  });

  it("merges the members of api and web, and replaces lists whole", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}`;
    const patched = await test.graph("PATCH", path, {
      "@odata.type": "#microsoft.graph.application",
      id: objectId,
      api: { knownClientApplications: [OTHER_CLIENT_ID], requestedAccessTokenVersion: null },
      identifierUris: [],
      web: { redirectUris: ["https://sandbox.example/back"] },
      tags: ["one"],
    });
    assert.equal(patched.status, 204);
    const { api, web, identifierUris, tags } = (await test.graph("GET", path)).body;
    assert.deepEqual(
      { api, web, identifierUris, tags },
      {
        api: {
          acceptMappedClaims: false,
          knownClientApplications: [OTHER_CLIENT_ID],
          oauth2PermissionScopes: [scope()],
          preAuthorizedApplications: [
            { appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [SCOPE_ID] },
          ],
          requestedAccessTokenVersion: null,
        },
        web: {
          homePageUrl: null,
          implicitGrantSettings: {
            enableAccessTokenIssuance: false,
            enableIdTokenIssuance: false,
          },
          logoutUrl: null,
          redirectUriSettings: [],
          redirectUris: ["https://sandbox.example/back"],
        },
        identifierUris: [],
        tags: ["one"],
      },
    );
  });

  it("clears optional claims by an empty object, and others by null", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}`;
    await test.graph("PATCH", path, {
      optionalClaims: {},
      groupMembershipClaims: null,
      requiredResourceAccess: null,
    });
    const { optionalClaims, groupMembershipClaims, requiredResourceAccess } = (
      await test.graph("GET", path)
    ).body;
    assert.deepEqual(
      [optionalClaims, groupMembershipClaims, requiredResourceAccess],
      [null, null, []],
    );
  });

  it("answers the beta reads with what was selected only", async () => {
    const { objectId } = await register(test);
    const read = await test.graph(
      "GET",
      `/beta/applications/${objectId}?$select=oauth2RequirePostResponse`,
    );
    assert.deepEqual(read.body, {
      "@odata.context": "https://graph.microsoft.com/beta/$metadata#applications/$entity",
      oauth2RequirePostResponse: false,
    });
  });

  it("removes an enabled scope only after it was switched off", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}`;
    const withoutScope = { api: { oauth2PermissionScopes: [] } };
    assert.deepEqual(refusalOf(await test.graph("PATCH", path, withoutScope)), [
      400,
      "CannotDeleteOrUpdateEnabledEntitlement",
      "Permission (scope or role) cannot be deleted or updated unless disabled first.",
    ]);
    const off = { api: { oauth2PermissionScopes: [scope(SCOPE_ID, "access_as_producer", false)] } };
    assert.equal((await test.graph("PATCH", path, off)).status, 204);
    assert.equal((await test.graph("PATCH", path, withoutScope)).status, 204);
  });

  it("removes an enabled role only after it was switched off", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}`;
    assert.equal((await test.graph("PATCH", path, { appRoles: [] })).status, 400);
    const off = [appRole(ROLE_ID, "ManagementAPI.AccessAll", false)];
    assert.equal((await test.graph("PATCH", path, { appRoles: off })).status, 204);
    assert.equal((await test.graph("PATCH", path, { appRoles: [] })).status, 204);
  });

  it("changes the texts of an enabled scope, unless it is strict about entitlements", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}`;
    const renamed = { ...scope(), adminConsentDisplayName: "Other" };
    const body = { api: { oauth2PermissionScopes: [renamed] } };
    assert.equal((await test.graph("PATCH", path, body)).status, 204);
    test.directory.state.policies.strictEntitlements = true;
    const again = { api: { oauth2PermissionScopes: [scope()] } };
    assert.equal((await test.graph("PATCH", path, again)).status, 400);
  });

  it("lets a scope go that clients hold, and then refuses every list that still names it", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}`;
    for (const scopes of [[scope(SCOPE_ID, "access_as_producer", false)], []]) {
      const removed = await test.graph("PATCH", path, { api: { oauth2PermissionScopes: scopes } });
      assert.equal(removed.status, 204);
    }
    const dangling = {
      preAuthorizedApplications: [{ appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [SCOPE_ID] }],
    };
    const refused = await test.graph("PATCH", path, { api: dangling });
    const message =
      "Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets.";
    assert.deepEqual(refusalOf(refused), [400, "InvalidValue", message]);
    assert.deepEqual((refused.body["error"] as { details: unknown }).details, [
      {
        code: "InvalidValue",
        message,
        target: "api.preAuthorizedApplications.delegatedPermissionIds",
      },
    ]);
    const cleared = await test.graph("PATCH", path, { api: { preAuthorizedApplications: [] } });
    assert.equal(cleared.status, 204);
  });

  it("refuses a scope and its pre-authorization in one request", async () => {
    const { objectId } = await register(test);
    const together = {
      oauth2PermissionScopes: [scope(), scope(OTHER_SCOPE_ID, "other")],
      preAuthorizedApplications: [
        { appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [OTHER_SCOPE_ID] },
      ],
    };
    const refused = await test.graph("PATCH", `/v1.0/applications/${objectId}`, { api: together });
    assert.equal(refusalOf(refused)[1], "InvalidValue");
  });

  it("refuses an identifier URI that another application has", async () => {
    const { objectId, appId } = await register(test);
    const other = await register(test);
    const path = `/v1.0/applications/${other.objectId}`;
    const refusal = await test.graph("PATCH", path, { identifierUris: [`api://${appId}`] });
    assert.deepEqual(refusalOf(refusal), [
      400,
      "Request_BadRequest",
      "Another object with the same value for property identifierUris already exists.",
    ]);
    const same = { identifierUris: [`api://${appId}`, `api://${appId}/more`] };
    assert.equal((await test.graph("PATCH", `/v1.0/applications/${objectId}`, same)).status, 204);
  });

  it("changes nothing at all when one part of a PATCH is refused", async () => {
    const { objectId } = await register(test);
    const before = structuredClone(test.directory.state.applications);
    const body = { displayName: "New", appRoles: [] };
    assert.equal((await test.graph("PATCH", `/v1.0/applications/${objectId}`, body)).status, 400);
    assert.deepEqual(test.directory.state.applications, before);
  });

  it("deletes an application with its service principal, assignments and grants, and answers 404 from then on", async () => {
    const { objectId, servicePrincipalId } = await register(test);
    const { state, deployer } = test.directory;
    const seeded = structuredClone(state.appRoleAssignments);
    await test.graph("POST", `/v1.0/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`, {
      appRoleId: ROLE_ID,
      principalId: deployer.objectId,
      resourceId: servicePrincipalId,
    });
    await test.graph("POST", "/v1.0/oauth2PermissionGrants", {
      clientId: deployer.objectId,
      consentType: "AllPrincipals",
      resourceId: servicePrincipalId,
      scope: "access_as_producer",
    });
    assert.equal(state.oauth2PermissionGrants.length, 1);
    const path = `/v1.0/applications/${objectId}`;
    assert.equal((await test.graph("DELETE", path)).status, 204);
    assert.deepEqual(
      [state.applications.length, state.servicePrincipals.length, state.oauth2PermissionGrants],
      [1, 3, []],
    );
    assert.deepEqual(state.appRoleAssignments, seeded);
    for (const method of ["GET", "DELETE"]) {
      assert.deepEqual(refusalOf(await test.graph(method, path)), [
        404,
        "Request_ResourceNotFound",
        `Resource '${objectId}' does not exist or one of its queried reference-property objects are not present.`,
      ]);
    }
  });
});
