/**
 * The inputs of azuread.Application 6.9.1. Source: terraform-provider-azuread,
 * `application_resource.go`.
 */
import {
  defaultsTo,
  flag,
  integer,
  kept,
  listOf,
  object,
  required,
  setOf,
  setOfTexts,
  text,
  unimplemented,
  type Field,
  type Fields,
} from "../schema/fields";
import {
  claimValue,
  identifierUri,
  notEmpty,
  oneOf,
  redirectUri,
  uuid,
  webUrl,
} from "../schema/rules";

/** Who may sign in. */
export const signInAudience: Field = defaultsTo(
  text(
    oneOf(
      "AzureADMyOrg",
      "AzureADMultipleOrgs",
      "AzureADandPersonalMicrosoftAccount",
      "PersonalMicrosoftAccount",
    ),
  ),
  "AzureADMyOrg",
);

/** Which groups the `groups` claim holds. */
export const groupMembershipClaims: Field = setOf(
  text(oneOf("All", "None", "ApplicationGroup", "DirectoryRole", "SecurityGroup")),
);

/** The claims of one kind of token. */
export const optionalClaims: Field = listOf(
  object({
    additionalProperties: listOf(text()),
    essential: flag(),
    name: required(text(notEmpty)),
    source: text(),
  }),
);

/** Which principals can hold an app role. */
export const allowedMemberTypes: Field = setOf(text(oneOf("Application", "User")));

const permissionScope: Field = object({
  adminConsentDescription: text(notEmpty),
  adminConsentDisplayName: text(notEmpty),
  enabled: defaultsTo(flag(), true),
  id: required(text(uuid)),
  type: defaultsTo(text(oneOf("Admin", "User")), "User"),
  userConsentDescription: text(notEmpty),
  userConsentDisplayName: text(notEmpty),
  value: text(claimValue),
});

const appRole: Field = object({
  allowedMemberTypes: required(allowedMemberTypes),
  description: required(text(notEmpty)),
  displayName: required(text(notEmpty)),
  enabled: defaultsTo(flag(), true),
  id: required(text(uuid)),
  value: text(claimValue),
});

/** The inputs within `api`. */
export const apiFields = {
  knownClientApplications: setOf(text(uuid)),
  mappedClaimsEnabled: unimplemented(),
  oauth2PermissionScopes: setOf(permissionScope),
  requestedAccessTokenVersion: defaultsTo(integer(1, 2), 1),
} as const satisfies Fields;

const WEB_SCHEMES = ["http", "https", "ms-appx-web", "brk-multihub"];

/**
 * All inputs. A redirect URI, a page or a grant that no input names is taken away; tags alone stay
 * when they are left out: they are the only ones that the provider's schema has as "optional and
 * computed".
 */
export const applicationFields: Fields = {
  api: object(apiFields),
  appRoles: setOf(appRole),
  description: text(),
  deviceOnlyAuthEnabled: flag(),
  displayName: required(text(notEmpty)),
  fallbackPublicClientEnabled: flag(),
  featureTags: unimplemented(),
  groupMembershipClaims,
  identifierUris: setOf(text(identifierUri)),
  logoImage: unimplemented(),
  marketingUrl: text(webUrl),
  notes: text(),
  oauth2PostResponseRequired: flag(),
  optionalClaims: object({
    accessTokens: optionalClaims,
    idTokens: optionalClaims,
    saml2Tokens: optionalClaims,
  }),
  owners: setOfTexts(text(uuid)),
  password: unimplemented(),
  preventDuplicateNames: flag(),
  privacyStatementUrl: text(webUrl),
  publicClient: object({ redirectUris: setOf(text(redirectUri(true))) }),
  requiredResourceAccesses: setOf(
    object({
      resourceAccesses: required(
        listOf(object({ id: required(text(uuid)), type: required(text(oneOf("Role", "Scope"))) })),
      ),
      resourceAppId: required(text(notEmpty)),
    }),
  ),
  serviceManagementReference: text(notEmpty),
  signInAudience,
  singlePageApplication: object({ redirectUris: setOf(text(redirectUri(false, WEB_SCHEMES))) }),
  supportUrl: text(webUrl),
  tags: kept(setOfTexts(text())),
  templateId: unimplemented(),
  termsOfServiceUrl: text(webUrl),
  web: object({
    homepageUrl: text(webUrl),
    implicitGrant: object({
      accessTokenIssuanceEnabled: flag(),
      idTokenIssuanceEnabled: flag(),
    }),
    logoutUrl: text(webUrl),
    redirectUris: setOf(text(redirectUri(true, WEB_SCHEMES))),
  }),
};

/** What only the directory knows. */
export const applicationComputed: readonly string[] = [
  "appRoleIds",
  "clientId",
  "disabledByMicrosoft",
  "featureTags",
  "logoUrl",
  "oauth2PermissionScopeIds",
  "objectId",
  "publisherDomain",
  "tags",
  "templateId",
];
