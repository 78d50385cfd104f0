/** azuread.Group: a security group with assigned members. Other kinds of group are refused. */
import { v4 } from "uuid";

import type { KeepId, Properties, ResourceType } from "../../engine/provider";
import { defineResource, type Update } from "../defineResource";
import { fromGraph, toGraph } from "../schema/graphForm";
import { flag, only, text, texts } from "../values";
import { planName, refuseDuplicateName, type Named } from "./duplicateNames";
import type { GraphClient } from "./graphClient";
import { during, type GraphError } from "./graphError";
import { fields, outputFields } from "./groupFields";
import { groupIds } from "./ids";
import { findMade } from "./interrupted";
import {
  addReferences,
  difference,
  listIds,
  MOST_OWNERS_AT_CREATION,
  removeReferences,
  replaceOwners,
} from "./owners";
import { objectIdOf, type Session } from "./session";
import { temporaryName } from "./temporaryName";

const GROUPS: Named = {
  path: "/beta/groups",
  terraformName: "azuread_group",
  checkedBeforeCreation: false,
};
const TYPE = { "@odata.type": "#microsoft.graph.group" } as const;
const ALWAYS_SENT = ["description", "displayName", "mailEnabled", "securityEnabled"];
const SENT_AT_CREATION = ["assignableToRole", "behaviors", "provisioningOptions", "types"];

/** The resource type. */
export function group(session: Session): ResourceType {
  const { graph } = session;
  const pathOf = (objectId: string): string => `${GROUPS.path}/${objectId}`;

  async function create(inputs: Properties, keepId: KeepId): Promise<string> {
    await refuseDuplicateName(session, GROUPS, inputs, "");
    const { objectId: caller } = await session.caller();
    const owners = await ownersInOrder(session, texts(inputs, "owners"), caller);
    const created = await during(`Creating group "${text(inputs, "displayName")}"`, () =>
      graph.post(GROUPS.path, groupBody(graph, inputs, owners), whileObjectsReplicate),
    );
    const objectId = objectIdOf(created);
    const path = pathOf(objectId);
    await keepId(groupIds.format(objectId));
    // Two changes of the name show whether the directory knows the group everywhere yet.
    for (const displayName of [temporaryName(), text(inputs, "displayName")]) {
      await during("Failed to patch group after creating", () =>
        graph.patch(path, { ...TYPE, displayName }, ({ status }) => status === 404),
      );
    }
    await session.waitUntil(`group "${objectId}" to bear its name`, async () => {
      const found = await graph.find(path);
      return found !== undefined && text(found, "displayName") === text(inputs, "displayName");
    });
    await addReferences(session, `${path}/owners`, owners.slice(MOST_OWNERS_AT_CREATION));
    await addReferences(session, `${path}/members`, texts(inputs, "members"));
    return groupIds.format(objectId);
  }

  async function update({ id, wanted, changed }: Update): Promise<void> {
    const objectId = groupIds.parse(id).objectId;
    const path = pathOf(objectId);
    await session.exclusively(objectId, async () => {
      await refuseDuplicateName(session, GROUPS, wanted, objectId);
      await during(`Updating group with ID: "${objectId}"`, () =>
        graph.patch(path, {
          ...TYPE,
          ...toGraph(
            only(fields, (name) => ALWAYS_SENT.includes(name)),
            wanted,
          ),
          membershipRule: null,
          ...(changed.has("visibility") ? { visibility: text(wanted, "visibility") } : {}),
        }),
      );
      if (changed.has("members")) {
        const present = await listIds(session, `${path}/members`);
        const members = texts(wanted, "members");
        await removeReferences(session, `${path}/members`, difference(present, members));
        await addReferences(session, `${path}/members`, difference(members, present));
      }
      if (changed.has("owners")) {
        await replaceOwners(session, path, texts(wanted, "owners"));
      }
    });
  }

  return defineResource({
    name: "Group",
    fields,
    outputs: outputFields,
    plan: (inputs, outputs) => planName(session, GROUPS, inputs, outputs),
    create,
    async find(inputs, since) {
      const objectId = await findMade(session, GROUPS.path, inputs, since);
      return objectId && groupIds.format(objectId);
    },
    async read(id, known) {
      const objectId = groupIds.parse(id).objectId;
      const found = await graph.find(pathOf(objectId));
      if (found === undefined) return undefined;
      const owners = await listIds(session, `${pathOf(objectId)}/owners`);
      const members = await listIds(session, `${pathOf(objectId)}/members`);
      const units = await graph.list(`${pathOf(objectId)}/memberOf`);
      return {
        ...fromGraph({ ...fields, ...outputFields }, found),
        administrativeUnitIds: units
          .filter((unit) => text(unit, "@odata.type") === "#microsoft.graph.administrativeUnit")
          .map((unit) => text(unit, "id")),
        members,
        owners,
        preventDuplicateNames: flag(known, "preventDuplicateNames"),
      };
    },
    update,
    async delete(id) {
      const path = pathOf(groupIds.parse(id).objectId);
      await during(`Retrieving group with object ID: "${groupIds.parse(id).objectId}"`, () =>
        graph.get(path),
      );
      await session.deleteObject(id, path);
    },
  });
}

/**
 * The caller first, if wanted or nobody is; then users, service principals and groups, each looked
 * at per type.
 */
async function ownersInOrder(
  session: Session,
  wanted: readonly string[],
  caller: string,
): Promise<readonly string[]> {
  if (wanted.length === 0) return [caller];
  const others = wanted.filter((owner) => owner !== caller);
  const ordered = wanted.filter((owner) => owner === caller);
  for (const type of ["user", "servicePrincipal", "group"]) {
    for (const owner of others) {
      const found = await during(`Could not retrieve owner principal object "${owner}"`, () =>
        session.graph.get(`/v1.0/directoryObjects/${owner}`),
      );
      if (text(found, "@odata.type") === `#microsoft.graph.${type}`) ordered.push(owner);
    }
  }
  return ordered;
}

function groupBody(graph: GraphClient, inputs: Properties, owners: readonly string[]): Properties {
  const visibility = text(inputs, "visibility");
  return {
    ...TYPE,
    ...toGraph(
      only(fields, (name) => [...ALWAYS_SENT, ...SENT_AT_CREATION].includes(name)),
      inputs,
    ),
    // The portal makes up ten characters too.
    mailNickname: text(inputs, "mailNickname") || v4().slice(0, 10),
    membershipRule: null,
    "owners@odata.bind": owners
      .slice(0, MOST_OWNERS_AT_CREATION)
      .map((owner) => graph.reference("beta", owner)),
    ...(visibility === "" ? {} : { visibility }),
  };
}

/** An owner made a moment ago may not be known yet. */
function whileObjectsReplicate({ status, detail }: GraphError): boolean {
  return (
    status === 404 ||
    (status === 400 &&
      (detail.includes("One or more property values specified are invalid") ||
        detail.includes("does not exist or one of its queried reference-property objects")))
  );
}
