/** What `az` commands answer, as far as it is read. Unknown properties are let through: they differ between versions. */
import * as v from "valibot";

/** `az account get-access-token`. `expires_on` (seconds since 1970, UTC) came with az 2.54; `expiresOn` is local time. */
export const accessTokenAnswer = v.object({
  accessToken: v.string(),
  expiresOn: v.optional(v.string()),
  expires_on: v.optional(v.number()),
});

/** `az account show`. */
export const accountAnswer = v.object({
  tenantId: v.string(),
  user: v.object({ name: v.string(), type: v.string() }),
});

/** `az version`. */
export const versionAnswer = v.object({ "azure-cli": v.string() });

/** `az ad signed-in-user show`. */
export const signedInUserAnswer = v.object({ id: v.string(), userPrincipalName: v.string() });

const permissionScope = v.looseObject({
  id: v.string(),
  value: v.nullish(v.string(), ""),
  isEnabled: v.boolean(),
});

const optionalClaim = v.looseObject({
  name: v.string(),
  additionalProperties: v.nullish(v.array(v.string()), []),
});

const credential = v.object({
  keyId: v.string(),
  displayName: v.nullish(v.string()),
  endDateTime: v.nullish(v.string()),
});

/** `az ad app show`: an application of Microsoft Graph. https://learn.microsoft.com/graph/api/resources/application */
export const applicationAnswer = v.object({
  id: v.string(),
  appId: v.string(),
  displayName: v.string(),
  identifierUris: v.nullish(v.array(v.string()), []),
  groupMembershipClaims: v.nullish(v.string()),
  passwordCredentials: v.nullish(v.array(credential), []),
  keyCredentials: v.nullish(v.array(credential), []),
  optionalClaims: v.nullish(v.looseObject({ accessToken: v.nullish(v.array(optionalClaim), []) })),
  api: v.object({
    requestedAccessTokenVersion: v.nullish(v.number()),
    oauth2PermissionScopes: v.nullish(v.array(permissionScope), []),
    preAuthorizedApplications: v.nullish(
      v.array(
        v.object({ appId: v.string(), delegatedPermissionIds: v.nullish(v.array(v.string()), []) }),
      ),
      [],
    ),
  }),
});

/** `az ad app federated-credential list`. */
export const federatedCredentialsAnswer = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    issuer: v.string(),
    subject: v.nullish(v.string()),
  }),
);

/** `az ad app list`. */
export const applicationListAnswer = v.array(
  v.object({ id: v.string(), appId: v.string(), displayName: v.string() }),
);

/** `az ad sp show`. */
export const servicePrincipalAnswer = v.object({
  id: v.string(),
  accountEnabled: v.nullish(v.boolean(), true),
  appRoleAssignmentRequired: v.nullish(v.boolean(), false),
});

/** `az ad group show`. */
export const groupAnswer = v.object({
  id: v.string(),
  displayName: v.string(),
  securityEnabled: v.boolean(),
});

/** `az rest` for a list of ids: `getMemberGroups`. */
export const idListAnswer = v.object({ value: v.array(v.string()) });

/** `az rest` for who is assigned to an API. */
export const assignmentListAnswer = v.object({
  value: v.array(
    v.object({
      principalId: v.string(),
      principalDisplayName: v.nullish(v.string()),
      principalType: v.nullish(v.string()),
    }),
  ),
});

/** `az rest` for the published keys: a JSON Web Key Set. */
export const keySetAnswer = v.object({
  keys: v.array(v.looseObject({ kid: v.optional(v.string()) })),
});

/** `az rest` for a list of directory objects. */
export const objectListAnswer = v.object({ value: v.array(v.object({ id: v.string() })) });
