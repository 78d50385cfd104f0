/**
 * Registrations that others have made, by chance: what a portal, a script or another tool may have
 * left behind, in the shapes that the directory takes.
 */
import fc from "fast-check";
import * as v from "valibot";
import { ApplicationSchema, ServicePrincipalSchema } from "../../sandbox/directory/model";
import { renderApplication, renderAssignment } from "../../sandbox/directory/graph/render";
import { type DirectoryState, SEED } from "../../sandbox/directory";
import { assignment, type Found } from "../../cli/adopt/found";
import { applicationAnswer } from "../../cli/az/application";
import { KNOWN_GRAPH_PERMISSIONS } from "../../components/rules/values/graphPermissions";

/** Its client id. */
export const CLIENT_ID = "99999999-0000-4000-8000-000000000001";
const OBJECT_ID = "99999999-0000-4000-8000-000000000002";
const PRINCIPAL_ID = "99999999-0000-4000-8000-000000000003";
const AT = "2026-01-01T00:00:00Z";
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const GRAPH = "00000003-0000-0000-c000-000000000000";
const CLIENTS = [
  CLI,
  "aebc6443-996d-45c2-90f0-388ff96faa56",
  "99999999-0000-4000-8000-0000000000c1",
  "99999999-0000-4000-8000-0000000000c2",
];
/** A known one of each type, one that a look-up names, and one that has no name. */
const PERMISSIONS = [
  { id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" as const },
  { id: "7ab1d382-f21e-4acd-a863-ba3e13f7da61", type: "Role" as const },
  { id: "06da0dbc-49e2-44d2-8312-53f166ab848a", type: "Scope" as const },
];
const UNNAMED = { id: "99999999-0000-4000-8000-0000000000ff", type: "Scope" as const };

const idOf = (kind: number, index: number): string =>
  `99999999-0000-4000-8000-${String(kind).padStart(4, "0")}${String(index).padStart(8, "0")}`;

/** A text that is there, is not there, or is one that no config takes. */
const text = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("Read calls", 'Lesen: Ärger & "Zitate"', "x".repeat(200)),
  },
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(" leading blank", "two\nlines") },
);
const isOn = fc.integer({ min: 0, max: 4 }).map((drawn) => drawn > 0);
const VALUES = ["read", "write", "access_as_user", "Calls.Read.All", "user:impersonation", "off"];

/** What is drawn of a registration. */
const drawn = fc.record({
  scopes: fc.array(
    fc.record({
      isEnabled: isOn,
      type: fc.constantFrom("User" as const, "Admin" as const),
      adminConsentDisplayName: text,
      adminConsentDescription: text,
      userConsentDisplayName: text,
      userConsentDescription: text,
    }),
    { maxLength: 4 },
  ),
  roles: fc.array(
    fc.record({
      isEnabled: isOn,
      hasValue: isOn,
      description: text,
      allowedMemberTypes: fc.constantFrom<("User" | "Application")[]>(
        ["Application"],
        ["User"],
        ["User", "Application"],
      ),
    }),
    { maxLength: 3 },
  ),
  clients: fc.subarray(CLIENTS),
  held: fc.array(fc.nat(15), { minLength: 4, maxLength: 4 }),
  uris: fc.subarray([
    `api://${CLIENT_ID}`,
    `api://${SEED.tenantId}/calls`,
    "api://calls",
    "https://calls.sandbox.example",
    "https://calls.sandbox.example:8443/",
    "urn:calls",
  ]),
  version: fc.constantFrom(null, 1 as const, 2 as const),
  claims: fc.constantFrom(null, "SecurityGroup", "All", "ApplicationGroup, DirectoryRole", "None"),
  knownClients: fc.subarray(CLIENTS.slice(1)),
  permissions: fc.subarray([...PERMISSIONS, UNNAMED]),
  hasGraph: isOn,
  hasOthers: fc.boolean(),
  owners: fc.subarray([SEED.deployer.objectId, SEED.user.objectId, SEED.guest.objectId]),
  notes: fc.constantFrom(null, "Ask Dana.", "Managed by Terraform"),
  hasPrincipal: isOn,
  isRequired: fc.boolean(),
  assigned: fc.array(fc.record({ who: fc.nat(2), role: fc.nat(3) }), { maxLength: 3 }),
});

/** A registration with its service principal and assignments, not in any directory yet. */
export type Registration = Pick<
  DirectoryState,
  "applications" | "servicePrincipals" | "appRoleAssignments"
>;

