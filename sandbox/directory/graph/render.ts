/**
 * Stored objects as Graph answers them. Every property that clients tell from "absent" is explicit.
 */
import { resourceNotFound } from "../errors";
import type { AppRoleAssignment, Application, Group, ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";
import type { Rendered } from "./route";

/** What a service principal says, and the application behind it where that lives in this tenant. */
export type Publication = NonNullable<ServicePrincipal["published"]> & {
  readonly application: Application | undefined;
};

/** Reads the application behind a service principal, so that the two never disagree. */
export function publicationOf(state: DirectoryState, principal: ServicePrincipal): Publication {
  if (principal.published !== null) return { ...principal.published, application: undefined };
  const application = state.applications.find(({ appId }) => appId === principal.appId);
  return {
    displayName: application?.displayName ?? principal.appId,
    appRoles: application?.appRoles ?? [],
    oauth2PermissionScopes: application?.api.oauth2PermissionScopes ?? [],
    servicePrincipalNames: [principal.appId, ...(application?.identifierUris ?? [])],
    application,
  };
}

/** What applications and service principals have, and nothing here sets. */
const NEVER_SET = {
  addIns: [],
  applicationTemplateId: null,
  deletedDateTime: null,
  disabledByMicrosoftStatus: null,
  keyCredentials: [],
  samlMetadataUrl: null,
  tokenEncryptionKeyId: null,
  verifiedPublisher: { addedDateTime: null, displayName: null, verifiedPublisherId: null },
};

/** An application; of secrets, all but the secret. */
export function renderApplication(state: DirectoryState, application: Application): Rendered {
  return {
    ...NEVER_SET,
    ...omit(application, ["owners", "passwordCredentials", "federatedIdentityCredentials"]),
    certification: null,
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
    passwordCredentials: application.passwordCredentials.map((credential) => ({
      ...omit(credential, ["secretHash"]),
      secretText: null,
    })),
    publisherDomain: state.tenant.domain,
    uniqueName: null,
  };
}

/** A service principal, with what it mirrors. */
export function renderServicePrincipal(
  state: DirectoryState,
  principal: ServicePrincipal,
): Rendered {
  const publication = publicationOf(state, principal);
  const { application } = publication;
  return {
    ...NEVER_SET,
    ...omit(principal, ["owners", "published"]),
    appDescription: application?.description ?? null,
    appDisplayName: publication.displayName,
    appOwnerOrganizationId: application === undefined ? null : state.tenant.id,
    appRoles: publication.appRoles,
    displayName: publication.displayName,
    homepage: application?.web.homePageUrl ?? null,
    info: application?.info ?? null,
    logoutUrl: application?.web.logoutUrl ?? null,
    oauth2PermissionScopes: publication.oauth2PermissionScopes,
    passwordCredentials: [],
    replyUrls: redirectUrisOf(application),
    resourceSpecificApplicationPermissions: [],
    servicePrincipalNames: publication.servicePrincipalNames,
    signInAudience: application?.signInAudience ?? "AzureADMultipleOrgs",
    tags: [...new Set([...principal.tags, ...(application?.tags ?? [])])],
  };
}

/** Where answers to an application may be sent, whatever its kind. */
export function redirectUrisOf(application: Application | undefined): readonly string[] {
  if (application === undefined) return [];
  const { web, spa, publicClient } = application;
  return [web, spa, publicClient].flatMap(({ redirectUris }) => redirectUris);
}

export function renderGroup(group: Group): Rendered {
  return {
    ...omit(group, ["owners", "members"]),
    classification: null,
    creationOptions: [],
    deletedDateTime: null,
    mail: null,
    onPremisesSyncEnabled: null,
    proxyAddresses: [],
    renewedDateTime: group.createdDateTime,
    securityIdentifier: null,
  };
}

/** A user; of the password, nothing. */
export function renderUser(user: User): Rendered {
  return {
    ...omit(user, ["passwordChangeDue", "passwordHash"]),
    imAddresses: [],
    passwordProfile: null,
    proxyAddresses: [],
    userType: "Member",
  };
}

/** An app role assignment, with the names of both sides. */
export function renderAssignment(state: DirectoryState, assignment: AppRoleAssignment): Rendered {
  const principal = findDirectoryObject(state, assignment.principalId);
  const resource = findDirectoryObject(state, assignment.resourceId);
  const type = String(principal["@odata.type"]).replace("#microsoft.graph.", "");
  return {
    ...assignment,
    deletedDateTime: null,
    principalDisplayName: principal["displayName"],
    principalType: `${type.charAt(0).toUpperCase()}${type.slice(1)}`,
    resourceDisplayName: resource["displayName"],
  };
}

/** Finds an object of any kind and renders it with its type. @throws Refusal 404. */
export function findDirectoryObject(state: DirectoryState, id: string): Rendered {
  const found = lookUpDirectoryObject(state, id);
  if (found === undefined) throw resourceNotFound(id);
  return found;
}

/** Objects by their ids, with their types. Those that were deleted meanwhile are left out. */
export function renderDirectoryObjects(
  state: DirectoryState,
  ids: readonly string[],
): readonly Rendered[] {
  return ids.map((id) => lookUpDirectoryObject(state, id)).filter((object) => object !== undefined);
}

function lookUpDirectoryObject(state: DirectoryState, id: string): Rendered | undefined {
  const wanted = id.toLowerCase();
  const is = (object: { readonly id: string }): boolean => object.id === wanted;
  const typed = (type: string, value: Rendered): Rendered => ({
    "@odata.type": `#microsoft.graph.${type}`,
    ...value,
  });
  const user = state.users.find(is);
  const group = state.groups.find(is);
  const principal = state.servicePrincipals.find(is);
  const application = state.applications.find(is);
  return (
    (user && typed("user", renderUser(user))) ??
    (group && typed("group", renderGroup(group))) ??
    (principal && typed("servicePrincipal", renderServicePrincipal(state, principal))) ??
    (application && typed("application", renderApplication(state, application)))
  );
}

/** What clients never see: references, which have routes of their own, and hashes. */
function omit<T extends object>(object: T, names: readonly (keyof T & string)[]): Rendered {
  const hidden = new Set<string>(names);
  return Object.fromEntries(Object.entries(object).filter(([name]) => !hidden.has(name)));
}
