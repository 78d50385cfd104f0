/** `/groups`: create, read, change, delete, owners, members, memberships. */
import { v4 as randomId } from "uuid";
import { badRequest } from "../errors";
import { type Group, GroupPatchSchema, NewGroupSchema } from "../model";
import { findById } from "./find";
import { groupsOf } from "./memberships";
import { membershipRoutes } from "./membershipRoutes";
import { readBindings, readOwners, referenceRoutes } from "./owners";
import { parseBody } from "./parse";
import { renderDirectoryObjects, renderGroup } from "./render";
import { type Collection, collectionRoutes, reading, type RouteTable } from "./route";

const GROUPS: Collection<Group> = {
  name: "groups",
  target: "group",
  all: (state) => state.groups,
  render: (_state, group) => renderGroup(group),
  create(state, { body, caller, now }) {
    const properties = parseBody(NewGroupSchema, body, "Group");
    if (!properties.securityEnabled && !properties.groupTypes.includes("Unified")) {
      throw badRequest("One or more property values specified are invalid.", "securityEnabled");
    }
    return {
      ...properties,
      createdDateTime: now.toISOString(),
      id: randomId(),
      members: readBindings(state, body, "members"),
      owners: readOwners(state, caller, body, "group"),
    };
  },
  change(_state, group, body) {
    Object.assign(group, parseBody(GroupPatchSchema, body, "Group"));
  },
};

export const groupRoutes: RouteTable = {
  ...collectionRoutes(GROUPS),
  ...referenceRoutes(GROUPS, "owners"),
  ...referenceRoutes(GROUPS, "members"),
  ...membershipRoutes("/groups/:id", (state, { id }) => findById(state.groups, id).id),
  "GET /groups/:id/transitiveMembers": reading((state, input) => {
    const { id } = findById(state.groups, input.id);
    const members = [...state.users, ...state.groups, ...state.servicePrincipals]
      .map((member) => member.id)
      .filter((member) => groupsOf(state, member).some((group) => group.id === id));
    return { list: renderDirectoryObjects(state, members) };
  }),
};
