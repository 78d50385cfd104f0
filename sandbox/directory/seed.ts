/** The directory as it is at the start: a small tenant with two people, somebody who may deploy, and Microsoft's own APIs. */
import { AZURE_RESOURCE_MANAGER_APP_ID, CLOUDS, MICROSOFT_GRAPH_APP_ID } from "./constants";
import { GRAPH_APP_ROLES, GRAPH_SCOPES } from "./graphPermissions";
import type { Application, AppRole, PermissionScope, ServicePrincipal, User } from "./model";
import { hashSecret } from "./secrets";
import type { DirectoryState } from "./state";

/** Ids that never change, so that tests and documents can name them. */
export const SEED = {
  tenantId: "aaaaaaaa-0000-4000-8000-000000000001",
  tenantDomain: "sandbox.example",
  user: {
    objectId: "bbbbbbbb-0000-4000-8000-000000000002",
    userPrincipalName: "dana@sandbox.example",
    displayName: "Dana Producer",
  },
  guest: {
    objectId: "bbbbbbbb-0000-4000-8000-000000000003",
    userPrincipalName: "robin@sandbox.example",
    displayName: "Robin Guest",
  },
  deployer: {
    clientId: "dddddddd-0000-4000-8000-000000000004",
    applicationObjectId: "dddddddd-0000-4000-8000-000000000005",
    objectId: "dddddddd-0000-4000-8000-0000000000ff",
  },
  graphObjectId: "eeeeeeee-0000-4000-8000-000000000006",
  armObjectId: "eeeeeeee-0000-4000-8000-000000000007",
  group: { objectId: "cccccccc-0000-4000-8000-000000000008", displayName: "Existing Producers" },
} as const;

/** What the deployer may do on Microsoft Graph, as application permissions. */
const DEPLOYER_ROLES = [
  "Application.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All",
  "DelegatedPermissionGrant.ReadWrite.All",
  "Directory.Read.All",
  "Group.ReadWrite.All",
  "User.ReadWrite.All",
];

// Fixed, because a seed that differs from start to start cannot be compared.
const CREATED = "2026-01-01T00:00:00Z";

function application(id: string, appId: string, displayName: string): Application {
  return {
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
      requestedAccessTokenVersion: null,
    },
    appId,
    appRoles: [],
    createdDateTime: CREATED,
    defaultRedirectUri: null,
    description: null,
    displayName,
    federatedIdentityCredentials: [],
    groupMembershipClaims: null,
    id,
    identifierUris: [],
    info: {
      logoUrl: null,
      marketingUrl: null,
      privacyStatementUrl: null,
      supportUrl: null,
      termsOfServiceUrl: null,
    },
    isDeviceOnlyAuthSupported: null,
    isFallbackPublicClient: null,
    notes: null,
    oauth2RequirePostResponse: false,
    optionalClaims: null,
    owners: [],
    passwordCredentials: [],
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [],
    serviceManagementReference: null,
    signInAudience: "AzureADMyOrg",
    spa: { redirectUris: [] },
    tags: [],
    web: {
      homePageUrl: null,
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      logoutUrl: null,
      redirectUriSettings: [],
      redirectUris: [],
    },
  };
}

function servicePrincipal(
  id: string,
  appId: string,
  published: ServicePrincipal["published"],
): ServicePrincipal {
  return {
    accountEnabled: true,
    alternativeNames: [],
    appId,
    appRoleAssignmentRequired: false,
    createdDateTime: CREATED,
    description: null,
    id,
    loginUrl: null,
    notes: null,
    notificationEmailAddresses: [],
    owners: [],
    preferredSingleSignOnMode: null,
    preferredTokenSigningKeyThumbprint: null,
    published,
    samlSingleSignOnSettings: null,
    servicePrincipalType: "Application",
    tags: [],
  };
}

function scope([value, id, type]: readonly [string, string, "User" | "Admin"]): PermissionScope {
  return {
    adminConsentDescription: value,
    adminConsentDisplayName: value,
    id,
    isEnabled: true,
    type,
    userConsentDescription: value,
    userConsentDisplayName: value,
    value,
  };
}

function appRole([value, id]: readonly [string, string]): AppRole {
  return {
    allowedMemberTypes: ["Application"],
    description: value,
    displayName: value,
    id,
    isEnabled: true,
    value,
  };
}

