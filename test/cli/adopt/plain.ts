/** A plain registration as it is read, and how it is made otherwise. Pure. */
import type { Found } from "../../../cli/adopt/found";
import type { Application } from "../../../cli/az/application";
import { KNOWN_GRAPH_PERMISSIONS } from "../../../components/rules/values/graphPermissions";
import { CLI, CLIENT_ID, OBJECT_ID, PRINCIPAL_ID, READ, ROLE } from "./byHand";

export const TENANT = "aaaaaaaa-0000-4000-8000-000000000001";
export const CALLER = "bbbbbbbb-0000-4000-8000-000000000001";
export const OTHER = "bbbbbbbb-0000-4000-8000-000000000002";
export const WRITE = "99999999-0000-4000-8000-00000000000c";
export const USER_READ = "e1fe6dd8-ba31-4d61-89e7-88639da4683d";
export const GRAPH = "00000003-0000-0000-c000-000000000000";
/** An optional claim. */
export const EMAIL = {
  name: "email",
  source: null,
  essential: false,
  additionalProperties: [],
};
export const IDENTITY = { project: "management-api", stack: "dev" };

export type Scope = Application["api"]["oauth2PermissionScopes"][number];
export type Role = Application["appRoles"][number];

export function scope(value: string, id: string, changes: Partial<Scope> = {}): Scope {
  return {
    value,
    id,
    isEnabled: true,
    type: "User",
    adminConsentDisplayName: value,
    adminConsentDescription: value,
    userConsentDisplayName: value,
    userConsentDescription: value,
    ...changes,
  };
}

export function role(changes: Partial<Role> = {}): Role {
  return {
    id: ROLE,
    value: "Daemon",
    isEnabled: true,
    displayName: "Daemon",
    description: "Daemon",
    allowedMemberTypes: ["Application"],
    ...changes,
  };
}

/** One scope, one URI, the Azure CLI, version 2: what config says by default, but for the ids. */
export function plain(
  application: Partial<Omit<Application, "api">> = {},
  api: Partial<Application["api"]> = {},
): Found {
  return {
    cloud: "public",
    caller: { objectId: CALLER, tenantId: TENANT },
    graphPermissions: KNOWN_GRAPH_PERMISSIONS,
    application: {
      id: OBJECT_ID,
      appId: CLIENT_ID,
      displayName: "Calls",
      description: "",
      notes: "",
      tags: [],
      serviceManagementReference: "",
      signInAudience: "AzureADMyOrg",
      identifierUris: [`api://${CLIENT_ID}`],
      groupMembershipClaims: "SecurityGroup",
      appRoles: [],
      requiredResourceAccess: [],
      optionalClaims: null,
      passwordCredentials: [],
      keyCredentials: [],
      web: { redirectUris: [], homePageUrl: "" },
      spa: { redirectUris: [] },
      publicClient: { redirectUris: [] },
      ...application,
      api: {
        requestedAccessTokenVersion: 2,
        knownClientApplications: [],
        oauth2PermissionScopes: [scope("read", READ)],
        preAuthorizedApplications: [{ appId: CLI, delegatedPermissionIds: [READ] }],
        ...api,
      },
    },
    servicePrincipal: {
      id: PRINCIPAL_ID,
      accountEnabled: true,
      appRoleAssignmentRequired: false,
      notes: "",
    },
    owners: [CALLER],
    assignments: [],
    federatedCredentials: [],
  };
}

export const GUEST_ROLE = "00000000-0000-0000-0000-000000000000";

/** An assignment of the default role, unless told otherwise. */
export const assignment = (id: string, who: string, type: string, roleId = GUEST_ROLE) => ({
  id,
  appRoleId: roleId,
  principalId: who,
  principalType: type,
  principalDisplayName: "Somebody",
});
