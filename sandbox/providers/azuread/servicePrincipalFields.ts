/**
 * The inputs and outputs of azuread.ServicePrincipal 6.9.1, and where Microsoft Graph has them; the
 * function has the same outputs.
 */
import type { Properties } from "../../engine/provider";
import {
  any,
  at,
  defaultsTo,
  elsewhere,
  flag,
  kept,
  mapOfTexts,
  optionalObject,
  replaces,
  required,
  setOf,
  setOfTexts,
  text,
  unimplemented,
  type Fields,
} from "../schema/fields";
import { fromGraph } from "../schema/graphForm";
import { atMost, notEmpty, oneOf, uuid, webUrl } from "../schema/rules";
import { flag as flagAt, records, text as textAt, texts } from "../values";
import { appRole, permissionScope } from "./applicationFields";
import { featureTags, idsByValue } from "./applicationOutputs";
import type { Session } from "./session";

/** All inputs. */
export const fields: Fields = {
  accountEnabled: defaultsTo(flag(), true),
  alternativeNames: setOf(text(notEmpty)),
  appRoleAssignmentRequired: flag(),
  clientId: at("appId", replaces(required(text(uuid)))),
  description: text(atMost(1024)),
  featureTags: unimplemented(),
  features: unimplemented(),
  loginUrl: text(webUrl),
  notes: text(atMost(1024)),
  notificationEmailAddresses: setOf(text(notEmpty)),
  owners: elsewhere(setOfTexts(text(uuid))),
  preferredSingleSignOnMode: text(oneOf("notSupported", "oidc", "password", "saml")),
  samlSingleSignOn: at("samlSingleSignOnSettings", optionalObject({ relayState: text(notEmpty) })),
  tags: kept(setOfTexts(text())),
  useExisting: elsewhere(flag()),
};

/** What only the directory knows. */
export const outputFields: Fields = {
  appRoleIds: elsewhere(mapOfTexts()),
  appRoles: setOf(appRole),
  applicationTenantId: at("appOwnerOrganizationId", text()),
  displayName: text(),
  featureTags: elsewhere(any()),
  features: elsewhere(any()),
  homepageUrl: at("homepage", text()),
  logoutUrl: text(),
  oauth2PermissionScopeIds: elsewhere(mapOfTexts()),
  oauth2PermissionScopes: setOf(permissionScope),
  objectId: at("id", text()),
  redirectUris: at("replyUrls", setOf(text())),
  samlMetadataUrl: elsewhere(text()),
  servicePrincipalNames: setOf(text()),
  signInAudience: text(),
  type: at("servicePrincipalType", text()),
};

/** Makes the outputs, with one more request for what only the beta version tells. */
export async function readOutputs(session: Session, found: Properties): Promise<Properties> {
  const plain = fromGraph({ ...fields, ...outputFields }, found);
  const beta = await session.graph.get(`/beta/servicePrincipals/${textAt(plain, "objectId")}`, {
    $select: "samlMetadataUrl",
  });
  const tags = featureTags(texts(plain, "tags"));
  return {
    ...plain,
    appRoleIds: idsByValue(records(plain, "appRoles")),
    featureTags: tags,
    // The older names of the same.
    features: tags.map((feature) => ({
      customSingleSignOnApp: flagAt(feature, "customSingleSignOn"),
      enterpriseApplication: flagAt(feature, "enterprise"),
      galleryApplication: flagAt(feature, "gallery"),
      visibleToUsers: !flagAt(feature, "hide"),
    })),
    oauth2PermissionScopeIds: idsByValue(records(plain, "oauth2PermissionScopes")),
    samlMetadataUrl: textAt(beta, "samlMetadataUrl"),
    // The client id is one of its names, but not one that people gave it.
    servicePrincipalNames: texts(plain, "servicePrincipalNames").filter(
      (name) => name !== plain["clientId"],
    ),
  };
}
