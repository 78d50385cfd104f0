/**
 * Applications as stored, and the checks on what a request may say of them.
 * https://learn.microsoft.com/graph/api/resources/application
 */
import * as v from "valibot";
import {
  dateTime,
  displayName,
  flag,
  guid,
  list,
  nullable,
  permissionValue,
  redirectUri,
  text,
} from "./fields";

const MEMBERSHIP_CLAIM = /^(None|SecurityGroup|DirectoryRole|ApplicationGroup|All)$/;

/**
 * A delegated permission that an application exposes: exactly the eight keys that Graph answers
 * with.
 */
export const PermissionScopeSchema = v.strictObject({
  adminConsentDescription: nullable(v.string()),
  adminConsentDisplayName: nullable(v.string()),
  id: guid,
  isEnabled: flag(true),
  type: v.optional(v.picklist(["User", "Admin"]), "User"),
  userConsentDescription: nullable(v.string()),
  userConsentDisplayName: nullable(v.string()),
  value: nullable(permissionValue),
});

export const AppRoleSchema = v.strictObject({
  allowedMemberTypes: v.pipe(v.array(v.picklist(["User", "Application"])), v.minLength(1)),
  description: nullable(v.string()),
  displayName: v.string(),
  id: guid,
  isEnabled: flag(true),
  value: nullable(
    v.union([
      permissionValue,
      // The azuread provider's way to say "none".
      v.pipe(
        v.literal(""),
        v.transform(() => null),
      ),
    ]),
  ),
});

const optionalClaim = v.strictObject({
  additionalProperties: list(v.string()),
  essential: flag(false),
  name: v.string(),
  source: nullable(v.string()),
});

const apiEntries = {
  acceptMappedClaims: nullable(v.boolean()),
  knownClientApplications: list(guid),
  oauth2PermissionScopes: list(PermissionScopeSchema),
  preAuthorizedApplications: list(
    v.strictObject({ appId: guid, delegatedPermissionIds: list(guid) }),
  ),
  requestedAccessTokenVersion: nullable(v.picklist([1, 2])),
};
const webEntries = {
  homePageUrl: nullable(v.string()),
  implicitGrantSettings: v.optional(
    v.strictObject({ enableAccessTokenIssuance: flag(false), enableIdTokenIssuance: flag(false) }),
    {},
  ),
  logoutUrl: nullable(v.string()),
  redirectUriSettings: list(v.strictObject({ index: nullable(v.number()), uri: v.string() })),
  redirectUris: list(redirectUri),
};
const redirectEntries = { redirectUris: list(redirectUri) };
const infoEntries = {
  logoUrl: nullable(v.string()),
  marketingUrl: nullable(v.string()),
  privacyStatementUrl: nullable(v.string()),
  supportUrl: nullable(v.string()),
  termsOfServiceUrl: nullable(v.string()),
};

const applicationScalars = {
  appRoles: list(AppRoleSchema),
  defaultRedirectUri: nullable(v.string()),
  description: nullable(text(1024)),
  displayName,
  // One value, or several joined by commas.
  groupMembershipClaims: nullable(
    v.pipe(
      v.string(),
      v.check((claims) => claims.split(",").every((claim) => MEMBERSHIP_CLAIM.test(claim.trim()))),
    ),
  ),
  identifierUris: list(v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(/^[^*]+$/))),
  isDeviceOnlyAuthSupported: nullable(v.boolean()),
  isFallbackPublicClient: nullable(v.boolean()),
  notes: nullable(text(1024)),
  oauth2RequirePostResponse: flag(false),
  // "{}" is how Graph's clients clear it.
  optionalClaims: nullable(
    v.pipe(
      v.strictObject({
        accessToken: v.optional(v.array(optionalClaim)),
        idToken: v.optional(v.array(optionalClaim)),
        saml2Token: v.optional(v.array(optionalClaim)),
      }),
      v.transform((claims) =>
        Object.keys(claims).length === 0
          ? null
          : {
              accessToken: claims.accessToken ?? [],
              idToken: claims.idToken ?? [],
              saml2Token: claims.saml2Token ?? [],
            },
      ),
    ),
  ),
  requiredResourceAccess: list(
    v.strictObject({
      resourceAccess: v.array(v.strictObject({ id: guid, type: v.picklist(["Scope", "Role"]) })),
      resourceAppId: guid,
    }),
  ),
  serviceManagementReference: nullable(v.string()),
  signInAudience: v.optional(
    v.picklist([
      "AzureADMyOrg",
      "AzureADMultipleOrgs",
      "AzureADandPersonalMicrosoftAccount",
      "PersonalMicrosoftAccount",
    ]),
    "AzureADMyOrg",
  ),
  tags: list(v.pipe(v.string(), v.minLength(1), v.maxLength(256), v.regex(/^\S+$/))),
};

/** What a POST of an application may say, with the directory's defaults for the rest. */
export const NewApplicationSchema = v.strictObject({
  ...applicationScalars,
  api: v.optional(v.strictObject(apiEntries), {}),
  info: v.optional(v.strictObject(infoEntries), {}),
  publicClient: v.optional(v.strictObject(redirectEntries), {}),
  spa: v.optional(v.strictObject(redirectEntries), {}),
  web: v.optional(v.strictObject(webEntries), {}),
});

/**
 * What a PATCH of an application may say: parts, and parts of `api`, `info`, `publicClient`, `spa`
 * and `web`.
 */
export const ApplicationPatchSchema = v.partial(
  v.strictObject({
    ...applicationScalars,
    api: v.partial(v.strictObject(apiEntries)),
    info: v.partial(v.strictObject(infoEntries)),
    publicClient: v.partial(v.strictObject(redirectEntries)),
    spa: v.partial(v.strictObject(redirectEntries)),
    web: v.partial(v.strictObject(webEntries)),
  }),
);

const passwordCredential = v.strictObject({
  displayName: v.nullable(v.string()),
  endDateTime: dateTime,
  hint: v.string(),
  keyId: guid,
  /** SHA-256 of the secret, base64url. The secret itself is never stored. */
  secretHash: v.string(),
  startDateTime: dateTime,
});

export const FederatedCredentialSchema = v.strictObject({
  audiences: v.array(v.string()),
  description: nullable(v.string()),
  issuer: v.string(),
  name: text(120),
  subject: v.string(),
});

/** An application as stored. `optionalClaims` is widened: what was cleared is null. */
export const ApplicationSchema = v.strictObject({
  ...NewApplicationSchema.entries,
  appId: guid,
  createdDateTime: dateTime,
  federatedIdentityCredentials: list(
    v.strictObject({ ...FederatedCredentialSchema.entries, id: guid }),
  ),
  id: guid,
  owners: list(guid),
  passwordCredentials: list(passwordCredential),
});

export type Application = v.InferOutput<typeof ApplicationSchema>;
export type PermissionScope = v.InferOutput<typeof PermissionScopeSchema>;
export type AppRole = v.InferOutput<typeof AppRoleSchema>;
export type ApplicationPatch = v.InferOutput<typeof ApplicationPatchSchema>;
