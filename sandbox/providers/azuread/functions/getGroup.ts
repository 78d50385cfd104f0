/** azuread.getGroup: a group by object id, display name or mail nickname. */
import type { Properties, ProviderFunction } from "../../../engine/provider";
import { flag, text, unimplemented } from "../../schema/fields";
import { fromGraph } from "../../schema/graphForm";
import { notEmpty, uuid } from "../../schema/rules";
import { text as textAt } from "../../values";
import { fields, outputFields } from "../groupFields";
import { listIds } from "../owners";
import type { Session } from "../session";
import { defineFunction } from "./defineFunction";
import { findOne, odataText } from "./findOne";

const PATH = "/beta/groups";

/** The function: three requests. */
export function getGroup(session: Session): ProviderFunction {
  return defineFunction({
    name: "getGroup",
    args: {
      displayName: text(notEmpty),
      includeTransitiveMembers: unimplemented(),
      mailEnabled: flag(),
      mailNickname: text(notEmpty),
      objectId: text(uuid),
      securityEnabled: flag(),
    },
    exactlyOne: ["displayName", "mailNickname", "objectId"],
    async call(args) {
      const found = await findGroup(session, args);
      const path = `${PATH}/${textAt(found, "id")}`;
      const members = await listIds(session, `${path}/members`);
      const owners = await listIds(session, `${path}/owners`);
      return {
        ...fromGraph({ ...fields, ...outputFields }, found),
        dynamicMemberships: [],
        id: textAt(found, "id"),
        includeTransitiveMembers: false,
        members,
        owners,
      };
    },
  });
}

function findGroup(session: Session, args: Properties): Promise<Properties> {
  const by = ["displayName", "mailNickname"].find((name) => args[name] !== undefined) ?? "objectId";
  const value = textAt(args, by);
  const common = { path: PATH, noun: "group", by, value };
  if (by === "objectId") return findOne(session, common);
  // The real provider doubles quotes in mail nicknames, not in display names.
  const conditions = [
    `${by} eq ${by === "displayName" ? `'${value}'` : odataText(value)}`,
    ...["mailEnabled", "securityEnabled"].flatMap((name) =>
      typeof args[name] === "boolean" ? [`${name} eq ${String(args[name])}`] : [],
    ),
  ];
  return findOne(session, {
    ...common,
    filter: conditions.join(" and "),
    isMatch: (candidate) => textAt(candidate, by) === value,
  });
}
