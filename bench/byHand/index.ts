/**
 * What people would write by hand: the resources of the default stack, without config, checks,
 * look-ups and derived ids.
 */
import * as azuread from "@pulumi/azuread";

const TEXT = "Access Broadcaster for Teams as producer";
const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

const caller = azuread.getClientConfigOutput().objectId;
const registration = new azuread.Application(
  "registration",
  {
    displayName: "BDK Management API (dev)",
    preventDuplicateNames: true,
    signInAudience: "AzureADMyOrg",
    owners: [caller],
    api: { requestedAccessTokenVersion: 2 },
    appRoles: [
      {
        id: "02b36f77-2827-51ec-8ce4-80a6da6b2505",
        value: "ManagementAPI.AccessAll",
        displayName: "AccessAll",
        description: "Access to Management API",
        allowedMemberTypes: ["Application"],
      },
    ],
    groupMembershipClaims: ["SecurityGroup"],
    optionalClaims: { idTokens: [{ name: "groups", additionalProperties: ["emit_as_roles"] }] },
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
  { ignoreChanges: ["identifierUris", "api.oauth2PermissionScopes", "oauth2PermissionScopeIds"] },
);
const applicationId = registration.id;
new azuread.ApplicationIdentifierUri("uri", {
  applicationId,
  identifierUri: registration.clientId.apply((id) => `api://${id}`),
});
const scope = new azuread.ApplicationPermissionScope("scope", {
  applicationId,
  scopeId: "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597",
  value: "access_as_producer",
  type: "User",
  adminConsentDisplayName: TEXT,
  adminConsentDescription: TEXT,
  userConsentDisplayName: TEXT,
  userConsentDescription: TEXT,
});
new azuread.ApplicationPreAuthorized("azure-cli", {
  applicationId,
  authorizedClientId: AZURE_CLI,
  permissionIds: [scope.scopeId],
});
new azuread.ServicePrincipal("service-principal", {
  clientId: registration.clientId,
  useExisting: true,
  appRoleAssignmentRequired: false,
  owners: [caller],
});

/** The command that prints a token. */
export const tokenCommand = registration.clientId.apply(
  (id) => `az account get-access-token --resource ${id}`,
);
