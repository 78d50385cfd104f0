/**
 * azuread.getApplication: an application by client id, object id, display name or identifier URI.
 */
import type { Properties, ProviderFunction } from "../../../engine/provider";
import { text } from "../../schema/fields";
import { identifierUri, notEmpty, uuid } from "../../schema/rules";
import { flag, text as textAt, texts } from "../../values";
import { outputsOf } from "../applicationOutputs";
import { listIds } from "../owners";
import type { Session } from "../session";
import { defineFunction } from "./defineFunction";
import { findOne, type Search } from "./findOne";

const PATH = "/v1.0/applications";

/** The function: three requests. */
export function getApplication(session: Session): ProviderFunction {
  return defineFunction({
    name: "getApplication",
    args: {
      clientId: text(uuid),
      displayName: text(notEmpty),
      identifierUri: text(identifierUri),
      objectId: text(uuid),
    },
    exactlyOne: ["clientId", "displayName", "identifierUri", "objectId"],
    async call(args) {
      const found = await findOne(session, searchFor(args));
      const objectId = textAt(found, "id");
      const beta = await session.graph.get(`/beta/applications/${objectId}`, {
        $select: "oauth2RequirePostResponse",
      });
      const owners = await listIds(session, `${PATH}/${objectId}/owners`);
      return {
        ...asLists(outputsOf(found)),
        oauth2PostResponseRequired: flag(beta, "oauth2RequirePostResponse"),
        owners,
        id: `/applications/${objectId}`,
        identifierUri: textAt(args, "identifierUri") || (texts(found, "identifierUris")[0] ?? ""),
      };
    },
  });
}

/** What a resource takes as one block, a function returns as a list. */
const BLOCKS = {
  api: "apis",
  optionalClaims: "optionalClaims",
  publicClient: "publicClients",
  singlePageApplication: "singlePageApplications",
  web: "webs",
} as const;

function asLists(outputs: Properties): Properties {
  const blocks = new Map<string, string>(Object.entries(BLOCKS));
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => {
      const list = blocks.get(name);
      return list === undefined ? [name, value] : [list, value === null ? [] : [value]];
    }),
  );
}

function searchFor(args: Properties): Search {
  const common = { path: PATH, noun: "application" };
  const given = (name: string): string => textAt(args, name);
  if (given("objectId") !== "") return { ...common, by: "objectId", value: given("objectId") };
  if (given("clientId") !== "") {
    const value = given("clientId");
    return { ...common, by: "clientId", value, filter: `appId eq '${value}'` };
  }
  if (given("identifierUri") !== "") {
    const value = given("identifierUri");
    return {
      ...common,
      by: "identifierUri",
      value,
      filter: `identifierUris/any(uri:uri eq '${value}')`,
      isMatch: (candidate) => texts(candidate, "identifierUris").includes(value),
    };
  }
  const value = given("displayName");
  return {
    ...common,
    by: "displayName",
    value,
    filter: `displayName eq '${value}'`,
    isMatch: (candidate) => textAt(candidate, "displayName") === value,
  };
}
