/** Owners and members: lists of references to other objects. */
import type { Hono } from "hono";
import type { Caller } from "../caller";
import { badRequest, resourceNotFound } from "../errors";
import type { CallerEnv } from "../exchange";
import type { DirectoryState } from "../state";
import { answerList } from "./odata";
import { parseReference } from "./parse";
import { findDirectoryObject, renderDirectoryObjects } from "./render";
import { requireRead, requireWrite } from "./rights";
import type { Target } from "./rights";

/** An object with lists of references. */
interface Holder {
  owners: string[];
  members?: string[];
}

/**
 * The owners of a new object: the caller, whom Graph adds, and those that the request names. Of a group, an application that
 * names owners is one of them only if it names itself, as the provider's acceptance tests show; a user who is no administrator
 * is always one (https://github.com/hashicorp/terraform-provider-azuread/issues/757).
 *
 * @throws GraphError 404 for an owner that does not exist.
 */
export function readOwners(
  state: DirectoryState,
  caller: Caller,
  bindings: Readonly<Record<string, readonly string[]>>,
  target: "application" | "group",
): string[] {
  const named = requireObjects(state, bindings["owners"] ?? []);
  const asNamed = target === "group" && caller.kind === "application" && named.length > 0;
  return [...new Set(asNamed ? named : [caller.objectId, ...named])];
}

/** The same ids, in lower case, once it is sure that they exist. @throws GraphError 404. */
export function requireObjects(state: DirectoryState, ids: readonly string[]): string[] {
  return ids.map((id) => {
    findDirectoryObject(state, id);
    return id.toLowerCase();
  });
}

/** Adds `GET …/owners`, `POST …/owners/$ref` and `DELETE …/owners/{id}/$ref`. */
export function addOwnerRoutes(
  routes: Hono<CallerEnv>,
  find: (state: DirectoryState, id: string) => Holder,
  target: Target,
): void {
  addReferenceRoutes(routes, "owners", find, target);
}

/** Adds the three routes of one list of references. */
export function addReferenceRoutes(
  routes: Hono<CallerEnv>,
  list: "owners" | "members",
  find: (state: DirectoryState, id: string) => Holder,
  target: Target,
): void {
  routes.get(`/:id/${list}`, (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const ids = find(state, c.req.param("id"))[list] ?? [];
    return c.json(answerList(new URL(c.req.url), renderDirectoryObjects(state, ids)));
  });

  routes.post(`/:id/${list}/$ref`, (c) => {
    const { state, body } = c.env;
    const holder = find(state, c.req.param("id"));
    requireWrite(c.get("caller"), target, holder.owners);
    const [id = ""] = requireObjects(state, [parseReference(body)]);
    const ids = holder[list] ?? [];
    if (ids.includes(id)) {
      throw badRequest(
        `One or more added object references already exist for the following modified properties: '${list}'.`,
      );
    }
    holder[list] = [...ids, id];
    return c.body(null, 204);
  });

  routes.delete(`/:id/${list}/:memberId/$ref`, (c) => {
    const { state } = c.env;
    const holder = find(state, c.req.param("id"));
    requireWrite(c.get("caller"), target, holder.owners);
    const id = c.req.param("memberId").toLowerCase();
    const ids = holder[list] ?? [];
    if (!ids.includes(id)) {
      throw resourceNotFound(id);
    }
    if (target === "group" && list === "owners" && ids.length === 1) {
      throw badRequest(
        "The group must have at least one owner, hence this owner cannot be removed.",
      );
    }
    holder[list] = ids.filter((other) => other !== id);
    return c.body(null, 204);
  });
}
