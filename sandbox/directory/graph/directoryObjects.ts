/** `/directoryObjects`: objects of any kind, by their ids. */
import { Hono } from "hono";
import * as v from "valibot";
import type { CallerEnv } from "../exchange";
import { addMembershipRoutes } from "./membershipRoutes";
import { answerObject } from "./odata";
import { parseBody } from "./parse";
import { findDirectoryObject, renderDirectoryObjects } from "./render";
import { requireRead } from "./rights";

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
