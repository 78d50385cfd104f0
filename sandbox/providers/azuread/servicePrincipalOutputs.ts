/**
 * A service principal of Graph as the provider's outputs; the resource and the function share them.
 */
import type { Properties } from "../../engine/provider";
import { flag, isRecord, records, text, texts } from "../values";
import {
  appRoleOutputs,
  featureTagOutputs,
  idsByValue,
  permissionScopeOutputs,
} from "./applicationOutputs";
import type { Session } from "./session";

/** Makes the outputs, with one more request for what only the beta version tells. */
export async function servicePrincipalOutputs(
  session: Session,
  found: Properties,
): Promise<Properties> {
  const objectId = text(found, "id");
  const beta = await session.graph.get(`/beta/servicePrincipals/${objectId}`, {
    $select: "samlMetadataUrl",
  });
  const tags = texts(found, "tags");
  const clientId = text(found, "appId");
  const saml = found["samlSingleSignOnSettings"];
  return {
    accountEnabled: flag(found, "accountEnabled"),
    alternativeNames: texts(found, "alternativeNames"),
    appRoleAssignmentRequired: flag(found, "appRoleAssignmentRequired"),
    appRoleIds: idsByValue(records(found, "appRoles")),
    appRoles: appRoleOutputs(records(found, "appRoles")),
    applicationTenantId: text(found, "appOwnerOrganizationId"),
    clientId,
    description: text(found, "description"),
    displayName: text(found, "displayName"),
    featureTags: featureTagOutputs(tags),
    features: featureOutputs(tags),
    homepageUrl: text(found, "homepage"),
    loginUrl: text(found, "loginUrl"),
    logoutUrl: text(found, "logoutUrl"),
    notes: text(found, "notes"),
    notificationEmailAddresses: texts(found, "notificationEmailAddresses"),
    oauth2PermissionScopeIds: idsByValue(records(found, "oauth2PermissionScopes")),
    oauth2PermissionScopes: permissionScopeOutputs(records(found, "oauth2PermissionScopes")),
    objectId,
    preferredSingleSignOnMode: text(found, "preferredSingleSignOnMode"),
    redirectUris: texts(found, "replyUrls"),
    samlMetadataUrl: text(beta, "samlMetadataUrl"),
    samlSingleSignOn: isRecord(saml) ? { relayState: text(saml, "relayState") } : null,
    // The client id is one of its names, but not one that people gave it.
    servicePrincipalNames: texts(found, "servicePrincipalNames").filter(
      (name) => name !== clientId,
    ),
    signInAudience: text(found, "signInAudience"),
    tags,
    type: text(found, "servicePrincipalType"),
  };
}

/** The older names of {@link featureTagOutputs}. */
export function featureOutputs(tags: readonly string[]): readonly Properties[] {
  return featureTagOutputs(tags).map((feature) => ({
    customSingleSignOnApp: flag(feature, "customSingleSignOn"),
    enterpriseApplication: flag(feature, "enterprise"),
    galleryApplication: flag(feature, "gallery"),
    visibleToUsers: !flag(feature, "hide"),
  }));
}
