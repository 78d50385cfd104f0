/**
 * Requests that are right, one for each thing that the directory does. "{created}", "{secret}" and
 * others stand for what is known later.
 */
import { AZURE_CLI_APP_ID, MICROSOFT_GRAPH_APP_ID, SEED } from "../../directory";
import { ROLE_ID, SCOPE_ID, appRole, scope } from "./registration";

export const CREATED = "{created}";
const reference = `https://graph.microsoft.com/v1.0/directoryObjects/${SEED.user.objectId}`;
const application = {
  api: {
    knownClientApplications: [],
    oauth2PermissionScopes: [scope()],
    preAuthorizedApplications: [{ appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [SCOPE_ID] }],
    requestedAccessTokenVersion: 2,
  },
  appRoles: [appRole()],
  displayName: "Fuzzed",
  groupMembershipClaims: "SecurityGroup",
  identifierUris: ["api://sandbox.example/api"],
  isFallbackPublicClient: true,
  optionalClaims: { accessToken: [{ name: "groups", additionalProperties: ["emit_as_roles"] }] },
  "owners@odata.bind": [reference],
  publicClient: { redirectUris: ["http://localhost:1"] },
  requiredResourceAccess: [
    { resourceAppId: MICROSOFT_GRAPH_APP_ID, resourceAccess: [{ id: SCOPE_ID, type: "Scope" }] },
  ],
  tags: ["one"],
  web: { redirectUris: ["https://sandbox.example/back"] },
};
const group = {
  displayName: "Fuzzed",
  groupTypes: [],
  mailEnabled: false,
  mailNickname: "fuzzed",
  "members@odata.bind": [reference],
  securityEnabled: true,
  writebackConfiguration: { isEnabled: true, onPremisesGroupType: null },
};
const user = {
  accountEnabled: true,
  displayName: "Fuzzed",
  mailNickname: "fuzzed",
  passwordProfile: { password: "fuzzed password", forceChangePasswordNextSignIn: true },
  userPrincipalName: "fuzzed@sandbox.example",
};

/** What a right request to Graph says: method, path and body. */
export const GRAPH: readonly (readonly [string, string, unknown?])[] = [
  ["POST", "/applications", application],
  ["PATCH", `/applications/${CREATED}`, application],
  ["PATCH", `/applications/${CREATED}`, { api: { oauth2PermissionScopes: [scope()] } }],
  ["DELETE", `/applications/${CREATED}`],
  ["GET", `/applications(appId='${SEED.deployer.clientId}')`],
  ["POST", `/applications/${CREATED}/owners/$ref`, { "@odata.id": reference }],
  ["DELETE", `/applications/${CREATED}/owners/${SEED.user.objectId}/$ref`],
  [
    "POST",
    `/applications/${CREATED}/addPassword`,
    {
      passwordCredential: {
        displayName: "x",
        startDateTime: "2026-01-01T00:00:00Z",
        endDateTime: "2999-01-01T00:00:00Z",
      },
    },
  ],
  ["POST", `/applications/${CREATED}/removePassword`, { keyId: ROLE_ID }],
  [
    "POST",
    `/applications/${CREATED}/federatedIdentityCredentials`,
    { audiences: ["a"], issuer: "https://issuer.example", name: "ci", subject: "s" },
  ],
  ["PATCH", `/applications/${CREATED}/federatedIdentityCredentials/ci`, { subject: "t" }],
  ["POST", "/servicePrincipals", { appId: AZURE_CLI_APP_ID, tags: ["x"] }],
  ["PATCH", `/servicePrincipals/${SEED.graphObjectId}`, { accountEnabled: true, notes: "x" }],
  [
    "POST",
    `/servicePrincipals/${SEED.graphObjectId}/appRoleAssignedTo`,
    {
      appRoleId: "00000000-0000-0000-0000-000000000000",
      principalId: SEED.user.objectId,
      resourceId: SEED.graphObjectId,
    },
  ],
  ["GET", `/servicePrincipals/${SEED.deployer.objectId}/appRoleAssignments`],
  ["DELETE", `/servicePrincipals/${SEED.graphObjectId}/appRoleAssignedTo/${CREATED}`],
  ["POST", "/groups", group],
  ["PATCH", `/groups/${SEED.group.objectId}`, group],
  ["GET", `/groups/${SEED.group.objectId}/transitiveMembers`],
  ["POST", `/groups/${SEED.group.objectId}/members/$ref`, { "@odata.id": reference }],
  ["POST", "/users", user],
  ["PATCH", `/users/${CREATED}`, user],
  ["GET", "/users/dana@sandbox.example/memberOf/microsoft.graph.group"],
  ["POST", "/me/getMemberGroups", { securityEnabledOnly: true }],
  ["GET", "/me"],
  [
    "POST",
    `/directoryObjects/${SEED.user.objectId}/checkMemberGroups`,
    { groupIds: [SEED.group.objectId] },
  ],
  [
    "POST",
    "/oauth2PermissionGrants",
    {
      clientId: SEED.deployer.objectId,
      consentType: "AllPrincipals",
      expiryTime: "2999-01-01T00:00:00Z",
      resourceId: SEED.graphObjectId,
      scope: "User.Read",
    },
  ],
  ["PATCH", `/oAuth2PermissionGrants/${CREATED}`, { scope: "email" }],
  ["GET", "/applications?$filter=displayName eq 'Fuzzed'&$select=id&$top=1&$count=true"],
  ["GET", "/servicePrincipals?$top=1&$skiptoken=1"],
  ["GET", "/domains"],
];

const form = {
  client_id: AZURE_CLI_APP_ID,
  scope: "https://graph.microsoft.com/.default openid offline_access",
};
/** What a right request to the token service says: method, path and form or query. */
export const LOGIN: readonly (readonly [string, string, Readonly<Record<string, string>>?])[] = [
  ["GET", "/common/discovery/instance"],
  ["GET", "/common/userrealm/dana@sandbox.example"],
  ["GET", "/organizations/v2.0/.well-known/openid-configuration"],
  ["GET", `/${SEED.tenantId}/discovery/keys`],
  ["POST", "/organizations/oauth2/v2.0/devicecode", form],
  [
    "GET",
    "/organizations/oauth2/v2.0/authorize",
    {
      ...form,
      code_challenge: "x",
      login_hint: "dana@sandbox.example",
      redirect_uri: "http://localhost:1",
      response_mode: "form_post",
      response_type: "code",
      state: "s",
    },
  ],
  ...[
    { ...form, grant_type: "password", username: "dana@sandbox.example", password: "{password}" },
    { ...form, grant_type: "device_code", device_code: CREATED },
    { ...form, grant_type: "refresh_token", refresh_token: "{refresh}" },
    {
      ...form,
      grant_type: "authorization_code",
      code: CREATED,
      redirect_uri: "http://localhost:1",
    },
    {
      client_id: SEED.deployer.clientId,
      client_secret: "{secret}",
      grant_type: "client_credentials",
      scope: "https://graph.microsoft.com/.default",
    },
  ].map((fields) => ["POST", `/${SEED.tenantId}/oauth2/v2.0/token`, fields] as const),
];
