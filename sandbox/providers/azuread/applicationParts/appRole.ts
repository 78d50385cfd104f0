/** azuread.ApplicationAppRole: one app role, always enabled. */
import type { Properties, ResourceType } from "../../../engine/provider";
import { replaces, required, text } from "../../schema/fields";
import { applicationId, claimValue, notEmpty, uuid } from "../../schema/rules";
import { text as textAt, texts } from "../../values";
import { appRoleBody } from "../applicationBodies";
import { allowedMemberTypes } from "../applicationFields";
import { appRoles } from "../disableEntitlements";
import { partIds } from "../ids";
import type { Session } from "../session";
import { applicationPart } from "./applicationPart";

/** The resource type. */
export function appRole(session: Session): ResourceType {
  return applicationPart<Properties>(
    session,
    {
      token: "azuread:index/applicationAppRole:ApplicationAppRole",
      terraformName: "azuread_application_app_role",
      noun: "app role",
      fields: {
        allowedMemberTypes: required(allowedMemberTypes),
        applicationId: replaces(required(text(applicationId))),
        description: required(text(notEmpty)),
        displayName: required(text(notEmpty)),
        roleId: replaces(required(text(uuid))),
        value: text(claimValue),
      },
      ids: partIds("appRoles"),
      keyInput: "roleId",
      entriesOf: appRoles.of,
      keyOf: (role) => textAt(role, "id"),
      toEntry: (inputs) => appRoleBody(inputs, textAt(inputs, "roleId"), true),
      toOutputs: (role) => ({
        allowedMemberTypes: texts(role, "allowedMemberTypes"),
        description: textAt(role, "description"),
        displayName: textAt(role, "displayName"),
        value: textAt(role, "value"),
      }),
      body: appRoles.body,
      updatable: true,
    },
    { kind: appRoles, asObjects: (roles) => roles },
  );
}
