/** `/servicePrincipals`: create, read, change, delete, and who is assigned to their roles. */
import { Hono } from "hono";
import { v4 as randomId } from "uuid";
import { FIRST_PARTY_CLIENTS } from "../constants";
import { GraphError, badRequest, resourceNotFound } from "../errors";
import type { CallerEnv } from "../exchange";
import {
  NewAppRoleAssignmentSchema,
  NewServicePrincipalSchema,
  ServicePrincipalPatchSchema,
} from "../model";
import type { ServicePrincipal } from "../model";
import type { DirectoryState } from "../state";
import { assign } from "./assign";
import { deleteServicePrincipal } from "./cascade";
import { findServicePrincipal } from "./find";
import { answerList, answerObject } from "./odata";
import { addOwnerRoutes, readOwners, requireObjects } from "./owners";
import { parseBody } from "./parse";
import { hasAppRole, renderAssignment, renderServicePrincipal } from "./render";
import { requireCreate, requireRead, requireWrite } from "./rights";

/** The routes of `/servicePrincipals`. */
export function createServicePrincipalRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();

  routes.get("/", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const objects = state.servicePrincipals.map((each) => renderServicePrincipal(state, each));
    return c.json(answerList(new URL(c.req.url), objects));
  });

  routes.post("/", (c) => {
    const caller = c.get("caller");
    requireCreate(caller, "application");
    const { state, now, body } = c.env;
    const { properties, bindings } = parseBody(NewServicePrincipalSchema, body, "ServicePrincipal");
    const appId = properties.appId.toLowerCase();
    checkNewServicePrincipal(state, appId);
    const principal: ServicePrincipal = {
      ...properties,
      appId,
      createdDateTime: now.toISOString(),
      id: randomId(),
      owners: readOwners(state, caller, bindings, "application"),
      published: firstPartyPublication(appId),
    };
    state.servicePrincipals.push(principal);
    const rendered = renderServicePrincipal(state, principal);
    return c.json(answerObject(new URL(c.req.url), rendered), 201);
  });

  routes.get("/:id", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const principal = findServicePrincipal(state, c.req.param("id"));
    return c.json(answerObject(new URL(c.req.url), renderServicePrincipal(state, principal)));
  });

  routes.patch("/:id", (c) => {
    const { state, body } = c.env;
    const principal = findServicePrincipal(state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", principal.owners);
    const { properties } = parseBody(ServicePrincipalPatchSchema, body, "ServicePrincipal");
    Object.assign(principal, assign(principal, properties));
    return c.body(null, 204);
  });

  routes.delete("/:id", (c) => {
    const { state } = c.env;
    const principal = findServicePrincipal(state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", principal.owners);
    if (principal.published !== null && principal.owners.length === 0) {
      // Microsoft Graph's own principal, for one: the directory cannot work without it.
      throw badRequest(
        `Specified App Principal ID is an internal service principal: '${principal.appId}'.`,
      );
    }
    deleteServicePrincipal(state, principal.id);
    return c.body(null, 204);
  });

  addOwnerRoutes(routes, findServicePrincipal, "application");
  addAssignmentRoutes(routes);
  return routes;
}

function checkNewServicePrincipal(state: DirectoryState, appId: string): void {
  const known =
    FIRST_PARTY_CLIENTS.has(appId) ||
    state.applications.some((application) => application.appId === appId) ||
    state.servicePrincipals.some((principal) => principal.appId === appId);
  if (!known) {
    throw new GraphError(
      400,
      "Request_BadRequest",
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
      "appId",
    );
  }
  if (state.servicePrincipals.some((principal) => principal.appId === appId)) {
    throw new GraphError(
      409,
      "Request_MultipleObjectsWithSameKeyValue",
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
      "appId",
    );
  }
}

function firstPartyPublication(appId: string): ServicePrincipal["published"] {
  const displayName = FIRST_PARTY_CLIENTS.get(appId);
  return displayName === undefined
    ? null
    : { appRoles: [], displayName, oauth2PermissionScopes: [], servicePrincipalNames: [appId] };
}

/** `appRoleAssignedTo` is the resource's view of an assignment, `appRoleAssignments` the principal's. */
function addAssignmentRoutes(routes: Hono<CallerEnv>): void {
  routes.get("/:id/appRoleAssignedTo", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const { id } = findServicePrincipal(state, c.req.param("id"));
    const found = state.appRoleAssignments.filter(({ resourceId }) => resourceId === id);
    const objects = found.map((assignment) => renderAssignment(state, assignment));
    return c.json(answerList(new URL(c.req.url), objects));
  });

  routes.get("/:id/appRoleAssignments", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const { id } = findServicePrincipal(state, c.req.param("id"));
    const found = state.appRoleAssignments.filter(({ principalId }) => principalId === id);
    const objects = found.map((assignment) => renderAssignment(state, assignment));
    return c.json(answerList(new URL(c.req.url), objects));
  });

  routes.post("/:id/appRoleAssignedTo", (c) => {
    const { state, now, body } = c.env;
    const resource = findServicePrincipal(state, c.req.param("id"));
    requireWrite(c.get("caller"), "assignment", resource.owners);
    const { properties } = parseBody(NewAppRoleAssignmentSchema, body, "AppRoleAssignment");
    const [principalId = ""] = requireObjects(state, [properties.principalId]);
    const { appRoleId } = properties;
    if (
      properties.resourceId.toLowerCase() !== resource.id ||
      !hasAppRole(state, resource, appRoleId)
    ) {
      throw badRequest("Permission being assigned was not found on application");
    }
    const assignment = {
      appRoleId,
      createdDateTime: now.toISOString(),
      id: randomId(),
      principalId,
      resourceId: resource.id,
    };
    const exists = state.appRoleAssignments.some(
      (other) =>
        other.appRoleId === appRoleId &&
        other.principalId === principalId &&
        other.resourceId === resource.id,
    );
    if (exists) {
      throw badRequest("Permission being assigned already exists on the object");
    }
    state.appRoleAssignments.push(assignment);
    return c.json(answerObject(new URL(c.req.url), renderAssignment(state, assignment)), 201);
  });

  routes.get("/:id/appRoleAssignedTo/:assignmentId", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const assignment = state.appRoleAssignments.find(
      ({ id }) => id === c.req.param("assignmentId"),
    );
    if (assignment?.resourceId !== c.req.param("id").toLowerCase()) {
      throw resourceNotFound(c.req.param("assignmentId"));
    }
    return c.json(answerObject(new URL(c.req.url), renderAssignment(state, assignment)));
  });

  routes.delete("/:id/appRoleAssignedTo/:assignmentId", (c) => {
    const { state } = c.env;
    const resource = findServicePrincipal(state, c.req.param("id"));
    requireWrite(c.get("caller"), "assignment", resource.owners);
    const assignmentId = c.req.param("assignmentId");
    const kept = state.appRoleAssignments.filter(
      ({ id, resourceId }) => id !== assignmentId || resourceId !== resource.id,
    );
    if (kept.length === state.appRoleAssignments.length) {
      throw resourceNotFound(assignmentId);
    }
    state.appRoleAssignments = kept;
    return c.body(null, 204);
  });
}
