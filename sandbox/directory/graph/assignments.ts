/**
 * Who is assigned to a role: `appRoleAssignedTo` is the resource's view of it, `appRoleAssignments`
 * the principal's.
 */
import { v4 as randomId } from "uuid";
import { DEFAULT_ACCESS_ROLE_ID } from "../constants";
import { badRequest, resourceNotFound } from "../errors";
import { type AppRoleAssignment, NewAppRoleAssignmentSchema } from "../model";
import type { DirectoryState } from "../state";
import { findById } from "./find";
import { requireObject } from "./owners";
import { parseBody } from "./parse";
import { publicationOf, renderAssignment } from "./render";
import { type Handler, reading, type RouteTable, writing } from "./route";

const RESOURCE = {
  target: "assignment",
  all: (state: DirectoryState) => state.servicePrincipals,
} as const;

export const assignmentRoutes: RouteTable = {
  "GET /servicePrincipals/:id/appRoleAssignedTo": list("resourceId"),
  "GET /servicePrincipals/:id/appRoleAssignments": list("principalId"),
  "POST /servicePrincipals/:id/appRoleAssignedTo": writing(
    RESOURCE,
    (resource, state, { body, now }) => {
      const { appRoleId, ...named } = parseBody(
        NewAppRoleAssignmentSchema,
        body,
        "AppRoleAssignment",
      );
      const principalId = requireObject(state, named.principalId);
      const { id: resourceId } = resource;
      const isRole =
        appRoleId === DEFAULT_ACCESS_ROLE_ID ||
        publicationOf(state, resource).appRoles.some(({ id }) => id === appRoleId);
      if (named.resourceId.toLowerCase() !== resourceId || !isRole) {
        throw badRequest("Permission being assigned was not found on application");
      }
      const exists = state.appRoleAssignments.some(
        (other) =>
          other.appRoleId === appRoleId &&
          other.principalId === principalId &&
          other.resourceId === resourceId,
      );
      if (exists) throw badRequest("Permission being assigned already exists on the object");
      const createdDateTime = now.toISOString();
      const assignment = { appRoleId, createdDateTime, id: randomId(), principalId, resourceId };
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
    const { id } = findById(state.servicePrincipals, input.id);
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
