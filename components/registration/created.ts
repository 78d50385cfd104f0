import * as azuread from "@pulumi/azuread";
import { MICROSOFT_GRAPH_APP_ID } from "../rules/values/clients";
import { type Facts, graphAccess, withCaller } from "../rules/facts/facts";
import type { ManagementApiSpec } from "../rules/keys";
import { REGISTRATION, SERVICE_PRINCIPAL } from "../rules/parts";
import { nameApi } from "./identifierUris";
import { registrationProperties } from "./properties";
import type { PlaceOf, Registration } from "./registration";

/**
 * Makes a new registration that the stack owns, with its identifier URIs and its service principal.
 *
 * The root is `Application`, not the newer `ApplicationRegistration`: it waits until the directory
 * shows what it made, and it refuses a second registration of the same name. What it does not
 * manage (URI, scopes) belongs to resources of their own, so those properties are ignored here;
 * without that, an update would switch off and delete every scope.
 */
export function createRegistration(
  spec: ManagementApiSpec,
  facts: Facts,
  placeOf: PlaceOf,
): Registration {
  const root = placeOf(REGISTRATION);
  const application = new azuread.Application(
    root.name,
    {
      displayName: spec.displayName,
      preventDuplicateNames: true,
      signInAudience: "AzureADMyOrg",
      ...registrationProperties(spec),
      // An empty list too: without one the provider keeps the tags that are there.
      tags: [...spec.tags],
      owners: withCaller(spec.owners, facts),
      api: {
        requestedAccessTokenVersion: spec.tokenVersion,
        ...(spec.knownClients.length > 0 && { knownClientApplications: [...spec.knownClients] }),
      },
      ...redirectUris(spec),
      appRoles: spec.appRoles.map(
        ({ id, value, displayName, description, allowedMemberTypes }) => ({
          id,
          value,
          displayName,
          description,
          allowedMemberTypes: [...allowedMemberTypes],
          enabled: true,
        }),
      ),
      ...(spec.groupMembershipClaims.length > 0 && {
        // On the ID token only: on access tokens it would move the groups into "roles" and leave
        // the app roles out, and the API's policy would refuse everybody
        // (https://learn.microsoft.com/entra/identity-platform/optional-claims).
        optionalClaims: {
          idTokens: [{ name: "groups", additionalProperties: ["emit_as_roles"] }],
        },
      }),
      ...(spec.graphPermissions.length > 0 && {
        requiredResourceAccesses: [
          {
            resourceAppId: MICROSOFT_GRAPH_APP_ID,
            resourceAccesses: graphAccess(spec, facts),
          },
        ],
      }),
    },
    {
      ...root.opts,
      ignoreChanges: ["identifierUris", "api.oauth2PermissionScopes", "oauth2PermissionScopeIds"],
    },
  );
  const uris = nameApi(application, spec, facts, placeOf);
  const { name, opts } = placeOf(SERVICE_PRINCIPAL);
  const servicePrincipal = new azuread.ServicePrincipal(
    name,
    {
      clientId: application.clientId,
      useExisting: true,
      appRoleAssignmentRequired: spec.assignmentRequired,
      owners: withCaller([], facts),
    },
    opts,
  );
  return {
    spec,
    applicationId: application.id,
    clientId: application.clientId,
    objectId: application.objectId,
    servicePrincipal: servicePrincipal.objectId,
    scopes: {},
    parts: [...uris, servicePrincipal],
  };
}

/** Nothing for a kind of client without URIs: the provider then takes away what is there. */
function redirectUris({
  redirectUris: { web, singlePage, publicClient },
}: ManagementApiSpec): Partial<azuread.ApplicationArgs> {
  return {
    ...(web.length > 0 && { web: { redirectUris: [...web] } }),
    ...(singlePage.length > 0 && { singlePageApplication: { redirectUris: [...singlePage] } }),
    ...(publicClient.length > 0 && {
      publicClient: { redirectUris: [...publicClient] },
      // Programs sign in by device code as well, which names no redirect URI to tell the client's
      // kind by.
      fallbackPublicClientEnabled: true,
    }),
  };
}
