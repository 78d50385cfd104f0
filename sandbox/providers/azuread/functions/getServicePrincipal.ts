/** azuread.getServicePrincipal: a service principal by client id or object id. */
import type { ProviderFunction } from "../../../engine/provider";
import { uuid } from "../../schema/rules";
import { isRecord, text } from "../../values";
import { servicePrincipalIds } from "../ids";
import { readOutputs } from "../servicePrincipalFields";
import type { Session } from "../session";
import { lookUp, odataText } from "./lookUp";

/** The function: two requests. */
export function getServicePrincipal(session: Session): ProviderFunction {
  return lookUp(session, {
    name: "getServicePrincipal",
    path: "/v1.0/servicePrincipals",
    noun: "service principal",
    by: {
      clientId: {
        rule: uuid,
        filter: (id) => `appId eq ${odataText(id)}`,
        isMatch: (found, id) => text(found, "appId").toLowerCase() === id.toLowerCase(),
      },
      objectId: { rule: uuid },
    },
    refused: ["displayName"],
    async outputs(found) {
      const { samlSingleSignOn, ...outputs } = await readOutputs(session, found);
      return {
        ...outputs,
        id: servicePrincipalIds.format(text(found, "id")),
        // A function returns what a resource takes as one block as a list.
        samlSingleSignOns: isRecord(samlSingleSignOn) ? [samlSingleSignOn] : [],
      };
    },
  });
}