/** Registrations by chance. */
export const registration: fc.Arbitrary<Registration> = drawn.map((draw) => {
  const scopes = draw.scopes.map((scope, index) => ({
    ...scope,
    id: idOf(1, index),
    value: VALUES[index] ?? "",
  }));
  const appRoles = draw.roles.map(({ hasValue, ...role }, index) => ({
    ...role,
    displayName: `Role ${index}`,
    id: idOf(2, index),
    value: hasValue ? `Role.${index}` : null,
  }));
  const ids = scopes.map(({ id }) => id);
  const application = v.parse(ApplicationSchema, {
    displayName: "Dana's API",
    description: "Made by hand",
    api: {
      oauth2PermissionScopes: scopes,
      preAuthorizedApplications: draw.clients.map((appId, index) => ({
        appId,
        delegatedPermissionIds: ids.filter((_, at) => ((draw.held[index] ?? 0) >> at) % 2 === 1),
      })),
      requestedAccessTokenVersion: draw.version,
      knownClientApplications: draw.knownClients,
    },
    appRoles,
    identifierUris: draw.uris,
    info: { marketingUrl: "https://calls.example/" },
    notes: draw.notes,
    tags: draw.hasOthers ? ["team:calls"] : [],
    web: {
      homePageUrl: "https://calls.example/",
      redirectUris: draw.hasOthers ? ["https://calls.example/"] : [],
      implicitGrantSettings: { enableIdTokenIssuance: draw.hasOthers },
    },
    spa: { redirectUris: draw.hasOthers ? ["https://calls.example/spa"] : [] },
    optionalClaims: draw.hasOthers ? { idToken: [{ name: "email" }] } : null,
    requiredResourceAccess: [
      ...(draw.hasGraph ? [{ resourceAppId: GRAPH, resourceAccess: draw.permissions }] : []),
      ...(draw.hasOthers
        ? [{ resourceAppId: idOf(9, 1), resourceAccess: [{ id: idOf(9, 2), type: "Scope" }] }]
        : []),
    ],
    groupMembershipClaims: draw.claims,
    appId: CLIENT_ID,
    createdDateTime: AT,
    federatedIdentityCredentials: [],
    id: OBJECT_ID,
    owners: draw.owners,
    passwordCredentials: draw.hasOthers
      ? [
          {
            displayName: "by hand",
            endDateTime: "2030-01-01T00:00:00Z",
            hint: "abc",
            keyId: idOf(8, 1),
            secretHash: "x",
            startDateTime: AT,
          },
        ]
      : [],
  });
  const principal = v.parse(ServicePrincipalSchema, {
    appId: CLIENT_ID,
    appRoleAssignmentRequired: draw.isRequired,
    createdDateTime: AT,
    id: PRINCIPAL_ID,
    notes: "theirs",
    owners: [SEED.user.objectId],
    published: null,
  });
  return {
    applications: [application],
    servicePrincipals: draw.hasPrincipal ? [principal] : [],
    appRoleAssignments: draw.hasPrincipal ? assignmentsOf(draw.assigned, appRoles) : [],
  };
});

function assignmentsOf(
  assigned: readonly { readonly who: number; readonly role: number }[],
  roles: readonly { readonly id: string; readonly allowedMemberTypes: readonly string[] }[],
): Registration["appRoleAssignments"] {
  const people = [SEED.user.objectId, SEED.group.objectId, SEED.deployer.objectId];
  const made = assigned.flatMap(({ who, role }, index) => {
    const found = roles[role];
    const needed = who === 2 ? "Application" : "User";
    if (found !== undefined && !found.allowedMemberTypes.includes(needed)) return [];
    return [
      {
        appRoleId: found?.id ?? "00000000-0000-0000-0000-000000000000",
        createdDateTime: AT,
        id: `assignment-${index}`,
        principalId: people[who] ?? "",
        resourceId: PRINCIPAL_ID,
      },
    ];
  });
  // The directory has each once.
  return made.filter(
    ({ appRoleId, principalId }, index) =>
      made.findIndex(
        (other) => other.appRoleId === appRoleId && other.principalId === principalId,
      ) === index,
  );
}

/** Puts a registration into a directory. */
export function register(state: DirectoryState, made: Registration): void {
  state.applications.push(...structuredClone(made.applications));
  state.servicePrincipals.push(...structuredClone(made.servicePrincipals));
  state.appRoleAssignments.push(...structuredClone(made.appRoleAssignments));
}

/** A registration as az answers it to whoever deploys. */
export function foundIn(state: DirectoryState, clientId: string): Found {
  const application = state.applications.find(({ appId }) => appId === clientId);
  const principal = state.servicePrincipals.find(({ appId }) => appId === clientId);
  if (application === undefined) throw new Error(`there is no registration ${clientId}`);
  return {
    cloud: "public",
    caller: { objectId: SEED.deployer.objectId, tenantId: SEED.tenantId },
    graphPermissions: KNOWN_GRAPH_PERMISSIONS,
    application: v.parse(applicationAnswer, renderApplication(state, application)),
    servicePrincipal: principal && {
      id: principal.id,
      accountEnabled: principal.accountEnabled,
      appRoleAssignmentRequired: principal.appRoleAssignmentRequired,
      notes: principal.notes ?? "",
    },
    owners: application.owners,
    federatedCredentials: application.federatedIdentityCredentials,
    assignments: state.appRoleAssignments
      .filter(({ resourceId }) => resourceId === principal?.id)
      .map((each) => v.parse(assignment, renderAssignment(state, each))),
  };
}
