/** azuread.ApplicationPermissionScope: one delegated permission (scope), always enabled. */
import type { Properties, ResourceType } from "../../../engine/provider";
import { defaultsTo, replaces, required, text } from "../../schema/fields";
import { applicationId, claimValue, notEmpty, oneOf, uuid } from "../../schema/rules";
import { text as textAt } from "../../values";
import { permissionScopeBody } from "../applicationBodies";
import { permissionScopes } from "../disableEntitlements";
import { partIds } from "../ids";
import type { Session } from "../session";
import { applicationPart } from "./applicationPart";

/** The resource type. */
export function permissionScope(session: Session): ResourceType {
  return applicationPart<Properties>(
    session,
    {
      token: "azuread:index/applicationPermissionScope:ApplicationPermissionScope",
      terraformName: "azuread_application_permission_scope",
      noun: "permission scope",
      fields: {
        adminConsentDescription: required(text(notEmpty)),
        adminConsentDisplayName: required(text(notEmpty)),
        applicationId: replaces(required(text(applicationId))),
        scopeId: replaces(required(text(uuid))),
        type: defaultsTo(text(oneOf("Admin", "User")), "User"),
        userConsentDescription: text(notEmpty),
        userConsentDisplayName: text(notEmpty),
        value: required(text(claimValue)),
      },
      ids: partIds("permissionScopes"),
      keyInput: "scopeId",
      entriesOf: permissionScopes.of,
      keyOf: (scope) => textAt(scope, "id"),
      toEntry: (inputs) => permissionScopeBody(inputs, textAt(inputs, "scopeId"), true),
      toOutputs: (scope) => ({
        adminConsentDescription: textAt(scope, "adminConsentDescription"),
        adminConsentDisplayName: textAt(scope, "adminConsentDisplayName"),
        type: textAt(scope, "type"),
        userConsentDescription: textAt(scope, "userConsentDescription"),
        userConsentDisplayName: textAt(scope, "userConsentDisplayName"),
        value: textAt(scope, "value"),
      }),
      body: permissionScopes.body,
      updatable: true,
    },
    { kind: permissionScopes, asObjects: (scopes) => scopes },
  );
}
