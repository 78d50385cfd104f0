/** A registration that somebody made in the portal, with a bit of everything. */
import * as v from "valibot";
import { ApplicationSchema, ServicePrincipalSchema } from "../../../sandbox/directory/model";
import { SEED } from "../../../sandbox/directory";
import type { Registration } from "../../support/registrations";

export const CLIENT_ID = "99999999-0000-4000-8000-000000000001";
export const OBJECT_ID = "99999999-0000-4000-8000-000000000002";
export const PRINCIPAL_ID = "99999999-0000-4000-8000-000000000003";
export const READ = "99999999-0000-4000-8000-00000000000a";
export const OFF = "99999999-0000-4000-8000-00000000000b";
export const ROLE = "99999999-0000-4000-8000-00000000000d";
export const VS_CODE = "aebc6443-996d-45c2-90f0-388ff96faa56";
export const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const AT = "2026-01-01T00:00:00Z";

const scope = (value: string, id: string, isEnabled: boolean) => ({
  adminConsentDescription: value,
  adminConsentDisplayName: value,
  id,
  isEnabled,
  type: "User" as const,
  userConsentDescription: value,
  userConsentDisplayName: null,
  value,
});

/** Its parts in a directory. */
export function byHand(): Registration {
  return {
    applications: [
      v.parse(ApplicationSchema, {
        displayName: "Calls API",
        api: {
          oauth2PermissionScopes: [scope("read", READ, true), scope("off", OFF, false)],
          preAuthorizedApplications: [{ appId: VS_CODE, delegatedPermissionIds: [READ, OFF] }],
        },
        appRoles: [
          {
            allowedMemberTypes: ["Application"],
            description: "For daemons",
            displayName: "Daemon",
            id: ROLE,
            isEnabled: true,
            value: "Daemon",
          },
        ],
        identifierUris: [`api://${CLIENT_ID}`],
        notes: "Managed by Terraform, ask Dana.",
        tags: ["team:calls"],
        web: { redirectUris: ["https://calls.example/"] },
        appId: CLIENT_ID,
        createdDateTime: AT,
        federatedIdentityCredentials: [],
        id: OBJECT_ID,
        owners: [SEED.user.objectId, SEED.guest.objectId],
        passwordCredentials: [],
      }),
    ],
    servicePrincipals: [
      v.parse(ServicePrincipalSchema, {
        appId: CLIENT_ID,
        createdDateTime: AT,
        id: PRINCIPAL_ID,
        owners: [],
        published: null,
      }),
    ],
    appRoleAssignments: [
      {
        appRoleId: "00000000-0000-0000-0000-000000000000",
        createdDateTime: AT,
        id: "assignment-1",
        principalId: SEED.group.objectId,
        resourceId: PRINCIPAL_ID,
      },
    ],
  };
}
