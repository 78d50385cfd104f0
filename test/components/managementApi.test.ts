/**
 * Proves what the program asks Pulumi for: every resource, property and resource option of the
 * default registration. Runs under mocks, so it cannot prove what the
 * provider sends (test/endToEnd does).
 */
import assert from "node:assert/strict";
import { mockIds } from "../support/mockStack";
import { run } from "./mockComponent";

const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const SCOPE_ID = "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597";
const TEXT = "Access Broadcaster for Teams as producer";
const applicationId = `/applications/${mockIds.registration}`;
const { clientId, tenantId } = mockIds;
const token = `az account get-access-token --resource ${clientId}`;

describe("the default registration", () => {
  it("asks for exactly the BDK's resources", async () => {
    const { resources, invokes } = await run({});
    assert.deepEqual(resources, [
      { type: "bdk:index:ManagementApi", name: "management-api", inputs: {} },
      {
        type: "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized",
        name: `management-api-client-${CLI}`,
        inputs: { applicationId, authorizedClientId: CLI, permissionIds: [SCOPE_ID] },
      },
      {
        type: "azuread:index/application:Application",
        name: "management-api-registration",
        inputs: {
          displayName: "BDK Management API (dev)",
          preventDuplicateNames: true,
          signInAudience: "AzureADMyOrg",
          owners: [mockIds.caller],
          api: { requestedAccessTokenVersion: 2 },
          appRoles: [
            {
              id: "02b36f77-2827-51ec-8ce4-80a6da6b2505",
              value: "ManagementAPI.AccessAll",
              displayName: "AccessAll",
              description: "Access to Management API",
              allowedMemberTypes: ["Application"],
              enabled: true,
            },
          ],
          tags: [],
          groupMembershipClaims: ["SecurityGroup"],
          optionalClaims: {
            idTokens: [{ name: "groups", additionalProperties: ["emit_as_roles"] }],
          },
          requiredResourceAccesses: [
            {
              resourceAppId: "00000003-0000-0000-c000-000000000000",
              resourceAccesses: [
                { id: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", type: "Scope" },
                { id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" },
              ],
            },
          ],
        },
      },
      {
        type: "azuread:index/applicationPermissionScope:ApplicationPermissionScope",
        name: "management-api-scope-access_as_producer",
        inputs: {
          applicationId,
          scopeId: SCOPE_ID,
          value: "access_as_producer",
          type: "User",
          adminConsentDisplayName: TEXT,
          adminConsentDescription: TEXT,
          userConsentDisplayName: TEXT,
          userConsentDescription: TEXT,
        },
      },
      {
        type: "azuread:index/servicePrincipal:ServicePrincipal",
        name: "management-api-service-principal",
        inputs: {
          clientId,
          useExisting: true,
          appRoleAssignmentRequired: false,
          owners: [mockIds.caller],
        },
      },
      {
        type: "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri",
        name: "management-api-uri",
        inputs: { applicationId, identifierUri: `api://${clientId}` },
      },
    ]);
    assert.deepEqual(
      invokes.map((invoke) => invoke.token),
      [
        "azuread:index/getClientConfig:getClientConfig",
        "azuread:index/getApplication:getApplication",
      ],
      "known Graph permissions cost no request",
    );
  });

  it("asks for exactly these options", async () => {
    const { options } = await run({});
    const part = { parent: "management-api", dependsOn: ["management-api-registration"] };
    assert.deepEqual(options, {
      "management-api-dev": {},
      "management-api": { parent: "management-api-dev" },
      "management-api-registration": {
        parent: "management-api",
        ignoreChanges: ["identifierUris", "api.oauth2PermissionScopes", "oauth2PermissionScopeIds"],
      },
      "management-api-uri": part,
      "management-api-scope-access_as_producer": {
        ...part,
        aliases: [`management-api-scope-${SCOPE_ID}`],
      },
      [`management-api-client-${CLI}`]: {
        parent: "management-api",
        // Removed before the scope is, added after it.
        dependsOn: ["management-api-registration", "management-api-scope-access_as_producer"],
      },
      "management-api-service-principal": part,
    });
  });

  it("has outputs for people and programs", async () => {
    const { outputs } = await run({});
    assert.deepEqual(outputs, {
      tokenCommand: token,
      loginCommand: `az login --tenant ${tenantId} --scope ${clientId}/.default --allow-no-subscriptions`,
      tokenCommands: {
        tokenOnly: `${token} --query accessToken --output tsv`,
        bash: `TOKEN=$(${token} --query accessToken --output tsv)`,
        powershell: `$token = ${token} --query accessToken --output tsv`,
        curl: `curl -H "Authorization: Bearer $(${token} --query accessToken -o tsv)" "$API_URL"`,
        scope: `az account get-access-token --scope ${clientId}/.default`,
        tenant: `${token} --tenant ${tenantId}`,
        azd: `azd auth token --scope ${clientId}/.default --tenant-id ${tenantId}`,
        azurePowerShell: `(Get-AzAccessToken -ResourceUrl ${clientId} -AsSecureString).Token | ConvertFrom-SecureString -AsPlainText`,
      },
      clientId,
      tenantId,
      identifierUri: `api://${clientId}`,
      identifierUris: [`api://${clientId}`],
      objectIds: {
        registration: mockIds.registration,
        servicePrincipal: mockIds.servicePrincipal,
      },
      scopes: [`api://${clientId}/access_as_producer`],
      expectedToken: {
        aud: clientId,
        iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
        ver: "2.0",
        tid: tenantId,
        azp: CLI,
        scp: "access_as_producer",
        roles: "ManagementAPI.AccessAll",
      },
      appSettings: {
        "Settings:AzureAdConfiguration:ClientId": clientId,
        "Settings:AzureAdConfiguration:GroupId": "",
        "Settings:AzureAdConfiguration:Instance": "https://login.microsoftonline.com/",
        "Settings:AzureAdConfiguration:TenantId": tenantId,
      },
      declared: {
        registration: "create",
        displayName: "BDK Management API (dev)",
        scopes: { access_as_producer: SCOPE_ID },
        appRoles: { "ManagementAPI.AccessAll": "02b36f77-2827-51ec-8ce4-80a6da6b2505" },
        clients: { [CLI]: ["access_as_producer"] },
        assignmentRequired: false,
      },
      adminConsent: { permissions: [] },
      requiredPermissions: [
        "Application.ReadWrite.OwnedBy: the registration, its parts and its service principal",
      ],
    });
  });
});

describe("commands that are outputs", () => {
  it("are whole on Pulumi's screen, which cuts texts after 150 characters", async () => {
    const { outputs } = await run({});
    const { tokenCommand, loginCommand, tokenCommands } = outputs as {
      tokenCommand: string;
      loginCommand: string;
      tokenCommands: Record<string, string>;
    };
    assert.deepEqual(
      Object.entries({ ...tokenCommands, tokenCommand, loginCommand }).filter(
        ([, command]) => command.length >= 150,
      ),
      [],
    );
  });
});
