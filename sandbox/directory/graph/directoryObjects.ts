/** `/directoryObjects`: objects of any kind. */
import { Hono } from "hono";
import type { CallerEnv } from "../exchange";
import { addMembershipRoutes } from "./membershipRoutes";
import { answerObject } from "./odata";
import { findDirectoryObject } from "./render";
import { requireRead } from "./rights";

/** The routes of `/directoryObjects`. */
export function createDirectoryObjectRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();
  routes.use(async (c, next) => {
    requireRead(c.get("caller"));
    await next();
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
