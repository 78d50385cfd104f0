/**
 * The directory as it is at the start: a small tenant with two people, somebody who may deploy, and
 * Microsoft's own APIs. What is not said is as the schemas of `model/` and `state.ts` have it.
 */
import * as v from "valibot";
import { AZURE_RESOURCE_MANAGER_APP_ID, CLOUDS, MICROSOFT_GRAPH_APP_ID } from "./constants";
import { GRAPH_APP_ROLES, GRAPH_SCOPES } from "./graphPermissions";
import { hashSecret } from "./secrets";
import { type DirectoryState, StateSchema } from "./state";

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

function scope([value, id, type]: readonly [string, string, "User" | "Admin"]) {
  return {
    adminConsentDescription: value,
    adminConsentDisplayName: value,
    id,
    type,
    userConsentDescription: value,
    userConsentDisplayName: value,
    value,
  };
}

function appRole([value, id]: readonly [string, string]) {
  return {
    allowedMemberTypes: ["Application" as const],
    description: value,
    displayName: value,
    id,
    value,
  };
}

function user(
  { displayName, objectId, userPrincipalName }: typeof SEED.user | typeof SEED.guest,
  password: string,
) {
  const [givenName, surname] = displayName.split(" ");
  const [mailNickname] = userPrincipalName.split("@");
  return {
    accountEnabled: true,
    displayName,
    givenName,
    id: objectId,
    mail: userPrincipalName,
    mailNickname,
    // Random, like every secret of the seed: the fast hash is enough.
    passwordHash: hashSecret(password),
    surname,
    userPrincipalName,
  };
}

/** The directory at the start. Only the credentials differ from one directory to another. */
export function createSeed(credentials: {
  readonly deployerSecret: string;
  readonly userPassword: string;
}): DirectoryState {
  return v.parse(StateSchema, {
    version: 1,
    tenant: { displayName: "Sandbox", domain: SEED.tenantDomain, id: SEED.tenantId },
    applications: [
      {
        appId: SEED.deployer.clientId,
        createdDateTime: CREATED,
        displayName: "Sandbox Deployer",
        id: SEED.deployer.applicationObjectId,
        passwordCredentials: [
          {
            displayName: "sandbox",
            endDateTime: "2999-01-01T00:00:00Z",
            hint: credentials.deployerSecret.slice(0, 3),
            keyId: "dddddddd-0000-4000-8000-000000000009",
            secretHash: hashSecret(credentials.deployerSecret),
            startDateTime: CREATED,
          },
        ],
      },
    ],
    servicePrincipals: [
      {
        appId: SEED.deployer.clientId,
        createdDateTime: CREATED,
        id: SEED.deployer.objectId,
      },
      {
        appId: MICROSOFT_GRAPH_APP_ID,
        createdDateTime: CREATED,
        id: SEED.graphObjectId,
        published: {
          appRoles: GRAPH_APP_ROLES.map(appRole),
          displayName: "Microsoft Graph",
          oauth2PermissionScopes: GRAPH_SCOPES.map(scope),
          servicePrincipalNames: [
            MICROSOFT_GRAPH_APP_ID,
            ...CLOUDS.flatMap(({ graph }) => [`https://${graph}`, `https://${graph}/`]),
          ],
        },
      },
      {
        appId: AZURE_RESOURCE_MANAGER_APP_ID,
        createdDateTime: CREATED,
        id: SEED.armObjectId,
        published: {
          appRoles: [],
          displayName: "Windows Azure Service Management API",
          oauth2PermissionScopes: [
            scope(["user_impersonation", "41094075-9dad-400e-a0bd-54e686782033", "User"]),
          ],
          servicePrincipalNames: [
            AZURE_RESOURCE_MANAGER_APP_ID,
            ...CLOUDS.flatMap(({ armAudiences }) => armAudiences.map((audience) => `${audience}/`)),
          ],
        },
      },
    ],
    groups: [
      {
        createdDateTime: CREATED,
        description: "People who may produce; made before any stack.",
        displayName: SEED.group.displayName,
        id: SEED.group.objectId,
        mailEnabled: false,
        mailNickname: "existing-producers",
        members: [SEED.user.objectId],
        securityEnabled: true,
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
    signInAs: SEED.user.userPrincipalName,
    policies: {},
  } satisfies v.InferInput<typeof StateSchema>);
}
