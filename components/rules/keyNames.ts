/** Names of config keys that people know from elsewhere. */
import type { Problem } from "./problem";
import { otherNames } from "./schema";
import { chooseFrom } from "./suggestion";

/** Keys of other tools for what is not this program's. README has the reasons. */
const NOT_OURS: ReadonlyMap<string, string> = new Map([
  [
    "signInAudience",
    "leave it out: registrations are for the accounts of one tenant (README, What is not ours)",
  ],
  ...["password", "clientSecret", "certificate"].map(
    (name) =>
      [name, "leave it out: nothing secret is in the state (README, What is not ours)"] as const,
  ),
  ...["logo", "logoImage"].map(
    (name) =>
      [name, "leave it out: a logo is uploaded in the portal (README, What is not ours)"] as const,
  ),
]);

/** Names of keys in Microsoft Graph, in the provider and in the portal. */
const OTHER_NAMES = otherNames({
  displayName: ["name"],
  notes: ["description"],
  identifierUris: ["appIdUri", "appIdUris", "applicationIdUri", "audience"],
  tokenVersion: ["requestedAccessTokenVersion", "accessTokenAcceptedVersion", "version"],
  redirectUris: ["replyUrls", "replyUris", "web", "spa", "singlePageApplication", "publicClient"],
  scopes: ["oauth2PermissionScopes", "oauth2Permissions", "permissionScopes", "exposedApis"],
  appRoles: ["roles"],
  clients: ["preAuthorizedApplications", "authorizedClients", "preAuthorized"],
  producers: ["group", "groupId", "securityGroup"],
  graphPermissions: ["requiredResourceAccess", "requiredResourceAccesses", "apiPermissions"],
  assignmentRequired: ["appRoleAssignmentRequired", "userAssignmentRequired"],
  assignments: ["appRoleAssignments", "appRoleAssignedTo"],
  knownClients: ["knownClientApplications"],
});

function remedyFor(name: string, known: readonly string[]): string {
  const ours = OTHER_NAMES.get(name.toLowerCase());
  return NOT_OURS.get(name) ?? (ours === undefined ? chooseFrom(name, known) : `write "${ours}"`);
}

/** Keys that are none, each with the one that was probably meant. */
export function checkKeys(
  config: Readonly<Record<string, unknown>>,
  known: readonly string[],
): readonly Problem[] {
  return Object.keys(config)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      key: name,
      value: config[name],
      rule: "is not a setting of this program",
      remedy: remedyFor(name, known),
    }));
}
