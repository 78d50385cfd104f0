/** Owners and members: lists of references to other objects. */
import type { Caller } from "../caller";
import { badRequest, resourceNotFound } from "../errors";
import type { DirectoryState } from "../state";
import { findById } from "./find";
import { parseBindings, parseReference } from "./parse";
import { findDirectoryObject, renderDirectoryObjects } from "./render";
import { type Collection, reading, type RouteTable, writing } from "./route";

/** An object with lists of references. */
interface Holder {
  readonly id: string;
  owners: string[];
  members?: string[];
}

/**
 * The owners of a new object: the caller, whom Graph adds, and those that the request names. Of a
 * group, an application that names owners is one of them only if it names itself, as the provider's
 * acceptance tests show; a user who is no administrator is always one
 * (https://github.com/hashicorp/terraform-provider-azuread/issues/757).
 *
 * @throws Refusal 404 for an owner that does not exist.
 */
export function readOwners(
  state: DirectoryState,
  caller: Caller,
  body: unknown,
  target: "application" | "group",
): string[] {
  const named = readBindings(state, body, "owners");
  const asNamed = target === "group" && caller.kind === "application" && named.length > 0;
  return asNamed ? named : [...new Set([caller.objectId, ...named])];
}

/** The objects that a new one is bound to, each once. @throws Refusal 404 for one that is not there. */
export function readBindings(
  state: DirectoryState,
  body: unknown,
  list: "owners" | "members",
): string[] {
  return [...new Set(parseBindings(body, list).map((id) => requireObject(state, id)))];
}

/** The same id in lower case, once it is sure that there is such an object. @throws Refusal 404. */
export function requireObject(state: DirectoryState, id: string): string {
  findDirectoryObject(state, id);
  return id.toLowerCase();
}

/** The three routes of one list of references. */
export function referenceRoutes<T extends Holder>(
  collection: Pick<Collection<T>, "name" | "target" | "all">,
  list: "owners" | "members",
): RouteTable {
  const { name, target, all } = collection;
  const path = `/${name}/:id/${list}`;
  return {
    [`GET ${path}`]: reading((state, { id }) => ({
      list: renderDirectoryObjects(state, findById(all(state), id)[list] ?? []),
    })),
    [`POST ${path}/$ref`]: writing(collection, (holder, state, { body }) => {
      const id = requireObject(state, parseReference(body));
      const ids = holder[list] ?? [];
      if (ids.includes(id)) {
        throw badRequest(
          `One or more added object references already exist for the following modified properties: '${list}'.`,
        );
      }
      holder[list] = [...ids, id];
      return "done";
    }),
    [`DELETE ${path}/:itemId/$ref`]: writing(collection, (holder, _state, { itemId }) => {
      const id = itemId.toLowerCase();
      const ids = holder[list] ?? [];
      if (!ids.includes(id)) throw resourceNotFound(id);
      if (target === "group" && list === "owners" && ids.length === 1) {
        throw badRequest(
          "The group must have at least one owner, hence this owner cannot be removed.",
        );
      }
      holder[list] = ids.filter((other) => other !== id);
      return "done";
    }),
  };
}
