/** What tests of a registration that is there find in the directory, in mode adopt. */
import type { Config } from "../support/stackRun";
import { mockIds, type runUnderMocks } from "../support/mockStack";

export const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
export const { clientId, caller } = mockIds;
export const REGISTRATION = { mode: "adopt", clientId };
export const applicationId = `/applications/${mockIds.registration}`;
export const principalId = `/servicePrincipals/${mockIds.servicePrincipal}`;
export const READ = "11111111-1111-4111-8111-111111111111";
export const OFF = "33333333-3333-4333-8333-333333333333";
export const ROLE = "44444444-4444-4444-8444-444444444444";
export const DANA = "55555555-5555-4555-8555-555555555555";
export const WEB = "66666666-6666-4666-8666-666666666666";
export const GRAPH = "00000003-0000-0000-c000-000000000000";
export const USER_READ = "e1fe6dd8-ba31-4d61-89e7-88639da4683d";
export const USER_READ_ALL = "df021288-bdef-4463-88db-98f22de89214";

export type Options = NonNullable<Parameters<typeof runUnderMocks>[1]>;

export const role = (id: string, value: string, enabled = true): object => ({
  id,
  value,
  enabled,
  allowedMemberTypes: ["Application"],
});
export const scope = (id: string, value: string, enabled = true): object => ({
  id,
  value,
  enabled,
  type: "User",
});
export const found = (others: Options["registration"] = {}): Options => ({
  registration: {
    displayName: "Calls",
    identifierUris: ["api://calls"],
    apis: [{ requestedAccessTokenVersion: 1, oauth2PermissionScopes: [scope(READ, "read")] }],
    ...others,
  },
  servicePrincipals: { [clientId]: mockIds.servicePrincipal },
});

export const WHOLE: Config = {
  identifierUris: ["api://calls", "api://{clientId}"],
  tokenVersion: 1,
  scopes: [{ value: "read", id: READ }],
  appRoles: [{ value: "Daemon", id: ROLE, allowedMemberTypes: ["Application", "User"] }],
  groupMembershipClaims: ["SecurityGroup", "ApplicationGroup"],
  graphPermissions: ["User.Read", { name: "User.Read.All", type: "application" }],
  owners: [DANA, caller],
  knownClients: [WEB],
  assignments: [{ principal: DANA, role: "Daemon" }, DANA],
  assignmentRequired: true,
};

/** Import ids of all parts of {@link WHOLE}. */
export const IMPORTS = {
  "uri-api://calls": `${applicationId}/identifierUris/YXBpOi8vY2FsbHM=`,
  uri: `${applicationId}/identifierUris/${btoa(`api://${clientId}`)}`,
  [`scope-${READ}`]: `${applicationId}/permissionScopes/${READ}`,
  [`app-role-${ROLE}`]: `${applicationId}/appRoles/${ROLE}`,
  [`client-${CLI}`]: `${mockIds.registration}/preAuthorizedApplication/${CLI}`,
  [`owner-${DANA}`]: `${applicationId}/owners/${DANA}`,
  "graph-access": `${applicationId}/apiAccess/${GRAPH}`,
  "known-clients": `${applicationId}/knownClients`,
  "service-principal": principalId,
  [`assignment-${DANA}`]: `${principalId}/appRoleAssignedTo/any`,
  [`assignment-${DANA}-${ROLE}`]: `${principalId}/appRoleAssignedTo/other`,
};
