/**
 * Proves: what a resource type says of inputs before any request: complaints, defaults, differences
 * and replacements. Cannot prove: that the real provider words its complaints so; it does not.
 */
import assert from "node:assert/strict";
import fc from "fast-check";

import { UNKNOWN, type Properties, type ResourceType } from "../../engine/provider";
import type { Fetch } from "../../http";
import { createAzureadProvider } from "../../providers/azuread/index";

const noNetwork = (() => Promise.reject(new Error("no request is expected"))) as unknown as Fetch;
const provider = createAzureadProvider({}, { fetch: noNetwork });

function type(name: string): ResourceType {
  const found = provider.resources.find(({ token }) => token.endsWith(`:${name}`));
  assert.ok(found, name);
  return found;
}

const application = type("Application");
const reasons = (resource: ResourceType, inputs: Properties): readonly string[] =>
  resource.check(inputs).failures.map(({ reason }) => reason);
const ID = "20000000-0000-4000-8000-000000000001";
const APPLICATION_ID = `/applications/${ID}`;
const role = {
  allowedMemberTypes: ["Application"],
  description: "d",
  displayName: "n",
  id: ID,
  value: "Role",
};

describe("checking inputs", () => {
  it("serves every resource type under the token that the SDK registers", () => {
    assert.deepEqual(
      provider.resources.map(({ token }) => token),
      [
        "azuread:index/application:Application",
        "azuread:index/applicationRegistration:ApplicationRegistration",
        "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri",
        "azuread:index/applicationPermissionScope:ApplicationPermissionScope",
        "azuread:index/applicationAppRole:ApplicationAppRole",
        "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized",
        "azuread:index/applicationApiAccess:ApplicationApiAccess",
        "azuread:index/applicationOptionalClaims:ApplicationOptionalClaims",
        "azuread:index/applicationOwner:ApplicationOwner",
        "azuread:index/applicationKnownClients:ApplicationKnownClients",
        "azuread:index/servicePrincipal:ServicePrincipal",
        "azuread:index/appRoleAssignment:AppRoleAssignment",
        "azuread:index/group:Group",
      ],
    );
  });

  it("fills in the provider's defaults, nested ones too, and drops null", () => {
    assert.deepEqual(
      application.check({ api: {}, appRoles: [role], displayName: "x", notes: null }),
      {
        inputs: {
          api: { requestedAccessTokenVersion: 1 },
          appRoles: [{ ...role, enabled: true }],
          displayName: "x",
          signInAudience: "AzureADMyOrg",
        },
        failures: [],
      },
    );
    assert.deepEqual(type("ServicePrincipal").check({ clientId: ID }).inputs, {
      accountEnabled: true,
      clientId: ID,
    });
  });

  it("names what it does not know, at the top and below", () => {
    assert.deepEqual(type("ApplicationOwner").check({ ownerObjectID: ID }).failures, [
      {
        property: "ownerObjectID",
        reason:
          '"ownerObjectID" is not an input of azuread.ApplicationOwner. Its inputs are: applicationId, ownerObjectId.',
      },
      {
        property: "applicationId",
        reason: '"applicationId" is required by azuread.ApplicationOwner.',
      },
      {
        property: "ownerObjectId",
        reason: '"ownerObjectId" is required by azuread.ApplicationOwner.',
      },
    ]);
    assert.deepEqual(reasons(application, { api: { scopes: [] }, displayName: "x" }), [
      '"api.scopes" is not an input of azuread.Application. Its inputs in "api" are: knownClientApplications, mappedClaimsEnabled, oauth2PermissionScopes, requestedAccessTokenVersion.',
    ]);
  });

  it("names what the embedded engine does not implement", () => {
    const names = [
      "featureTags",
      "logoImage",
      "oauth2PostResponseRequired",
      "password",
      "templateId",
    ];
    for (const name of names) {
      assert.deepEqual(reasons(application, { displayName: "x", [name]: "y" }), [
        `the embedded engine does not implement "${name}" of azuread.Application; leave it out, or use the Pulumi CLI.`,
      ]);
    }
  });

  it("complains of each value that breaks its rule, with the value and the rule", () => {
    assert.deepEqual(
      reasons(application, {
        api: { requestedAccessTokenVersion: 3 },
        appRoles: [{ ...role, id: "not-a-uuid", value: ".hidden" }],
        deviceOnlyAuthEnabled: "yes",
        displayName: " ",
        groupMembershipClaims: ["SecurityGroups"],
        identifierUris: ["not a uri"],
        marketingUrl: "ftp://example.org",
        owners: "me",
      }),
      [
        '"api.requestedAccessTokenVersion": 3 must be one of 1, 2.',
        '"appRoles[0].id": "not-a-uuid" is not a UUID.',
        '"appRoles[0].value": ".hidden" must not begin with a period.',
        '"deviceOnlyAuthEnabled" must be true or false.',
        '"displayName": " " must not be empty.',
        '"groupMembershipClaims[0]": "SecurityGroups" must be one of "All", "None", "ApplicationGroup", "DirectoryRole", "SecurityGroup".',
        '"identifierUris[0]": "not a uri" is not an absolute URI such as "api://<client id>".',
        '"marketingUrl": "ftp://example.org" is not a URL that starts with "http://" or "https://".',
        '"owners" must be a list.',
      ],
    );
    assert.deepEqual(
      reasons(type("ApplicationPreAuthorized"), {
        applicationId: ID,
        authorizedClientId: ID,
        permissionIds: [ID],
      }),
      [
        `"applicationId": "${ID}" is not an application's resource id, "/applications/<object id>"; pass the application's "id".`,
      ],
    );
  });

  it("accepts what is not known yet", () => {
    assert.deepEqual(
      type("ApplicationPreAuthorized").check({
        applicationId: UNKNOWN,
        authorizedClientId: ID,
        permissionIds: [UNKNOWN],
      }).failures,
      [],
    );
  });

  it("asks for at least one of what makes no sense without any", () => {
    assert.deepEqual(
      reasons(type("ApplicationApiAccess"), { apiClientId: ID, applicationId: APPLICATION_ID }),
      ['One of "roleIds", "scopeIds" must be given.'],
    );
  });
});

