/** What the program would learn of a registration by its own look-ups, from what az answered. */
import { MICROSOFT_GRAPH_APP_ID } from "../../components/rules/values/clients";
import type { FoundRegistration } from "../../components/rules/facts/found";
import type { Facts } from "../../components/rules/facts/facts";
import type { Application } from "../az/application";
import type { Found } from "./found";

/** The facts that the program's rules judge a config by. */
export function factsOf(found: Found): Facts & { readonly found: FoundRegistration } {
  const { cloud, caller, graphPermissions, assignments } = found;
  return {
    cloud,
    caller,
    users: {},
    // Config names them by their object ids.
    servicePrincipals: Object.fromEntries(
      assignments.map(({ principalId }) => [principalId, principalId]),
    ),
    graphPermissions,
    found: registrationOf(found),
  };
}

/** Ids by value, of scopes or app roles. */
export function idsOf(
  list: readonly { readonly value: string; readonly id: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map(({ value, id }) => [value, id]));
}

function registrationOf({ application, servicePrincipal }: Found): FoundRegistration {
  const { api } = application;
  return {
    objectId: application.id,
    clientId: application.appId,
    displayName: application.displayName,
    tokenVersion: api.requestedAccessTokenVersion === 2 ? 2 : 1,
    identifierUris: application.identifierUris,
    scopes: api.oauth2PermissionScopes.map(({ id, value, isEnabled, type, ...texts }) => ({
      id,
      value,
      pinned: true,
      enabled: isEnabled,
      consent: consentOf(type),
      ...textsOf(texts),
    })),
    appRoles: application.appRoles.map(({ isEnabled, ...role }) => ({
      ...role,
      enabled: isEnabled,
    })),
    groupMembershipClaims: groupClaimsOf(application.groupMembershipClaims),
    servicePrincipal: servicePrincipal && {
      objectId: servicePrincipal.id,
      enabled: servicePrincipal.accountEnabled,
      assignmentRequired: servicePrincipal.appRoleAssignmentRequired,
    },
  };
}

/** The texts of a scope, in config's order; one that is not there is empty. */
export function textsOf(scope: ConsentTexts) {
  return {
    adminConsentDisplayName: scope.adminConsentDisplayName ?? "",
    adminConsentDescription: scope.adminConsentDescription ?? "",
    userConsentDisplayName: scope.userConsentDisplayName ?? "",
    userConsentDescription: scope.userConsentDescription ?? "",
  };
}

type ConsentTexts = Pick<
  Application["api"]["oauth2PermissionScopes"][number],
  | "adminConsentDisplayName"
  | "adminConsentDescription"
  | "userConsentDisplayName"
  | "userConsentDescription"
>;

/** Who may consent to a scope, in config's words. */
export function consentOf(type: "User" | "Admin"): "adminsAndUsers" | "adminsOnly" {
  return type === "Admin" ? "adminsOnly" : "adminsAndUsers";
}

/** Which groups tokens list: Microsoft Graph joins the names by commas. */
export function groupClaimsOf(joined: string | null | undefined): readonly string[] {
  return (joined ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** What a registration asks of Microsoft Graph; undefined: nothing. */
export function graphAccessOf({ requiredResourceAccess }: Application) {
  return requiredResourceAccess.find(
    ({ resourceAppId }) => resourceAppId === MICROSOFT_GRAPH_APP_ID,
  );
}
