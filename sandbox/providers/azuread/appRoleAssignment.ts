/** azuread.AppRoleAssignment: one principal's app role on a resource. */
import type { ResourceType } from "../../engine/provider";
import { defineResource } from "../defineResource";
import { at, replaces, required, text, type Fields } from "../schema/fields";
import { fromGraph, toGraph } from "../schema/graphForm";
import { uuid } from "../schema/rules";
import { text as textAt } from "../values";
import { during } from "./graphError";
import { assignmentIds } from "./ids";
import { isMadeSince } from "./interrupted";
import { objectIdOf, type Session } from "./session";

const fields: Fields = {
  appRoleId: replaces(required(text(uuid))),
  principalObjectId: at("principalId", replaces(required(text(uuid)))),
  resourceObjectId: at("resourceId", replaces(required(text(uuid)))),
};
const outputs: Fields = {
  principalDisplayName: text(),
  principalType: text(),
  resourceDisplayName: text(),
};

/** The resource type. */
export function appRoleAssignment(session: Session): ResourceType {
  const { graph } = session;
  const pathOf = (id: string): string => {
    const { objectId, key } = assignmentIds.parse(id);
    return `/v1.0/servicePrincipals/${objectId}/appRoleAssignedTo/${key}`;
  };

  return defineResource({
    name: "AppRoleAssignment",
    fields,
    outputs,
    async create(inputs) {
      const resourceObjectId = textAt(inputs, "resourceObjectId");
      const resource = `/v1.0/servicePrincipals/${resourceObjectId}`;
      await during(
        `Could not retrieve service principal for resource with object ID: "${resourceObjectId}"`,
        () => graph.get(resource),
      );
      const created = await during("Could not create app role assignment", () =>
        graph.post(
          `${resource}/appRoleAssignedTo`,
          { "@odata.type": "#microsoft.graph.appRoleAssignment", ...toGraph(fields, inputs) },
          // A principal made a moment ago may not be known yet.
          ({ status, detail }) =>
            status === 404 || (status === 400 && detail.includes("Not a valid reference update")),
        ),
      );
      return assignmentIds.format(resourceObjectId, objectIdOf(created));
    },
    async find(inputs, since) {
      const resourceObjectId = textAt(inputs, "resourceObjectId");
      const assignments = await graph.list(
        `/v1.0/servicePrincipals/${resourceObjectId}/appRoleAssignedTo`,
      );
      const found = assignments.find(
        (each) =>
          textAt(each, "principalId") === textAt(inputs, "principalObjectId") &&
          textAt(each, "appRoleId") === textAt(inputs, "appRoleId") &&
          isMadeSince(each, since),
      );
      return found && assignmentIds.format(resourceObjectId, objectIdOf(found));
    },
    async read(id) {
      const found = await graph.find(pathOf(id));
      return found && fromGraph({ ...fields, ...outputs }, found);
    },
    async delete(id) {
      await during(`deleting "${id}"`, () => graph.delete(pathOf(id)));
    },
  });
}
