/** azuread.getApplication: an application by client id or display name. */
import type { ProviderFunction, Value } from "../../../engine/provider";
import { notEmpty, uuid } from "../../schema/rules";
import { text, texts } from "../../values";
import { readOutputs } from "../applicationOutputs";
import { applicationIds } from "../ids";
import type { Session } from "../session";
import { lookUp } from "./lookUp";

/** The function: three requests. */
export function getApplication(session: Session): ProviderFunction {
  return lookUp(session, {
    name: "getApplication",
    path: "/v1.0/applications",
    noun: "application",
    by: {
      clientId: { rule: uuid, filter: (id) => `appId eq '${id}'` },
      displayName: {
        rule: notEmpty,
        filter: (name) => `displayName eq '${name}'`,
        isMatch: (found, name) => text(found, "displayName") === name,
      },
    },
    refused: ["identifierUri", "objectId"],
    async outputs(found) {
      const { api, optionalClaims, publicClient, singlePageApplication, web, ...outputs } =
        await readOutputs(session, found);
      return {
        ...outputs,
        apis: listOf(api),
        id: applicationIds.format(text(found, "id")),
        identifierUri: texts(found, "identifierUris")[0] ?? "",
        optionalClaims: listOf(optionalClaims),
        publicClients: listOf(publicClient),
        singlePageApplications: listOf(singlePageApplication),
        webs: listOf(web),
      };
    },
  });
}

/** What a resource takes as one block, a function returns as a list. */
function listOf(block: Value | undefined): readonly Value[] {
  return block === undefined || block === null ? [] : [block];
}