describe("comparing inputs", () => {
  const state = (outputs: Properties) => ({ id: "id", inputs: {}, outputs });

  it("compares sets without order and lists with it", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 2 }), (ids) => {
        const reversed = [...ids].reverse();
        const clients = type("ApplicationPreAuthorized");
        const inputs = { applicationId: APPLICATION_ID, authorizedClientId: ID };
        assert.deepEqual(
          clients.diff(state({ ...inputs, permissionIds: ids }), {
            ...inputs,
            permissionIds: reversed,
          }),
          { changed: [], replaces: [] },
        );
        const accesses = (order: readonly string[]): Properties => ({
          displayName: "x",
          requiredResourceAccesses: [
            { resourceAccesses: order.map((id) => ({ id, type: "Scope" })), resourceAppId: ID },
          ],
          signInAudience: "AzureADMyOrg",
        });
        assert.deepEqual(application.diff(state(accesses(ids)), accesses(reversed)).changed, [
          "requiredResourceAccesses",
        ]);
      }),
    );
  });

  it("takes an absent input for its default or for nothing", () => {
    const outputs = {
      api: { requestedAccessTokenVersion: 1, oauth2PermissionScopes: [] },
      displayName: "x",
      identifierUris: null,
      notes: "",
      optionalClaims: { accessTokens: [], idTokens: [], saml2Tokens: [] },
      signInAudience: "AzureADMyOrg",
    };
    const inputs = { displayName: "x", signInAudience: "AzureADMyOrg" };

    assert.deepEqual(application.diff(state(outputs), inputs).changed, []);
    assert.deepEqual(application.diff(state({ ...outputs, notes: "by hand" }), inputs).changed, [
      "notes",
    ]);
  });

  it("leaves tags alone that no input mentions, and nothing else", () => {
    const inputs = { displayName: "x", signInAudience: "AzureADMyOrg" };
    const byHand = { redirectUris: ["https://by.hand/"] };
    const changedFrom = (drift: Properties, given: Properties = inputs): readonly string[] =>
      application.diff(state({ ...inputs, ...drift }), given).changed;

    assert.deepEqual(changedFrom({ tags: ["by hand"] }), []);
    assert.deepEqual(changedFrom({ tags: ["by hand"] }, { ...inputs, tags: [] }), ["tags"]);
    for (const block of ["publicClient", "singlePageApplication", "web"]) {
      assert.deepEqual(changedFrom({ [block]: byHand }), [block]);
      assert.deepEqual(changedFrom({ [block]: { redirectUris: [] } }), []);
    }
    for (const web of [
      { homepageUrl: "https://by.hand/" },
      { logoutUrl: "https://by.hand/" },
      { implicitGrant: { accessTokenIssuanceEnabled: true } },
      { implicitGrant: { idTokenIssuanceEnabled: true } },
    ]) {
      assert.deepEqual(changedFrom({ web }), ["web"]);
    }
    const none = { accessTokenIssuanceEnabled: false, idTokenIssuanceEnabled: false };
    const empty = { homepageUrl: "", implicitGrant: none, logoutUrl: "", redirectUris: [] };
    assert.deepEqual(changedFrom({ web: empty }), []);
  });

  it("takes what is unknown for a difference, and for a replacement where a change is one", () => {
    const outputs = { applicationId: APPLICATION_ID, authorizedClientId: ID, permissionIds: [ID] };
    assert.deepEqual(
      type("ApplicationPreAuthorized").diff(state(outputs), {
        ...outputs,
        applicationId: UNKNOWN,
        permissionIds: [UNKNOWN],
      }),
      { changed: ["applicationId", "permissionIds"], replaces: ["applicationId"] },
    );
  });

  it("replaces for what the SDK's documentation says so of", () => {
    const replacing = (name: string, ...inputs: readonly string[]): void => {
      const outputs = Object.fromEntries(inputs.map((input) => [input, "before"]));
      const wanted = Object.fromEntries(inputs.map((input) => [input, "after"]));
      const { replaces } = type(name).diff(state(outputs), wanted);
      assert.deepEqual(replaces, [...inputs].sort(), name);
    };
    replacing("ApplicationAppRole", "applicationId", "roleId");
    replacing("ApplicationApiAccess", "apiClientId", "applicationId");
    replacing("ApplicationIdentifierUri", "applicationId", "identifierUri");
    replacing("ApplicationKnownClients", "applicationId");
    replacing("ApplicationOptionalClaims", "applicationId");
    replacing("ApplicationOwner", "applicationId", "ownerObjectId");
    replacing("ApplicationPermissionScope", "applicationId", "scopeId");
    replacing("AppRoleAssignment", "appRoleId", "principalObjectId", "resourceObjectId");
    replacing("Group", "mailNickname");
    replacing("ServicePrincipal", "clientId");
  });
});
