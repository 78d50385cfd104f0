/** azuread.ApplicationIdentifierUri: one identifier URI. */
import type { ResourceType } from "../../../engine/provider";
import { replaces, required, text } from "../../schema/fields";
import { applicationId, identifierUri as uriRule } from "../../schema/rules";
import { text as textAt, texts } from "../../values";
import { APPLICATION_TYPE } from "../applicationBodies";
import { identifierUriIds } from "../ids";
import type { Session } from "../session";
import { applicationPart } from "./applicationPart";

/** The resource type. */
export function identifierUri(session: Session): ResourceType {
  return applicationPart<string>(session, {
    token: "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri",
    terraformName: "azuread_application_identifier_uri",
    noun: "identifier URI",
    fields: {
      applicationId: replaces(required(text(applicationId))),
      identifierUri: replaces(required(text(uriRule))),
    },
    ids: identifierUriIds,
    keyInput: "identifierUri",
    entriesOf: (application) => texts(application, "identifierUris"),
    keyOf: (uri) => uri,
    toEntry: (inputs) => textAt(inputs, "identifierUri"),
    toOutputs: (uri) => ({ identifierUri: uri }),
    body: (identifierUris) => ({ ...APPLICATION_TYPE, identifierUris }),
    updatable: false,
  });
}
