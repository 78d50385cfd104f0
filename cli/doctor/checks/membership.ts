import { type Check, error, passed, skipped } from "../check";
import { joinGroup, outputsOf } from "../context";

/** Whether the user is in the group that the API checks, directly or through other groups. */
export const membershipCheck: Check = {
  id: "membership",
  title: "The user is in the group that the API checks",
  // A group that is assigned and lacks the user is one cause, told there.
  needs: ["outputs", "session", "assignment", "group"],
  async run(context) {
    const { expectedToken } = outputsOf(context);
    const { groups: groupId } = expectedToken;
    if (groupId === undefined) return passed("the stack has none");
    const user = await context.facts.user();
    if (user === undefined) return skipped("only for users");
    const groups = await context.facts.groups();
    if (groups.includes(groupId)) return passed(`"${user.userPrincipalName}" is`);
    return error(
      `"${user.userPrincipalName}" is not in the group "${groupId}": the API answers 403.`,
      [`other security groups that the user is in, nested ones included: ${groups.length}`],
      joinGroup(context, "", groupId, user.id),
    );
  },
};