function user(person: typeof SEED.user | typeof SEED.guest, password: string): User {
  const { displayName, objectId, userPrincipalName } = person;
  const [givenName = null, surname = null] = displayName.split(" ");
  const [mailNickname = null] = userPrincipalName.split("@");
  return {
    accountEnabled: true,
    ageGroup: null,
    businessPhones: [],
    city: null,
    companyName: null,
    consentProvidedForMinor: null,
    country: null,
    department: null,
    displayName,
    employeeHireDate: null,
    employeeId: null,
    employeeOrgData: null,
    employeeType: null,
    faxNumber: null,
    givenName,
    id: objectId,
    jobTitle: null,
    mail: userPrincipalName,
    mailNickname,
    mobilePhone: null,
    officeLocation: null,
    onPremisesImmutableId: null,
    otherMails: [],
    passwordChangeDue: false,
    // Random, like every secret of the seed: the fast hash is enough.
    passwordHash: hashSecret(password),
    passwordPolicies: null,
    postalCode: null,
    preferredLanguage: null,
    showInAddressList: null,
    state: null,
    streetAddress: null,
    surname,
    usageLocation: null,
    userPrincipalName,
  };
}

/** The directory at the start. Only the credentials differ from one directory to another. */
export function createSeed(credentials: {
  readonly deployerSecret: string;
  readonly userPassword: string;
}): DirectoryState {
  const deployer = application(
    SEED.deployer.applicationObjectId,
    SEED.deployer.clientId,
    "Sandbox Deployer",
  );
  deployer.passwordCredentials.push({
    displayName: "sandbox",
    endDateTime: "2999-01-01T00:00:00Z",
    hint: credentials.deployerSecret.slice(0, 3),
    keyId: "dddddddd-0000-4000-8000-000000000009",
    secretHash: hashSecret(credentials.deployerSecret),
    startDateTime: CREATED,
  });
  return {
    version: 1,
    tenant: { displayName: "Sandbox", domain: SEED.tenantDomain, id: SEED.tenantId },
    applications: [deployer],
    servicePrincipals: [
      servicePrincipal(SEED.deployer.objectId, SEED.deployer.clientId, null),
      servicePrincipal(SEED.graphObjectId, MICROSOFT_GRAPH_APP_ID, {
        appRoles: GRAPH_APP_ROLES.map(appRole),
        displayName: "Microsoft Graph",
        oauth2PermissionScopes: GRAPH_SCOPES.map(scope),
        servicePrincipalNames: [
          MICROSOFT_GRAPH_APP_ID,
          ...CLOUDS.flatMap(({ graph }) => [`https://${graph}`, `https://${graph}/`]),
        ],
      }),
      servicePrincipal(SEED.armObjectId, AZURE_RESOURCE_MANAGER_APP_ID, {
        appRoles: [],
        displayName: "Windows Azure Service Management API",
        oauth2PermissionScopes: [
          scope(["user_impersonation", "41094075-9dad-400e-a0bd-54e686782033", "User"]),
        ],
        servicePrincipalNames: [
          AZURE_RESOURCE_MANAGER_APP_ID,
          ...CLOUDS.flatMap(({ armAudiences }) => armAudiences.map((audience) => `${audience}/`)),
        ],
      }),
    ],
    groups: [
      {
        createdDateTime: CREATED,
        description: "People who may produce; made before any stack.",
        displayName: SEED.group.displayName,
        groupTypes: [],
        id: SEED.group.objectId,
        isAssignableToRole: null,
        mailEnabled: false,
        mailNickname: "existing-producers",
        members: [SEED.user.objectId],
        membershipRule: null,
        membershipRuleProcessingState: null,
        owners: [],
        resourceBehaviorOptions: [],
        resourceProvisioningOptions: [],
        securityEnabled: true,
        theme: null,
        visibility: null,
        writebackConfiguration: { isEnabled: null, onPremisesGroupType: null },
      },
    ],
    users: [SEED.user, SEED.guest].map((person) => user(person, credentials.userPassword)),
    appRoleAssignments: GRAPH_APP_ROLES.filter(([value]) => DEPLOYER_ROLES.includes(value)).map(
      ([value, id]) => ({
        appRoleId: id,
        createdDateTime: CREATED,
        id: `seed-${value}`,
        principalId: SEED.deployer.objectId,
        resourceId: SEED.graphObjectId,
      }),
    ),
    oauth2PermissionGrants: [],
    subscriptions: [],
    signInAs: SEED.user.userPrincipalName,
    policies: {
      blockedFor: [],
      identifierUriPolicy: true,
      mfaRequiredFor: [],
      strictEntitlements: false,
      tokenLifetime: 3599,
    },
    deviceCodes: [],
    authorizationCodes: [],
    refreshTokens: [],
  };
}
