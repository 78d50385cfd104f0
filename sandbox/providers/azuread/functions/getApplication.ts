/** azuread.getApplication: an application by client id or display name. */
import type { ProviderFunction, Value } from "../../../engine/provider";
import { notEmpty, uuid } from "../../schema/rules";
import { flag, text, texts } from "../../values";
import { outputsOf } from "../applicationOutputs";
import { applicationIds } from "../ids";
import { listIds } from "../owners";
import type { Session } from "../session";
import { lookUp } from "./lookUp";

const PATH = "/v1.0/applications";

/** The function: three requests. */
export function getApplication(session: Session): ProviderFunction {
  return lookUp(session, {
    name: "getApplication",
    path: PATH,
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
      const objectId = text(found, "id");
      const beta = await session.graph.get(`/beta/applications/${objectId}`, {
        $select: "oauth2RequirePostResponse",
      });
      const owners = await listIds(session, `${PATH}/${objectId}/owners`);
      const { api, optionalClaims, publicClient, singlePageApplication, web, ...outputs } =
        outputsOf(found);
      return {
        ...outputs,
        apis: listOf(api),
        id: applicationIds.format(objectId),
        identifierUri: texts(found, "identifierUris")[0] ?? "",
        oauth2PostResponseRequired: flag(beta, "oauth2RequirePostResponse"),
        optionalClaims: listOf(optionalClaims),
        owners,
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
