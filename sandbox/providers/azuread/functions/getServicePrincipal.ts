/** azuread.getServicePrincipal: a service principal by client id, display name or object id. */
import type { Properties, ProviderFunction } from "../../../engine/provider";
import { text } from "../../schema/fields";
import { notEmpty, uuid } from "../../schema/rules";
import { isRecord, text as textAt } from "../../values";
import { readOutputs } from "../servicePrincipalFields";
import type { Session } from "../session";
import { defineFunction } from "./defineFunction";
import { findOne, odataText, type Search } from "./findOne";

const PATH = "/v1.0/servicePrincipals";

/** The function: two requests. */
export function getServicePrincipal(session: Session): ProviderFunction {
  return defineFunction({
    name: "getServicePrincipal",
    args: { clientId: text(uuid), displayName: text(notEmpty), objectId: text(uuid) },
    exactlyOne: ["clientId", "displayName", "objectId"],
    async call(args) {
      const found = await findOne(session, searchFor(args));
      const { samlSingleSignOn, ...outputs } = await readOutputs(session, found);
      return {
        ...outputs,
        id: `/servicePrincipals/${textAt(found, "id")}`,
        // A function returns what a resource takes as one block as a list.
        samlSingleSignOns: isRecord(samlSingleSignOn) ? [samlSingleSignOn] : [],
      };
    },
  });
}

function searchFor(args: Properties): Search {
  const common = { path: PATH, noun: "service principal" };
  const clientId = textAt(args, "clientId");
  const displayName = textAt(args, "displayName");
  if (clientId !== "") {
    return {
      ...common,
      by: "clientId",
      value: clientId,
      filter: `appId eq ${odataText(clientId)}`,
      isMatch: (candidate) => textAt(candidate, "appId").toLowerCase() === clientId.toLowerCase(),
    };
  }
  return displayName === ""
    ? { ...common, by: "objectId", value: textAt(args, "objectId") }
    : {
        ...common,
        by: "displayName",
        value: displayName,
        filter: `displayName eq ${odataText(displayName)}`,
      };
}
