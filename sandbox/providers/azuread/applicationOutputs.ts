/** An application of Graph as the provider's outputs: the bridge's names, "" for null texts. */
import type { Properties } from "../../engine/provider";
import { flag, integer, isRecord, record, records, text, texts } from "../values";

/** The outputs of azuread.Application, those that the directory does not keep aside. */
export function applicationOutputs(
  application: Properties,
  postResponseRequired: boolean,
  owners: readonly string[],
): Properties {
  const api = record(application, "api");
  const info = record(application, "info");
  return {
    api: apiOutputs(api),
    appRoleIds: idsByValue(records(application, "appRoles")),
    appRoles: appRoleOutputs(records(application, "appRoles")),
    clientId: text(application, "appId"),
    description: text(application, "description"),
    deviceOnlyAuthEnabled: flag(application, "isDeviceOnlyAuthSupported"),
    disabledByMicrosoft: text(application, "disabledByMicrosoftStatus"),
    displayName: text(application, "displayName"),
    fallbackPublicClientEnabled: flag(application, "isFallbackPublicClient"),
    featureTags: featureTagOutputs(texts(application, "tags")),
    groupMembershipClaims: splitClaims(text(application, "groupMembershipClaims")),
    identifierUris: texts(application, "identifierUris"),
    logoUrl: text(info, "logoUrl"),
    marketingUrl: text(info, "marketingUrl"),
    notes: text(application, "notes"),
    oauth2PermissionScopeIds: idsByValue(records(api, "oauth2PermissionScopes")),
    oauth2PostResponseRequired: postResponseRequired,
    objectId: text(application, "id"),
    optionalClaims: optionalClaimsOutputs(application),
    owners,
    privacyStatementUrl: text(info, "privacyStatementUrl"),
    publicClient: { redirectUris: texts(record(application, "publicClient"), "redirectUris") },
    publisherDomain: text(application, "publisherDomain"),
    requiredResourceAccesses: records(application, "requiredResourceAccess").map((access) => ({
      resourceAccesses: records(access, "resourceAccess").map((permission) => ({
        id: text(permission, "id"),
        type: text(permission, "type"),
      })),
      resourceAppId: text(access, "resourceAppId"),
    })),
    serviceManagementReference: text(application, "serviceManagementReference"),
    signInAudience: text(application, "signInAudience"),
    singlePageApplication: { redirectUris: texts(record(application, "spa"), "redirectUris") },
    supportUrl: text(info, "supportUrl"),
    tags: texts(application, "tags"),
    termsOfServiceUrl: text(info, "termsOfServiceUrl"),
    web: webOutputs(record(application, "web")),
  };
}

/** App roles of an application or a service principal. */
export function appRoleOutputs(roles: readonly Properties[]): readonly Properties[] {
  return roles.map((role) => ({
    allowedMemberTypes: texts(role, "allowedMemberTypes"),
    description: text(role, "description"),
    displayName: text(role, "displayName"),
    enabled: flag(role, "isEnabled"),
    id: text(role, "id"),
    value: text(role, "value"),
  }));
}

/** Scopes of an application or a service principal. */
export function permissionScopeOutputs(scopes: readonly Properties[]): readonly Properties[] {
  return scopes.map((scope) => ({
    adminConsentDescription: text(scope, "adminConsentDescription"),
    adminConsentDisplayName: text(scope, "adminConsentDisplayName"),
    enabled: flag(scope, "isEnabled"),
    id: text(scope, "id"),
    type: text(scope, "type"),
    userConsentDescription: text(scope, "userConsentDescription"),
    userConsentDisplayName: text(scope, "userConsentDisplayName"),
    value: text(scope, "value"),
  }));
}

/** Ids of scopes or roles by their values; those without a value are left out. */
export function idsByValue(entries: readonly Properties[]): Properties {
  return Object.fromEntries(
    entries
      .filter((entry) => text(entry, "value") !== "")
      .map((entry) => [text(entry, "value"), text(entry, "id")]),
  );
}

/** One kind of optional claims. */
export function claimOutputs(claims: readonly Properties[]): readonly Properties[] {
  return claims.map((claim) => ({
    additionalProperties: texts(claim, "additionalProperties"),
    essential: flag(claim, "essential"),
    name: text(claim, "name"),
    source: text(claim, "source"),
  }));
}

/** The groups claim as a set. */
export function splitClaims(claims: string): readonly string[] {
  return claims === "" ? [] : claims.split(",").map((claim) => claim.trim());
}

/** The features that well-known tags stand for. */
export function featureTagOutputs(tags: readonly string[]): readonly Properties[] {
  return [
    {
      customSingleSignOn: tags.includes("WindowsAzureActiveDirectoryCustomSingleSignOnApplication"),
      enterprise: tags.includes("WindowsAzureActiveDirectoryIntegratedApp"),
      gallery: tags.includes("WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1"),
      hide: tags.includes("HideApp"),
    },
  ];
}

/** The token version of `api`; Graph's null means 1. */
export function accessTokenVersion(api: Properties): number {
  return integer(api, "requestedAccessTokenVersion") || 1;
}

function apiOutputs(api: Properties): Properties {
  return {
    knownClientApplications: texts(api, "knownClientApplications"),
    mappedClaimsEnabled: flag(api, "acceptMappedClaims"),
    oauth2PermissionScopes: permissionScopeOutputs(records(api, "oauth2PermissionScopes")),
    requestedAccessTokenVersion: accessTokenVersion(api),
  };
}

function optionalClaimsOutputs(application: Properties): Properties | null {
  const claims = application["optionalClaims"];
  return isRecord(claims)
    ? {
        accessTokens: claimOutputs(records(claims, "accessToken")),
        idTokens: claimOutputs(records(claims, "idToken")),
        saml2Tokens: claimOutputs(records(claims, "saml2Token")),
      }
    : null;
}

function webOutputs(web: Properties): Properties {
  const grant = record(web, "implicitGrantSettings");
  return {
    homepageUrl: text(web, "homePageUrl"),
    implicitGrant: {
      accessTokenIssuanceEnabled: flag(grant, "enableAccessTokenIssuance"),
      idTokenIssuanceEnabled: flag(grant, "enableIdTokenIssuance"),
    },
    logoutUrl: text(web, "logoutUrl"),
    redirectUris: texts(web, "redirectUris"),
  };
}
