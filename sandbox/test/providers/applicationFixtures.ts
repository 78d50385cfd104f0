/**
 * An application, and the requests that it takes, as recorded of the real provider 6.9.1; ids are
 * the tests' own.
 */
import assert from "node:assert/strict";

import type { Application } from "../../directory/index";
import type { Properties, ResourceState } from "../../engine/provider";
import { MICROSOFT_GRAPH, request, useHarness, USER, type Harness } from "./harness";

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

/** A suite's harness, for the application that a test has made. */
export interface ApplicationHarness {
  readonly harness: Harness;
  readonly idOf: (state: ResourceState) => string;
  /** The directory's own record of the application made last. */
  readonly stored: () => Application;
  /** Its requests since the last call. */
  readonly requestsOf: (state: ResourceState) => readonly string[];
}

/** Starts a harness for the tests of a suite. */
export function useApplications(): ApplicationHarness {
  const harness = useHarness();
  const idOf = (state: ResourceState): string => state.id.replace("/applications/", "");
  return {
    harness,
    idOf,
    stored() {
      const [, made] = harness.directory.state.applications;
      assert.ok(made);
      return made;
    },
    requestsOf: (state) => harness.requests({ [idOf(state)]: "<app>" }),
  };
}
