/** Names of config keys that people know from elsewhere. */
import { type Problem, refuse } from "./reading/problem";
import { otherNames } from "./reading/schema";
import { chooseFrom, suggest } from "./reading/suggestion";
import { entryOf, type Written } from "./reading/written";

/** Keys of other tools for what is not this program's, by the reason. */
const NOT_OURS = otherNames({
  "registrations are for the accounts of one tenant": ["signInAudience"],
  "nothing secret is in the state": ["password", "clientSecret", "certificate"],
  "a logo is uploaded in the portal": ["logo", "logoImage"],
});

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
  const reason = NOT_OURS.get(name.toLowerCase());
  if (reason !== undefined) return `leave it out: ${reason} (README, What is not ours)`;
  return ours === undefined ? chooseFrom(name, known) : `write "${ours}"`;
}

/** Keys that are none, each with the one that was probably meant. */
export function checkKeys(config: Written, known: readonly string[]): readonly Problem[] {
  return Object.keys(config)
    .filter((name) => !known.includes(name))
    .flatMap((name) =>
      refuse(entryOf(config, name), "is not a setting of this program", remedyFor(name, known)),
    );
}

/** The name of the project as it is published. */
const PUBLISHED_NAME = "management-api";

/**
 * Settings of this program below the name of another project, where nothing reads them: a misspelt
 * name, or the published one in a copy whose `name` in "Pulumi.yaml" is another. Pulumi hands over
 * what is meant for packages and other projects too; what is below any other name is theirs.
 *
 * @param config all of a stack's config, by whole keys such as `management-api:scopes`.
 */
export function checkNamespaces(
  config: Readonly<Record<string, unknown>>,
  project: string,
  known: readonly string[],
): readonly Problem[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const [namespace = "", name = ""] = key.split(":");
    const isMeant = namespace === PUBLISHED_NAME || suggest(namespace, [project]) !== undefined;
    if (namespace === project || !isMeant || !known.includes(name)) return [];
    return refuse(
      { key, value },
      `must begin with "${project}:", the name of the project: nothing reads it as it is`,
      `write "${project}:${name}"`,
    );
  });
}
