/** azuread.ApplicationPreAuthorized: one client, and the scopes that it may use without consent. */
import type { Properties, ResourceType } from "../../../engine/provider";
import { replaces, required, setOf, text } from "../../schema/fields";
import { applicationId, uuid } from "../../schema/rules";
import { record, records, text as textAt, texts } from "../../values";
import { APPLICATION_TYPE } from "../applicationBodies";
import { preAuthorizedIds } from "../ids";
import type { Session } from "../session";
import { applicationPart } from "./applicationPart";

/** The resource type. */
export function preAuthorized(session: Session): ResourceType {
  return applicationPart<Properties>(session, {
    token: "azuread:index/applicationPreAuthorized:ApplicationPreAuthorized",
    terraformName: "azuread_application_pre_authorized",
    noun: "preAuthorizedApplication",
    fields: {
      applicationId: replaces(required(text(applicationId))),
      authorizedClientId: replaces(required(text(uuid))),
      permissionIds: required(setOf(text(uuid))),
    },
    ids: preAuthorizedIds,
    keyInput: "authorizedClientId",
    entriesOf: (application) => records(record(application, "api"), "preAuthorizedApplications"),
    keyOf: (client) => textAt(client, "appId"),
    toEntry: (inputs) => ({
      appId: textAt(inputs, "authorizedClientId"),
      delegatedPermissionIds: texts(inputs, "permissionIds"),
    }),
    toOutputs: (client) => ({ permissionIds: texts(client, "delegatedPermissionIds") }),
    body: (preAuthorizedApplications) => ({
      ...APPLICATION_TYPE,
      api: { preAuthorizedApplications },
    }),
    updatable: true,
    goneWithApplication: true,
  });
}
