/**
 * Who is assigned to a role: `appRoleAssignedTo` is the resource's view of it, `appRoleAssignments`
 * the principal's.
 */
import { v4 as randomId } from "uuid";
import { badRequest, resourceNotFound } from "../errors";
import { type AppRoleAssignment, NewAppRoleAssignmentSchema } from "../model";
import type { DirectoryState } from "../state";
import { findServicePrincipal } from "./find";
import { requireObjects } from "./owners";
import { parseBody } from "./parse";
import { hasAppRole, renderAssignment } from "./render";
import { type Handler, reading, type RouteTable, writing } from "./route";

const RESOURCE = { target: "assignment", find: findServicePrincipal } as const;

/** The routes of assignments. */
export const assignmentRoutes: RouteTable = {
  "GET /servicePrincipals/:id/appRoleAssignedTo": list("resourceId"),
  "GET /servicePrincipals/:id/appRoleAssignments": list("principalId"),
  "POST /servicePrincipals/:id/appRoleAssignedTo": writing(
    RESOURCE,
    (resource, state, { body, now }) => {
      const { properties } = parseBody(NewAppRoleAssignmentSchema, body, "AppRoleAssignment");
      const [principalId = ""] = requireObjects(state, [properties.principalId]);
      const { appRoleId } = properties;
      if (
        properties.resourceId.toLowerCase() !== resource.id ||
        !hasAppRole(state, resource, appRoleId)
      ) {
        throw badRequest("Permission being assigned was not found on application");
      }
      const exists = state.appRoleAssignments.some(
        (other) =>
          other.appRoleId === appRoleId &&
          other.principalId === principalId &&
          other.resourceId === resource.id,
      );
      if (exists) throw badRequest("Permission being assigned already exists on the object");
      const assignment = {
        appRoleId,
        createdDateTime: now.toISOString(),
        id: randomId(),
        principalId,
        resourceId: resource.id,
      };
      state.appRoleAssignments.push(assignment);
      return { created: renderAssignment(state, assignment) };
    },
  ),
  "GET /servicePrincipals/:id/appRoleAssignedTo/:itemId": reading((state, { id, itemId }) => ({
    object: renderAssignment(state, findAssignment(state, id, itemId)),
  })),
  "DELETE /servicePrincipals/:id/appRoleAssignedTo/:itemId": writing(
    RESOURCE,
    (resource, state, { itemId }) => {
      const gone = findAssignment(state, resource.id, itemId);
      state.appRoleAssignments = state.appRoleAssignments.filter((other) => other !== gone);
      return "done";
    },
  ),
};

function list(side: "resourceId" | "principalId"): Handler {
  return reading((state, input) => {
    const { id } = findServicePrincipal(state, input.id);
    const found = state.appRoleAssignments.filter((assignment) => assignment[side] === id);
    return { list: found.map((assignment) => renderAssignment(state, assignment)) };
  });
}

function findAssignment(
  state: DirectoryState,
  resourceId: string,
  assignmentId: string,
): AppRoleAssignment {
  const found = state.appRoleAssignments.find(({ id }) => id === assignmentId);
  if (found?.resourceId !== resourceId.toLowerCase()) throw resourceNotFound(assignmentId);
  return found;
}
