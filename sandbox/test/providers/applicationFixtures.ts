/**
 * An application, and the requests that it takes, as recorded of the real provider 6.9.1; ids are
 * the tests' own.
 */
import type { Properties } from "../../engine/provider";
import { MICROSOFT_GRAPH, request, USER } from "./harness";

/** Marks a body as an application. */
export const TYPE = { "@odata.type": "#microsoft.graph.application" };
/** The id of the role in the inputs. */
export const ROLE = "20000000-0000-4000-8000-000000000001";
/** The id of the scope in the bodies. */
export const SCOPE = "10000000-0000-4000-8000-000000000001";
/** The caller. */
export const DEPLOYER = "dddddddd-0000-4000-8000-0000000000ff";

/** An application as the program declares it. */
export const inputs: Properties = {
  api: { requestedAccessTokenVersion: 2 },
  appRoles: [
    {
      allowedMemberTypes: ["Application"],
      description: "all",
      displayName: "AccessAll",
      id: ROLE,
      value: "ManagementAPI.AccessAll",
    },
  ],
  displayName: "Management API",
  groupMembershipClaims: ["SecurityGroup"],
  optionalClaims: { idTokens: [{ additionalProperties: ["emit_as_roles"], name: "groups" }] },
  owners: [DEPLOYER, USER],
  preventDuplicateNames: true,
  requiredResourceAccesses: [
    {
      resourceAccesses: [{ id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" }],
      resourceAppId: MICROSOFT_GRAPH,
    },
  ],
};

/** What creating and every update send. */
export const ALWAYS = {
  ...TYPE,
  api: {
    acceptMappedClaims: false,
    knownClientApplications: [],
    requestedAccessTokenVersion: 2,
  },
  description: null,
  displayName: "Management API",
  groupMembershipClaims: "SecurityGroup",
  info: {
    marketingUrl: null,
    privacyStatementUrl: null,
    supportUrl: null,
    termsOfServiceUrl: null,
  },
  isDeviceOnlyAuthSupported: false,
  isFallbackPublicClient: false,
  notes: null,
  publicClient: { redirectUris: [] },
  serviceManagementReference: null,
  signInAudience: "AzureADMyOrg",
  spa: { redirectUris: [] },
  tags: [],
  web: {
    homePageUrl: null,
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    logoutUrl: null,
    redirectUris: [],
  },
};
/** Its role, as Graph takes it. */
export const ROLE_BODY = {
  allowedMemberTypes: ["Application"],
  description: "all",
  displayName: "AccessAll",
  id: ROLE,
  isEnabled: true,
  value: "ManagementAPI.AccessAll",
};
/** A scope, as Graph takes it. */
export const SCOPE_BODY = {
  adminConsentDescription: "as producer",
  adminConsentDisplayName: "Access",
  id: SCOPE,
  isEnabled: true,
  type: "User",
  userConsentDescription: "",
  userConsentDisplayName: "",
  value: "access_as_producer",
};
/** The three requests of a read. */
export const READ = [
  request("GET", "/v1.0/applications/<app>"),
  request("GET", "/beta/applications/<app>?$select=oauth2RequirePostResponse"),
  request("GET", "/v1.0/applications/<app>/owners"),
];
/** The look for an application of that name. */
export const namesQuery = (name: string): string =>
  request("GET", `/v1.0/applications?$filter=displayName+eq+'${name}'`);
