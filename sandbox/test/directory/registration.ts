/**
 * Requests in the shapes that the real azuread provider sends (version 6.9.1), as short as they can
 * be.
 */
import { AZURE_CLI_APP_ID, MICROSOFT_GRAPH_APP_ID } from "../../directory";
import { type TestDirectory, text } from "./client";

export const SCOPE_ID = "10000000-0000-4000-8000-000000000000";
export const OTHER_SCOPE_ID = "10000000-0000-4000-8000-000000000001";
export const ROLE_ID = "20000000-0000-4000-8000-000000000001";
export const OTHER_CLIENT_ID = "1950a258-227b-4e31-a9cf-717495945fc2";

/** A scope, exactly as sent. */
export function scope(id = SCOPE_ID, value = "access_as_producer", isEnabled = true) {
  return {
    adminConsentDescription: "as producer",
    adminConsentDisplayName: "Access",
    id,
    isEnabled,
    type: "User",
    userConsentDescription: "as producer",
    userConsentDisplayName: "Access",
    value,
  };
}

/** A role for applications, exactly as sent. */
export function appRole(id = ROLE_ID, value = "ManagementAPI.AccessAll", isEnabled = true) {
  return {
    allowedMemberTypes: ["Application"],
    description: "all",
    displayName: "AccessAll",
    id,
    isEnabled,
    value,
  };
}

/** The POST of `azuread.Application`. */
export function applicationBody(owners: readonly string[], changes: object = {}): object {
  return {
    "@odata.type": "#microsoft.graph.application",
    api: {
      acceptMappedClaims: false,
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      requestedAccessTokenVersion: 2,
    },
    appRoles: [appRole()],
    description: null,
    displayName: "Management API",
    groupMembershipClaims: "SecurityGroup",
    identifierUris: [],
    info: {
      marketingUrl: null,
      privacyStatementUrl: null,
      supportUrl: null,
      termsOfServiceUrl: null,
    },
    isDeviceOnlyAuthSupported: false,
    isFallbackPublicClient: false,
    notes: null,
    optionalClaims: {
      accessToken: [],
      idToken: [{ additionalProperties: ["emit_as_roles"], essential: false, name: "groups" }],
      saml2Token: [],
    },
    "owners@odata.bind": owners.map(
      (owner) => `https://graph.microsoft.com/v1.0/directoryObjects/${owner}`,
    ),
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [
      {
        resourceAccess: [{ id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" }],
        resourceAppId: MICROSOFT_GRAPH_APP_ID,
      },
    ],
    serviceManagementReference: null,
    signInAudience: "AzureADMyOrg",
    spa: { redirectUris: [] },
    tags: [],
    web: {
      homePageUrl: null,
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      logoutUrl: null,
      redirectUris: [],
    },
    ...changes,
  };
}

/** The POST of `azuread.ServicePrincipal`. */
export function servicePrincipalBody(appId: string, owner: string): object {
  return {
    "@odata.type": "#microsoft.graph.servicePrincipal",
    accountEnabled: true,
    alternativeNames: [],
    appId,
    appRoleAssignmentRequired: false,
    description: "TERRAFORM_UPDATE_1",
    loginUrl: null,
    notes: null,
    notificationEmailAddresses: [],
    "owners@odata.bind": [`https://graph.microsoft.com/v1.0/directoryObjects/${owner}`],
    preferredSingleSignOnMode: null,
    samlSingleSignOnSettings: {},
    tags: [],
  };
}

/** A finished registration. */
export interface Registration {
  readonly objectId: string;
  readonly appId: string;
  readonly servicePrincipalId: string;
}

/**
 * Makes the whole registration: application, URI, scope, service principal, and the Azure CLI
 * pre-authorized.
 */
export async function register(
  test: TestDirectory,
  changes: object = {},
  preAuthorized: readonly object[] = [
    { appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [SCOPE_ID] },
  ],
): Promise<Registration> {
  const { objectId: owner } = test.directory.deployer;
  const created = await test.graph("POST", "/v1.0/applications", applicationBody([owner], changes));
  const objectId = text(created, "id");
  const appId = text(created, "appId");
  const path = `/v1.0/applications/${objectId}`;
  await test.graph("PATCH", path, { identifierUris: [`api://${appId}`] });
  await test.graph("PATCH", path, { api: { oauth2PermissionScopes: [scope()] } });
  const principal = await test.graph(
    "POST",
    "/v1.0/servicePrincipals",
    servicePrincipalBody(appId, owner),
  );
  await test.graph("PATCH", path, { api: { preAuthorizedApplications: preAuthorized } });
  return { objectId, appId, servicePrincipalId: text(principal, "id") };
}
