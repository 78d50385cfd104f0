/** The questions about memberships, the same for a user, for oneself and for any object. */
import type { Context, Hono } from "hono";
import * as v from "valibot";
import { notServed } from "../errors";
import type { CallerEnv } from "../exchange";
import { directGroupsOf, groupsOf } from "./memberships";
import { answerList } from "./odata";
import { parseBody } from "./parse";
import { renderDirectoryObjects } from "./render";

const GROUP_CAST = "microsoft.graph.group";

/** Adds `memberOf`, `transitiveMemberOf`, `checkMemberGroups`, `getMemberGroups` and `getMemberObjects`. */
export function addMembershipRoutes(
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
