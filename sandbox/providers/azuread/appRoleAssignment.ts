/** azuread.AppRoleAssignment: one principal's app role on a resource. */
import type { ResourceType } from "../../engine/provider";
import { defineResource } from "../defineResource";
import { replaces, required, text } from "../schema/fields";
import { uuid } from "../schema/rules";
import { text as textAt } from "../values";
import { during } from "./graphError";
import { formatAssignmentId, parseAssignmentId } from "./ids";
import { isMadeSince } from "./interrupted";
import { objectIdOf, type Session } from "./session";

/** The resource type. */
export function appRoleAssignment(session: Session): ResourceType {
  const { graph } = session;
  const fields = {
    appRoleId: replaces(required(text(uuid))),
    principalObjectId: replaces(required(text(uuid))),
    resourceObjectId: replaces(required(text(uuid))),
  };
  const pathOf = (id: string): string => {
    const { resourceObjectId, assignmentId } = parseAssignmentId(id);
    return `/v1.0/servicePrincipals/${resourceObjectId}/appRoleAssignedTo/${assignmentId}`;
  };

  return defineResource({
    token: "azuread:index/appRoleAssignment:AppRoleAssignment",
    fields,
    computed: ["principalDisplayName", "principalType", "resourceDisplayName"],
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
          {
            "@odata.type": "#microsoft.graph.appRoleAssignment",
            appRoleId: textAt(inputs, "appRoleId"),
            principalId: textAt(inputs, "principalObjectId"),
            resourceId: resourceObjectId,
          },
          // A principal made a moment ago may not be known yet.
          ({ status, detail }) =>
            status === 404 || (status === 400 && detail.includes("Not a valid reference update")),
        ),
      );
      return formatAssignmentId({ resourceObjectId, assignmentId: objectIdOf(created) });
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
      return found && formatAssignmentId({ resourceObjectId, assignmentId: objectIdOf(found) });
    },
    async read(id) {
      const found = await graph.find(pathOf(id));
      return (
        found && {
          appRoleId: textAt(found, "appRoleId"),
          principalDisplayName: textAt(found, "principalDisplayName"),
          principalObjectId: textAt(found, "principalId"),
          principalType: textAt(found, "principalType"),
          resourceDisplayName: textAt(found, "resourceDisplayName"),
          resourceObjectId: textAt(found, "resourceId"),
        }
      );
    },
    async delete(id) {
      await during(`deleting "${id}"`, () => graph.delete(pathOf(id)));
    },
  });
}
