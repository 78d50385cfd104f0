/** `/me`: the signed-in user. */
import { Hono } from "hono";
import type { Context } from "hono";
import { badRequest } from "../errors";
import type { CallerEnv } from "../exchange";
import type { User } from "../model";
import { findUser } from "./find";
import { addMembershipRoutes } from "./membershipRoutes";
import { answerObject } from "./odata";
import { renderUser } from "./render";

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
  addMembershipRoutes(routes, "", (c) => me(c).id);
  return routes;
}
