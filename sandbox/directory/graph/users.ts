/** `/users`, `/me` and the questions about memberships. Users are read only: they come from the seed or from tests. */
import { Hono } from "hono";
import type { Context } from "hono";
import * as v from "valibot";
import { badRequest, notServed, resourceNotFound } from "../errors";
import type { CallerEnv } from "../exchange";
import type { User } from "../model";
import { findUser } from "./find";
import { directGroupsOf, groupsOf } from "./memberships";
import { answerList, answerObject } from "./odata";
import { parseBody } from "./parse";
import { findDirectoryObject, renderDirectoryObjects, renderUser } from "./render";
import { requireRead } from "./rights";

/** The routes of `/users`. */
export function createUserRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();
  routes.use(async (c, next) => {
    requireRead(c.get("caller"));
    await next();
  });
  routes.get("/", (c) => c.json(answerList(new URL(c.req.url), c.env.state.users.map(renderUser))));
  routes.get("/:id", (c) => {
    const user = findUser(c.env.state, c.req.param("id"));
    return c.json(answerObject(new URL(c.req.url), renderUser(user)));
  });
  routes.get("/:id/manager", (c) => {
    // Nobody in the sandbox has one; the provider takes 404 for "none".
    findUser(c.env.state, c.req.param("id"));
    throw resourceNotFound("manager");
  });
  addMembershipRoutes(routes, "/:id", (c) => findUser(c.env.state, c.req.param("id") ?? "").id);
  return routes;
}

/** The routes of `/me`: the signed-in user needs no further right to ask about themselves. */
export function createMeRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();
  const me = (c: Context<CallerEnv>): User => {
    const caller = c.get("caller");
    if (caller.kind === "application") {
      throw badRequest("/me request is only valid with delegated authentication flow.");
    }
    return findUser(c.env.state, caller.objectId);
  };
  routes.get("/", (c) => c.json(answerObject(new URL(c.req.url), renderUser(me(c)))));
  routes.get("/ownedObjects", (c) => {
    const { state } = c.env;
    const { id } = me(c);
    const holders = [...state.applications, ...state.servicePrincipals, ...state.groups];
    const owned = holders.filter(({ owners }) => owners.includes(id));
    const objects = renderDirectoryObjects(
      state,
      owned.map((object) => object.id),
    );
    return c.json(answerList(new URL(c.req.url), objects));
  });
  addMembershipRoutes(routes, "", (c) => me(c).id);
  return routes;
}

/** The routes of `/directoryObjects`. */
export function createDirectoryObjectRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();
  routes.use(async (c, next) => {
    requireRead(c.get("caller"));
    await next();
  });
  routes.post("/getByIds", (c) => {
    const { state, body } = c.env;
    const schema = v.strictObject({
      ids: v.array(v.string()),
      types: v.optional(v.array(v.string())),
    });
    const { ids } = parseBody(schema, body, "DirectoryObject").properties;
    return c.json({ value: renderDirectoryObjects(state, ids) });
  });
  routes.get("/:id", (c) => {
    const { value } = findDirectoryObject(c.env.state, c.req.param("id"));
    return c.json(answerObject(new URL(c.req.url), value));
  });
  addMembershipRoutes(routes, "/:id", (c) => {
    const id = c.req.param("id") ?? "";
    findDirectoryObject(c.env.state, id);
    return id.toLowerCase();
  });
  return routes;
}

const GROUP_CAST = "microsoft.graph.group";

function addMembershipRoutes(
  routes: Hono<CallerEnv>,
  prefix: string,
  principalId: (c: Context<CallerEnv>) => string,
): void {
  for (const [path, find] of [
    ["memberOf", directGroupsOf],
    ["transitiveMemberOf", groupsOf],
  ] as const) {
    routes.get(`${prefix}/${path}/:cast?`, (c) => {
      const cast = c.req.param("cast");
      if (cast !== undefined && cast !== GROUP_CAST) {
        throw notServed(`The type "${cast}" in "${path}"`);
      }
      const { state } = c.env;
      const groups = find(state, principalId(c));
      const objects = renderDirectoryObjects(
        state,
        groups.map(({ id }) => id),
      );
      return c.json(answerList(new URL(c.req.url), objects));
    });
  }

  routes.post(`${prefix}/checkMemberGroups`, (c) => {
    const { groupIds } = parseBody(
      v.strictObject({ groupIds: v.array(v.string()) }),
      c.env.body,
      "DirectoryObject",
    ).properties;
    const held = new Set(groupsOf(c.env.state, principalId(c)).map(({ id }) => id));
    return c.json({ value: groupIds.filter((id) => held.has(id.toLowerCase())) });
  });

  for (const path of ["getMemberGroups", "getMemberObjects"]) {
    routes.post(`${prefix}/${path}`, (c) => {
      const { securityEnabledOnly } = parseBody(
        v.strictObject({ securityEnabledOnly: v.optional(v.boolean(), false) }),
        c.env.body,
        "DirectoryObject",
      ).properties;
      const groups = groupsOf(c.env.state, principalId(c));
      const shown = groups.filter((group) => group.securityEnabled || !securityEnabledOnly);
      return c.json({ value: shown.map(({ id }) => id) });
    });
  }
}
