/**
 * Proves what the directory refuses in a new application, and that the closest allowed thing
 * passes. It cannot prove that Entra ID decides so, nor in these words: the rules' sources are in
 * the code.
 */
import assert from "node:assert/strict";
import { refusalOf, type Reply, useTestDirectory } from "./client";
import { OTHER_SCOPE_ID, ROLE_ID, SCOPE_ID, appRole, scope } from "./registration";

describe("rules of applications", () => {
  const test = useTestDirectory();

  const post = (body: object): Promise<Reply> => test.graph("POST", "/v1.0/applications", body);

  const properties = (changes: object): object => ({ displayName: "x", ...changes });
  const scopes = (...items: object[]): object =>
    properties({ api: { oauth2PermissionScopes: items, requestedAccessTokenVersion: 2 } });
  const invalid = (property: string): string =>
    `Invalid value specified for property '${property}' of resource 'Application'.`;
  const duplicate = "Request contains a property with duplicate values.";
  const refused: readonly (readonly [string, object, string])[] = [
    [
      "no display name",
      {},
      "A value is required for property 'displayName' of resource 'Application'.",
    ],
    ["a blank display name", { displayName: " " }, invalid("displayName")],
    ["a display name of 121 characters", { displayName: "x".repeat(121) }, invalid("displayName")],
    [
      "a description of 1025 characters",
      properties({ description: "x".repeat(1025) }),
      invalid("description"),
    ],
    ["an unknown property", properties({ colour: "red" }), "Invalid property 'colour'."],
    [
      "an unknown member of api",
      properties({ api: { colour: "red" } }),
      "Invalid property 'api.colour'.",
    ],
    ["an unknown audience", properties({ signInAudience: "Everybody" }), invalid("signInAudience")],
    [
      "an unknown group claim",
      properties({ groupMembershipClaims: "Some" }),
      invalid("groupMembershipClaims"),
    ],
    [
      "a token version 3",
      properties({ api: { requestedAccessTokenVersion: 3 } }),
      invalid("api.requestedAccessTokenVersion"),
    ],
    [
      "version 1 tokens for personal accounts",
      properties({
        signInAudience: "AzureADandPersonalMicrosoftAccount",
        api: { requestedAccessTokenVersion: 1 },
      }),
      "Property api.requestedAccessTokenVersion is invalid.",
    ],
    [
      "a scope value with a space",
      scopes(scope(SCOPE_ID, "a b")),
      invalid("api.oauth2PermissionScopes.0.value"),
    ],
    [
      "a scope value with a leading dot",
      scopes(scope(SCOPE_ID, ".a")),
      invalid("api.oauth2PermissionScopes.0.value"),
    ],
    [
      "a scope value of 121 characters",
      scopes(scope(SCOPE_ID, "a".repeat(121))),
      invalid("api.oauth2PermissionScopes.0.value"),
    ],
    [
      "a scope type that is neither User nor Admin",
      scopes({ ...scope(), type: "Both" }),
      invalid("api.oauth2PermissionScopes.0.type"),
    ],
    ["a scope id that is no GUID", scopes(scope("1")), invalid("api.oauth2PermissionScopes.0.id")],
    [
      "a scope with an origin",
      scopes({ ...scope(), origin: "Application" }),
      "Invalid property 'api.oauth2PermissionScopes.0.origin'.",
    ],
    ["two scopes of one id", scopes(scope(), scope(SCOPE_ID, "other")), duplicate],
    ["two scopes of one value", scopes(scope(), scope(OTHER_SCOPE_ID)), duplicate],
    [
      "a role for nobody",
      properties({ appRoles: [{ ...appRole(), allowedMemberTypes: [] }] }),
      invalid("appRoles.0.allowedMemberTypes"),
    ],
    [
      "a role for devices",
      properties({ appRoles: [{ ...appRole(), allowedMemberTypes: ["Device"] }] }),
      invalid("appRoles.0.allowedMemberTypes.0"),
    ],
    [
      "a role with the value of a scope",
      { ...scopes(scope(SCOPE_ID, "Same")), appRoles: [appRole(ROLE_ID, "Same")] },
      duplicate,
    ],
    [
      "an identifier URI of 256 characters",
      properties({ identifierUris: [`api://${"x".repeat(250)}`] }),
      invalid("identifierUris.0"),
    ],
    [
      "an identifier URI with a wildcard",
      properties({ identifierUris: ["https://*.sandbox.example"] }),
      invalid("identifierUris.0"),
    ],
    [
      "an identifier URI without a scheme",
      properties({ identifierUris: ["management-api"] }),
      invalid("identifierUris"),
    ],
    [
      "a secret in a POST",
      properties({ passwordCredentials: [{ displayName: "x" }] }),
      "New password credentials must be generated using service actions.",
    ],
    [
      "a foreign domain in a version 1 registration",
      properties({ identifierUris: ["https://elsewhere.example"] }),
      "Values of identifierUris property must use a verified domain of the organization or its subdomain: 'https://elsewhere.example'",
    ],
    ["a tag with a space", properties({ tags: ["a b"] }), invalid("tags.0")],
  ];
  for (const [what, body, message] of refused) {
    it(`refuses ${what} and stores nothing`, async () => {
      assert.deepEqual(refusalOf(await post(body)).slice(2), [message]);
      assert.equal(test.directory.state.applications.length, 1);
    });
  }

  const accepted: readonly (readonly [string, object])[] = [
    [
      "version 2 tokens for personal accounts",
      properties({
        signInAudience: "PersonalMicrosoftAccount",
        api: { requestedAccessTokenVersion: 2 },
      }),
    ],
    ["a display name of 120 characters", { displayName: "x".repeat(120) }],
    [
      "every character that a scope value may have",
      scopes(scope(SCOPE_ID, "aZ09:!#$%&'()*+,-./;<=>?@[]^_`{|}~")),
    ],
    [
      "a role and a scope that are one thing",
      {
        ...scopes({
          ...scope(SCOPE_ID, "Same"),
          adminConsentDescription: "all",
          adminConsentDisplayName: "AccessAll",
        }),
        appRoles: [appRole(SCOPE_ID, "Same")],
      },
    ],
    [
      "an identifier URI of 255 characters",
      properties({
        api: { requestedAccessTokenVersion: 2 },
        identifierUris: [`api://${"x".repeat(249)}`],
      }),
    ],
    [
      "a version 1 registration on the tenant's own domain",
      properties({ identifierUris: ["https://api.sandbox.example/x"] }),
    ],
    ["several group claims", properties({ groupMembershipClaims: "SecurityGroup, DirectoryRole" })],
  ];
  for (const [what, body] of accepted) {
    it(`accepts ${what}`, async () => {
      assert.equal((await post(body)).status, 201);
    });
  }

  it("keeps a role without a value, which the provider sends as an empty one, as null", async () => {
    const roles = [appRole(ROLE_ID, ""), appRole(SCOPE_ID, "")];
    const created = await post(properties({ appRoles: roles }));
    assert.deepEqual(
      created.body["appRoles"],
      roles.map((role) => ({ ...role, value: null })),
    );
  });

  it("takes any identifier URI from a tenant that is exempt, but no URI twice", async () => {
    const uris = properties({ identifierUris: ["api://acctestServicePrincipal-1"] });
    assert.deepEqual(refusalOf(await post(uris)).slice(0, 2), [400, "HostNameNotOnVerifiedDomain"]);
    test.directory.state.policies.identifierUriPolicy = false;
    assert.equal((await post(uris)).status, 201);
    assert.deepEqual(refusalOf(await post(uris)).slice(2), [
      "Another object with the same value for property identifierUris already exists.",
    ]);
  });

  it("takes no registration back to version 1 with a URI that version 1 may not have", async () => {
    const { tenantId } = test.directory;
    const create = (uri: string) =>
      post(properties({ identifierUris: [uri], api: { requestedAccessTokenVersion: 2 } }));
    const goBack = ({ body }: Reply) =>
      test.graph("PATCH", `/v1.0/applications/${String(body["id"])}`, {
        api: { requestedAccessTokenVersion: 1 },
      });
    const refusal = refusalOf(await goBack(await create("api://calls")));
    assert.deepEqual(refusal.slice(0, 2), [400, "HostNameNotOnVerifiedDomain"]);
    assert.equal((await goBack(await create(`api://calls/${tenantId}`))).status, 204);
  });
});
