/**
 * The questions about memberships, the same for a user, for oneself and for a group; and the one
 * about any object.
 */
import * as v from "valibot";
import type { DirectoryState } from "../state";
import { directGroupsOf, groupsOf } from "./memberships";
import { parseBody } from "./parse";
import { findDirectoryObject, renderDirectoryObjects } from "./render";
import { type GraphInput, type Handler, reading, type RouteTable } from "./route";

const CheckSchema = v.strictObject({ groupIds: v.array(v.string()) });
const MemberGroupsSchema = v.strictObject({ securityEnabledOnly: v.optional(v.boolean(), false) });

/**
 * `memberOf` and `transitiveMemberOf` (both also with the cast to groups) and `getMemberGroups`.
 *
 * @param principalId whose memberships are asked for; it throws where nobody's are.
 * @param guard who may ask. Default: whoever may read the directory.
 */
export function membershipRoutes(
  prefix: string,
  principalId: (state: DirectoryState, input: GraphInput) => string,
  guard: (handler: Handler) => Handler = reading,
): RouteTable {
  const list = (find: typeof groupsOf): Handler =>
    guard((state, input) => {
      const groups = find(state, principalId(state, input)).map(({ id }) => id);
      return { list: renderDirectoryObjects(state, groups) };
    });
  return {
    [`GET ${prefix}/memberOf`]: list(directGroupsOf),
    [`GET ${prefix}/memberOf/microsoft.graph.group`]: list(directGroupsOf),
    [`GET ${prefix}/transitiveMemberOf`]: list(groupsOf),
    [`GET ${prefix}/transitiveMemberOf/microsoft.graph.group`]: list(groupsOf),
    [`POST ${prefix}/getMemberGroups`]: guard((state, input) => {
      const body = parseBody(MemberGroupsSchema, input.body, "DirectoryObject");
      const groups = groupsOf(state, principalId(state, input)).filter(
        ({ securityEnabled }) => securityEnabled || !body.securityEnabledOnly,
      );
      return { result: { value: groups.map(({ id }) => id) } };
    }),
  };
}

/** `/directoryObjects`: objects of any kind. */
export const directoryObjectRoutes: RouteTable = {
  "GET /directoryObjects/:id": reading((state, { id }) => ({
    object: findDirectoryObject(state, id),
  })),
  "POST /directoryObjects/:id/checkMemberGroups": reading((state, { id, body }) => {
    findDirectoryObject(state, id);
    const { groupIds } = parseBody(CheckSchema, body, "DirectoryObject");
    const held = new Set(groupsOf(state, id.toLowerCase()).map((group) => group.id));
    return { result: { value: groupIds.filter((group) => held.has(group.toLowerCase())) } };
  }),
};
