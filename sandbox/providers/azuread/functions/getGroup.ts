/** azuread.getGroup: a group by object id, display name or mail nickname. */
import type { Properties, ProviderFunction } from "../../../engine/provider";
import { flag, unimplemented } from "../../schema/fields";
import { fromGraph } from "../../schema/graphForm";
import { notEmpty, uuid } from "../../schema/rules";
import { text } from "../../values";
import { fields, outputFields } from "../groupFields";
import { listIds } from "../owners";
import type { Session } from "../session";
import { lookUp, odataText } from "./lookUp";

const PATH = "/beta/groups";

/** The function: three requests. */
export function getGroup(session: Session): ProviderFunction {
  return lookUp(session, {
    name: "getGroup",
    path: PATH,
    noun: "group",
    by: {
      displayName: {
        rule: notEmpty,
        // The real provider doubles quotes in mail nicknames, not in display names.
        filter: (name, args) => withFlags(`displayName eq '${name}'`, args),
        isMatch: (found, name) => text(found, "displayName") === name,
      },
      mailNickname: {
        rule: notEmpty,
        filter: (name, args) => withFlags(`mailNickname eq ${odataText(name)}`, args),
        isMatch: (found, name) => text(found, "mailNickname") === name,
      },
      objectId: { rule: uuid },
    },
    args: {
      includeTransitiveMembers: unimplemented(),
      mailEnabled: flag(),
      securityEnabled: flag(),
    },
    async outputs(found) {
      const id = text(found, "id");
      return {
        ...fromGraph({ ...fields, ...outputFields }, found),
        dynamicMemberships: [],
        id,
        includeTransitiveMembers: false,
        members: await listIds(session, `${PATH}/${id}/members`),
        owners: await listIds(session, `${PATH}/${id}/owners`),
      };
    },
  });
}

function withFlags(condition: string, args: Properties): string {
  const flags = ["mailEnabled", "securityEnabled"].filter((name) => args[name] !== undefined);
  return [condition, ...flags.map((name) => `${name} eq ${String(args[name] === true)}`)].join(
    " and ",
  );
}
