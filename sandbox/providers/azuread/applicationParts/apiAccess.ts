/** azuread.ApplicationApiAccess: the permissions that an application asks for on one API. */
import type { Properties, ResourceType } from "../../../engine/provider";
import { atLeastOneOf } from "../../schema/crossChecks";
import { replaces, required, setOf, text } from "../../schema/fields";
import { applicationId, uuid } from "../../schema/rules";
import { records, text as textAt, texts } from "../../values";
import { APPLICATION_TYPE } from "../applicationBodies";
import { partIds } from "../ids";
import type { Session } from "../session";
import { applicationPart } from "./applicationPart";

/** The resource type. */
export function apiAccess(session: Session): ResourceType {
  return applicationPart<Properties>(session, {
    token: "azuread:index/applicationApiAccess:ApplicationApiAccess",
    terraformName: "azuread_application_api_access",
    noun: "API",
    fields: {
      apiClientId: replaces(required(text(uuid))),
      applicationId: replaces(required(text(applicationId))),
      roleIds: setOf(text(uuid)),
      scopeIds: setOf(text(uuid)),
    },
    ids: partIds("apiAccess"),
    keyInput: "apiClientId",
    entriesOf: (application) => records(application, "requiredResourceAccess"),
    keyOf: (access) => textAt(access, "resourceAppId"),
    toEntry: (inputs) => ({
      resourceAccess: [
        ...texts(inputs, "roleIds").map((id) => ({ id, type: "Role" })),
        ...texts(inputs, "scopeIds").map((id) => ({ id, type: "Scope" })),
      ],
      resourceAppId: textAt(inputs, "apiClientId"),
    }),
    toOutputs: (access) => ({
      roleIds: idsOfType(access, "Role"),
      scopeIds: idsOfType(access, "Scope"),
    }),
    body: (requiredResourceAccess, id) => ({ ...APPLICATION_TYPE, id, requiredResourceAccess }),
    check: atLeastOneOf("roleIds", "scopeIds"),
    updatable: true,
  });
}

function idsOfType(access: Properties, type: string): readonly string[] {
  return records(access, "resourceAccess")
    .filter((permission) => textAt(permission, "type") === type)
    .map((permission) => textAt(permission, "id"));
}
