/** `/groups`: create, read, change, delete, owners, members, memberships. */
import { Hono } from "hono";
import { v4 as randomId } from "uuid";
import { badRequest } from "../errors";
import type { CallerEnv } from "../exchange";
import { GroupPatchSchema, NewGroupSchema } from "../model";
import type { Group } from "../model";
import { assign } from "./assign";
import { deleteGroup } from "./cascade";
import { findGroup } from "./find";
import { groupsOf } from "./memberships";
import { answerList, answerObject } from "./odata";
import { addReferenceRoutes, readOwners, requireObjects } from "./owners";
import { parseBody } from "./parse";
import { renderDirectoryObjects, renderGroup } from "./render";
import { requireCreate, requireRead, requireWrite } from "./rights";

/** The routes of `/groups`. */
export function createGroupRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();

  routes.get("/", (c) => {
    requireRead(c.get("caller"));
    return c.json(answerList(new URL(c.req.url), c.env.state.groups.map(renderGroup)));
  });

  routes.post("/", (c) => {
    const caller = c.get("caller");
    requireCreate(caller, "group");
    const { state, now, body } = c.env;
    const { properties, bindings } = parseBody(NewGroupSchema, body, "Group");
    const unified = properties.groupTypes.includes("Unified");
    if (!properties.securityEnabled && !unified) {
      throw badRequest("One or more property values specified are invalid.", "securityEnabled");
    }
    const group: Group = {
      ...properties,
      createdDateTime: now.toISOString(),
      id: randomId(),
      members: [...new Set(requireObjects(state, bindings["members"] ?? []))],
      owners: readOwners(state, caller, bindings, "group"),
    };
    state.groups.push(group);
    return c.json(answerObject(new URL(c.req.url), renderGroup(group)), 201);
  });

  routes.get("/:id", (c) => {
    requireRead(c.get("caller"));
    const group = findGroup(c.env.state, c.req.param("id"));
    return c.json(answerObject(new URL(c.req.url), renderGroup(group)));
  });

  routes.patch("/:id", (c) => {
    const { state, body } = c.env;
    const group = findGroup(state, c.req.param("id"));
    requireWrite(c.get("caller"), "group", group.owners);
    const { properties } = parseBody(GroupPatchSchema, body, "Group");
    Object.assign(group, assign(group, properties));
    return c.body(null, 204);
  });

  routes.delete("/:id", (c) => {
    const { state } = c.env;
    const group = findGroup(state, c.req.param("id"));
    requireWrite(c.get("caller"), "group", group.owners);
    deleteGroup(state, group.id);
    return c.body(null, 204);
  });

  routes.get("/:id/memberOf", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const { id } = findGroup(state, c.req.param("id"));
    const parents = state.groups.filter(({ members }) => members.includes(id));
    const objects = renderDirectoryObjects(
      state,
      parents.map((group) => group.id),
    );
    return c.json(answerList(new URL(c.req.url), objects));
  });

  routes.get("/:id/transitiveMembers", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const { id } = findGroup(state, c.req.param("id"));
    const everybody = [...state.users, ...state.groups, ...state.servicePrincipals];
    const members = everybody.filter((member) =>
      groupsOf(state, member.id).some((group) => group.id === id),
    );
    const objects = renderDirectoryObjects(
      state,
      members.map((member) => member.id),
    );
    return c.json(answerList(new URL(c.req.url), objects));
  });

  addReferenceRoutes(routes, "owners", findGroup, "group");
  addReferenceRoutes(routes, "members", findGroup, "group");
  return routes;
}
