/**
 * The inputs and outputs of azuread.Application 6.9.1, and where Microsoft Graph has them. Source:
 * terraform-provider-azuread, `application_resource.go`.
 * https://learn.microsoft.com/en-us/graph/api/resources/application
 */
import {
  any,
  at,
  defaultsTo,
  elsewhere,
  flag,
  integer,
  joinedSetOf,
  kept,
  listOf,
  mapOfTexts,
  object,
  optionalObject,
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
export const groupMembershipClaims: Field = joinedSetOf(
  text(oneOf("All", "None", "ApplicationGroup", "DirectoryRole", "SecurityGroup")),
);

const claims: Field = listOf(
  object({
    additionalProperties: listOf(text()),
    essential: flag(),
    name: required(text(notEmpty)),
    source: text(),
  }),
);

/** The claims of each kind of token. */
export const optionalClaims: Fields = {
  accessTokens: at("accessToken", claims),
  idTokens: at("idToken", claims),
  saml2Tokens: at("saml2Token", claims),
};

/** Which principals can hold an app role. */
export const allowedMemberTypes: Field = setOf(text(oneOf("Application", "User")));

/** A scope. */
export const permissionScope: Field = object({
  adminConsentDescription: text(notEmpty),
  adminConsentDisplayName: text(notEmpty),
  enabled: at("isEnabled", defaultsTo(flag(), true)),
  id: required(text(uuid)),
  type: defaultsTo(text(oneOf("Admin", "User")), "User"),
  userConsentDescription: text(notEmpty),
  userConsentDisplayName: text(notEmpty),
  value: text(claimValue),
});

/** An app role. */
export const appRole: Field = object({
  allowedMemberTypes: required(allowedMemberTypes),
  description: required(text(notEmpty)),
  displayName: required(text(notEmpty)),
  enabled: at("isEnabled", defaultsTo(flag(), true)),
  id: required(text(uuid)),
  value: text(claimValue),
});

/** The inputs within `api`. */
export const apiFields = {
  knownClientApplications: setOf(text(uuid)),
  mappedClaimsEnabled: at("acceptMappedClaims", unimplemented(flag())),
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
  deviceOnlyAuthEnabled: at("isDeviceOnlyAuthSupported", flag()),
  displayName: required(text(notEmpty)),
  fallbackPublicClientEnabled: at("isFallbackPublicClient", flag()),
  featureTags: unimplemented(),
  groupMembershipClaims,
  identifierUris: setOf(text(identifierUri)),
  logoImage: unimplemented(),
  marketingUrl: at("info.marketingUrl", text(webUrl)),
  notes: text(),
  oauth2PostResponseRequired: unimplemented(),
  optionalClaims: optionalObject(optionalClaims),
  owners: elsewhere(setOfTexts(text(uuid))),
  password: unimplemented(),
  preventDuplicateNames: elsewhere(flag()),
  privacyStatementUrl: at("info.privacyStatementUrl", text(webUrl)),
  publicClient: object({ redirectUris: setOf(text(redirectUri(true))) }),
  requiredResourceAccesses: at(
    "requiredResourceAccess",
    setOf(
      object({
        resourceAccesses: at(
          "resourceAccess",
          required(
            listOf(
              object({ id: required(text(uuid)), type: required(text(oneOf("Role", "Scope"))) }),
            ),
          ),
        ),
        resourceAppId: required(text(notEmpty)),
      }),
    ),
  ),
  serviceManagementReference: text(notEmpty),
  signInAudience,
  singlePageApplication: at(
    "spa",
    object({ redirectUris: setOf(text(redirectUri(false, WEB_SCHEMES))) }),
  ),
  supportUrl: at("info.supportUrl", text(webUrl)),
  tags: kept(setOfTexts(text())),
  templateId: unimplemented(),
  termsOfServiceUrl: at("info.termsOfServiceUrl", text(webUrl)),
  web: object({
    homepageUrl: at("homePageUrl", text(webUrl)),
    implicitGrant: at(
      "implicitGrantSettings",
      object({
        accessTokenIssuanceEnabled: at("enableAccessTokenIssuance", flag()),
        idTokenIssuanceEnabled: at("enableIdTokenIssuance", flag()),
      }),
    ),
    logoutUrl: text(webUrl),
    redirectUris: setOf(text(redirectUri(true, WEB_SCHEMES))),
  }),
};

/** What only the directory knows of a registration, whichever resource stands for it. */
export const registrationOutputs: Fields = {
  clientId: at("appId", text()),
  disabledByMicrosoft: at("disabledByMicrosoftStatus", text()),
  objectId: at("id", text()),
  publisherDomain: text(),
};

/** What only the directory knows. */
export const applicationOutputs: Fields = {
  ...registrationOutputs,
  appRoleIds: elsewhere(mapOfTexts()),
  featureTags: elsewhere(any()),
  logoUrl: at("info.logoUrl", text()),
  oauth2PermissionScopeIds: elsewhere(mapOfTexts()),
  templateId: elsewhere(text()),
};
