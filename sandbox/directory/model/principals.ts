/**
 * Service principals, groups and users, what they may do, and the checks on what a request may say
 * of them.
 */
import * as v from "valibot";
import { AppRoleSchema, PermissionScopeSchema } from "./application";
import { dateTime, flag, guid, list, nullable, text } from "./fields";

const servicePrincipalEntries = {
  accountEnabled: flag(true),
  alternativeNames: list(v.string()),
  appRoleAssignmentRequired: flag(false),
  description: nullable(text(1024)),
  loginUrl: nullable(v.string()),
  notes: nullable(text(1024)),
  notificationEmailAddresses: list(v.string()),
  preferredSingleSignOnMode: nullable(v.string()),
  preferredTokenSigningKeyThumbprint: nullable(v.string()),
  samlSingleSignOnSettings: nullable(v.strictObject({ relayState: nullable(v.string()) })),
  servicePrincipalType: v.optional(v.literal("Application"), "Application"),
  tags: list(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
};

export const NewServicePrincipalSchema = v.strictObject({
  ...servicePrincipalEntries,
  appId: guid,
});

export const ServicePrincipalPatchSchema = v.partial(v.strictObject(servicePrincipalEntries));

/**
 * A service principal as stored. `published` holds what the application behind it says where that
 * application lives in another tenant (Microsoft Graph); otherwise it is read from the application,
 * so that the two never disagree.
 */
export const ServicePrincipalSchema = v.strictObject({
  ...NewServicePrincipalSchema.entries,
  createdDateTime: dateTime,
  id: guid,
  owners: list(guid),
  published: nullable(
    v.strictObject({
      appRoles: v.array(AppRoleSchema),
      displayName: v.string(),
      oauth2PermissionScopes: v.array(PermissionScopeSchema),
      servicePrincipalNames: v.array(v.string()),
    }),
  ),
});

const groupEntries = {
  description: nullable(text(1024)),
  displayName: v.pipe(v.string(), v.regex(/\S/), v.maxLength(256)),
  groupTypes: list(v.picklist(["Unified", "DynamicMembership"])),
  isAssignableToRole: nullable(v.boolean()),
  mailEnabled: v.boolean(),
  mailNickname: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  membershipRule: nullable(v.string()),
  membershipRuleProcessingState: nullable(v.string()),
  resourceBehaviorOptions: list(v.string()),
  resourceProvisioningOptions: list(v.string()),
  securityEnabled: v.boolean(),
  theme: nullable(v.string()),
  visibility: nullable(v.string()),
  writebackConfiguration: v.optional(
    v.strictObject({
      isEnabled: nullable(v.boolean()),
      onPremisesGroupType: nullable(v.string()),
    }),
    {},
  ),
};

export const NewGroupSchema = v.strictObject(groupEntries);

export const GroupPatchSchema = v.partial(v.strictObject(groupEntries));

export const GroupSchema = v.strictObject({
  ...groupEntries,
  createdDateTime: dateTime,
  id: guid,
  members: list(guid),
  owners: list(guid),
});

export const NewAppRoleAssignmentSchema = v.strictObject({
  appRoleId: guid,
  principalId: guid,
  resourceId: guid,
});

/**
 * An app role assignment as stored: a principal holds a role (or, all zeroes, plain access) on a
 * resource.
 */
export const AppRoleAssignmentSchema = v.strictObject({
  ...NewAppRoleAssignmentSchema.entries,
  createdDateTime: dateTime,
  id: v.string(),
});

export const NewPermissionGrantSchema = v.strictObject({
  clientId: guid,
  consentType: v.picklist(["AllPrincipals", "Principal"]),
  expiryTime: v.optional(dateTime),
  principalId: nullable(guid),
  resourceId: guid,
  scope: nullable(v.string()),
  startTime: v.optional(dateTime),
});

/**
 * A delegated permission grant as stored. `clientId` and `resourceId` are object ids of service
 * principals.
 */
export const PermissionGrantSchema = v.strictObject({
  clientId: guid,
  consentType: v.picklist(["AllPrincipals", "Principal"]),
  id: v.string(),
  principalId: v.nullable(guid),
  resourceId: guid,
  scope: v.string(),
});

export type ServicePrincipal = v.InferOutput<typeof ServicePrincipalSchema>;
export type Group = v.InferOutput<typeof GroupSchema>;
export type AppRoleAssignment = v.InferOutput<typeof AppRoleAssignmentSchema>;
export type PermissionGrant = v.InferOutput<typeof PermissionGrantSchema>;
