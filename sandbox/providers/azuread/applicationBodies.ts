/**
 * Application inputs as Graph takes them. Key order and explicit nulls follow the real provider's
 * requests.
 * https://learn.microsoft.com/en-us/graph/api/resources/application
 */
import type { Properties, Value } from "../../engine/provider";
import { flag, integer, nullIfEmpty, record, records, text, texts } from "../values";

/** Marks a body as an application. */
export const APPLICATION_TYPE = { "@odata.type": "#microsoft.graph.application" } as const;

/** What every update repeats, whether it changed or not. `api` without its scopes. */
export function alwaysSent(inputs: Properties): Properties {
  return {
    ...APPLICATION_TYPE,
    api: apiBody(record(inputs, "api")),
    description: nullIfEmpty(text(inputs, "description")),
    displayName: text(inputs, "displayName"),
    groupMembershipClaims: joinClaims(texts(inputs, "groupMembershipClaims")),
    info: infoBody(inputs),
    isDeviceOnlyAuthSupported: flag(inputs, "deviceOnlyAuthEnabled"),
    isFallbackPublicClient: flag(inputs, "fallbackPublicClientEnabled"),
    notes: nullIfEmpty(text(inputs, "notes")),
    publicClient: redirects(record(inputs, "publicClient")),
    serviceManagementReference: nullIfEmpty(text(inputs, "serviceManagementReference")),
    signInAudience: text(inputs, "signInAudience"),
    spa: redirects(record(inputs, "singlePageApplication")),
    tags: texts(inputs, "tags"),
    web: webBody(record(inputs, "web")),
  };
}

/** The body that creates an application, owners aside. */
export function createBody(inputs: Properties): Properties {
  return {
    ...alwaysSent(inputs),
    api: {
      ...apiBody(record(inputs, "api")),
      oauth2PermissionScopes: permissionScopeBodies(inputs),
    },
    appRoles: appRoleBodies(inputs),
    identifierUris: texts(inputs, "identifierUris"),
    optionalClaims: optionalClaimsBody(inputs),
    requiredResourceAccess: resourceAccessBodies(inputs),
  };
}

/** The app roles of `appRoles`. */
export function appRoleBodies(inputs: Properties): readonly Properties[] {
  return records(inputs, "appRoles").map((role) =>
    appRoleBody(role, text(role, "id"), flag(role, "enabled")),
  );
}

/** One app role. */
export function appRoleBody(role: Properties, id: string, isEnabled: boolean): Properties {
  return {
    allowedMemberTypes: texts(role, "allowedMemberTypes"),
    description: text(role, "description"),
    displayName: text(role, "displayName"),
    id,
    isEnabled,
    value: text(role, "value"),
  };
}

/** The scopes of `api.oauth2PermissionScopes`. */
export function permissionScopeBodies(inputs: Properties): readonly Properties[] {
  return records(record(inputs, "api"), "oauth2PermissionScopes").map((scope) =>
    permissionScopeBody(scope, text(scope, "id"), flag(scope, "enabled")),
  );
}

/**
 * One scope. Exactly these eight keys, texts never null: Graph compares them when deciding what
 * changed.
 */
export function permissionScopeBody(scope: Properties, id: string, isEnabled: boolean): Properties {
  return {
    adminConsentDescription: text(scope, "adminConsentDescription"),
    adminConsentDisplayName: text(scope, "adminConsentDisplayName"),
    id,
    isEnabled,
    type: text(scope, "type"),
    userConsentDescription: text(scope, "userConsentDescription"),
    userConsentDisplayName: text(scope, "userConsentDisplayName"),
    value: text(scope, "value"),
  };
}

/** `optionalClaims`: empty where left out, else all three kinds of token. */
export function optionalClaimsBody(inputs: Properties): Properties {
  if (inputs["optionalClaims"] === undefined || inputs["optionalClaims"] === null) return {};
  const claims = record(inputs, "optionalClaims");
  const body = (key: string): Value =>
    records(claims, key).map((claim) => {
      const source = text(claim, "source");
      return { ...sourcelessClaim(claim), ...(source === "" ? {} : { source }) };
    });
  return {
    accessToken: body("accessTokens"),
    idToken: body("idTokens"),
    saml2Token: body("saml2Tokens"),
  };
}

/** One claim, as ApplicationOptionalClaims sends it: with its source, even an empty one. */
export function optionalClaimBody(claim: Properties): Properties {
  return { ...sourcelessClaim(claim), source: text(claim, "source") };
}

/** `requiredResourceAccesses`. */
export function resourceAccessBodies(inputs: Properties): readonly Properties[] {
  return records(inputs, "requiredResourceAccesses").map((api) => ({
    resourceAccess: records(api, "resourceAccesses").map((access) => ({
      id: text(access, "id"),
      type: text(access, "type"),
    })),
    resourceAppId: text(api, "resourceAppId"),
  }));
}

/** The four links that consent pages show. */
export function infoBody(inputs: Properties): Properties {
  return {
    marketingUrl: nullIfEmpty(text(inputs, "marketingUrl")),
    privacyStatementUrl: nullIfEmpty(text(inputs, "privacyStatementUrl")),
    supportUrl: nullIfEmpty(text(inputs, "supportUrl")),
    termsOfServiceUrl: nullIfEmpty(text(inputs, "termsOfServiceUrl")),
  };
}

/** The groups claim: one text with commas, null for none. */
export function joinClaims(claims: readonly string[]): string | null {
  return nullIfEmpty(claims.map((claim) => claim.trim()).join(","));
}

/** Which tokens the implicit flow gives out. */
export function implicitGrantBody(accessToken: boolean, idToken: boolean): Properties {
  return { enableAccessTokenIssuance: accessToken, enableIdTokenIssuance: idToken };
}

function sourcelessClaim(claim: Properties): Properties {
  return {
    additionalProperties: texts(claim, "additionalProperties"),
    essential: flag(claim, "essential"),
    name: text(claim, "name"),
  };
}

/** Without the scopes: updates leave them alone unless they changed. */
function apiBody(api: Properties): Properties {
  return {
    acceptMappedClaims: false,
    knownClientApplications: texts(api, "knownClientApplications"),
    requestedAccessTokenVersion: integer(api, "requestedAccessTokenVersion") || 1,
  };
}

function webBody(web: Properties): Properties {
  const grant = record(web, "implicitGrant");
  return {
    homePageUrl: nullIfEmpty(text(web, "homepageUrl")),
    implicitGrantSettings: implicitGrantBody(
      flag(grant, "accessTokenIssuanceEnabled"),
      flag(grant, "idTokenIssuanceEnabled"),
    ),
    logoutUrl: nullIfEmpty(text(web, "logoutUrl")),
    redirectUris: texts(web, "redirectUris"),
  };
}

function redirects(client: Properties): Properties {
  return { redirectUris: texts(client, "redirectUris") };
}
