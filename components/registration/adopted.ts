import * as azuread from "@pulumi/azuread";
import { MICROSOFT_GRAPH_APP_ID } from "../rules/values/clients";
import type { ManagementApiSpec } from "../rules/keys";
import { type Facts, graphAccess, objectIdsOf } from "../rules/facts/facts";
import { showText } from "../rules/reading/hiddenText";
import {
  appRolePart,
  GRAPH_ACCESS,
  importIds,
  KNOWN_CLIENTS,
  ownerPart,
  REGISTRATION,
  SERVICE_PRINCIPAL,
} from "../rules/parts";
import { nameApi } from "./identifierUris";
import { registrationProperties } from "./properties";
import type { PlaceOf, Registration } from "./registration";

/** What stays as it is, and whoever manages it goes on to, unless config says it. */
const LEFT_ALONE = [
  "description",
  "homepageUrl",
  "implicitAccessTokenIssuanceEnabled",
  "implicitIdTokenIssuanceEnabled",
  "logoutUrl",
  "marketingUrl",
  "privacyStatementUrl",
  "signInAudience",
  "supportUrl",
  "termsOfServiceUrl",
  "displayName",
  "notes",
  "serviceManagementReference",
];

/** The same of the service principal. */
const LEFT_ALONE_IN_TENANT = [
  "accountEnabled",
  "alternativeNames",
  "description",
  "loginUrl",
  "notes",
  "notificationEmailAddresses",
  "owners",
  "preferredSingleSignOnMode",
  "samlSingleSignOn",
  "tags",
];

/**
 * Takes over a registration that was made elsewhere: the stack owns what config declares of it.
 *
 * The root is `ApplicationRegistration`, which sends only what changed, and each part is a resource
 * of its own: redirect URIs, secrets, branding and whatever else others manage there survive.
 *
 * @throws Error for a registration that was not looked up: a mistake of the program, never of the
 * config.
 */
export function adoptRegistration(
  spec: ManagementApiSpec,
  facts: Facts,
  placeOf: PlaceOf,
): Registration {
  const { found } = facts;
  if (found === undefined) throw new Error("the registration was not looked up");
  const displayName = spec.displayName || found.displayName;
  const said = {
    ...(spec.displayName !== "" && { displayName }),
    ...registrationProperties(spec),
    requestedAccessTokenVersion: spec.tokenVersion,
  };
  const { name, opts } = placeOf(REGISTRATION);
  const registration = new azuread.ApplicationRegistration(
    name,
    { displayName, ...said },
    {
      ...opts,
      // Always, not from config: without it, a state that lacks the registration would get a second
      // one. It is no trap: that the registration is gone is told before anything is made.
      import: `/applications/${found.objectId}`,
      ignoreChanges: LEFT_ALONE.filter((property) => !Object.hasOwn(said, property)),
    },
  );
  const uris = nameApi(registration, spec, facts, placeOf);
  adoptParts(spec, facts, registration, placeOf);
  const servicePrincipal = adoptServicePrincipal(spec, facts, registration, placeOf);
  return {
    // People see the name in outputs.
    spec: { ...spec, displayName: showText(displayName).trim() },
    applicationId: registration.id,
    clientId: registration.clientId,
    objectId: registration.objectId,
    servicePrincipal: servicePrincipal.objectId,
    scopes: {},
    parts: [...uris, servicePrincipal],
  };
}

/** What a new registration has inside it: here each is a resource of its own. */
function adoptParts(
  spec: ManagementApiSpec,
  facts: Facts,
  registration: azuread.ApplicationRegistration,
  placeOf: PlaceOf,
): void {
  const applicationId = registration.id;
  for (const role of spec.appRoles) {
    const { name, opts } = placeOf(appRolePart(role, facts));
    const { id: roleId, value, displayName, description } = role;
    const allowedMemberTypes = [...role.allowedMemberTypes];
    new azuread.ApplicationAppRole(
      name,
      { applicationId, roleId, value, displayName, description, allowedMemberTypes },
      opts,
    );
  }
  const ids = importIds(spec, facts);
  for (const ownerObjectId of objectIdsOf(spec.owners, facts)) {
    const part = ownerPart(ownerObjectId);
    const { name, opts } = placeOf(part);
    // Whoever deploys is an owner already. As for the root, an import of what is in the state does
    // nothing.
    const there = ownerObjectId === facts.caller.objectId ? ids.get(part) : undefined;
    new azuread.ApplicationOwner(
      name,
      { applicationId, ownerObjectId },
      // Without its owners nobody could delete the rest.
      { ...opts, deletedWith: registration, ...(there !== undefined && { import: there }) },
    );
  }
  if (spec.graphPermissions.length > 0) {
    const { name, opts } = placeOf(GRAPH_ACCESS);
    const access = graphAccess(spec, facts);
    const idsOf = (kind: string): string[] =>
      access.filter(({ type }) => type === kind).map(({ id }) => id);
    const [roleIds, scopeIds] = [idsOf("Role"), idsOf("Scope")];
    new azuread.ApplicationApiAccess(
      name,
      {
        applicationId,
        apiClientId: MICROSOFT_GRAPH_APP_ID,
        ...(roleIds.length > 0 && { roleIds }),
        ...(scopeIds.length > 0 && { scopeIds }),
      },
      opts,
    );
  }
  if (spec.knownClients.length > 0) {
    const { name, opts } = placeOf(KNOWN_CLIENTS);
    const knownClientIds = [...spec.knownClients];
    new azuread.ApplicationKnownClients(name, { applicationId, knownClientIds }, opts);
  }
}

/** The API in the tenant. Without `useExisting`, which writes over one that nobody imported. */
function adoptServicePrincipal(
  { assignmentRequired }: ManagementApiSpec,
  { caller }: Facts,
  { clientId }: azuread.ApplicationRegistration,
  placeOf: PlaceOf,
): azuread.ServicePrincipal {
  const { name, opts } = placeOf(SERVICE_PRINCIPAL);
  return new azuread.ServicePrincipal(
    name,
    { clientId, appRoleAssignmentRequired: assignmentRequired, owners: [caller.objectId] },
    // The owner counts only where the stack makes the service principal.
    { ...opts, ignoreChanges: LEFT_ALONE_IN_TENANT },
  );
}
