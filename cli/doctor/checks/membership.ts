import { type Check, error, passed, skipped } from "../check";
import { freshSignIn } from "../../failures/failure";
import { cannotRead, outputsOf } from "../context";

/** Whether the user is in the group that the API checks, directly or through other groups. */
export const membershipCheck: Check = {
  id: "membership",
  title: "The user is in the group that the API checks",
  needs: ["outputs", "session", "group"],
  async run(context) {
    const { expectedToken } = outputsOf(context);
    const { groups: groupId } = expectedToken;
    if (groupId === undefined) return passed("the stack has none");
    const user = await context.facts.user();
    if (!user.ok) return skipped("only for users");
    const groups = await context.facts.groups();
    if (!groups.ok) return cannotRead(groups.failure, context);
    if (groups.value.includes(groupId)) return passed(`"${user.value.userPrincipalName}" is`);
    return error(
      `"${user.value.userPrincipalName}" is not in the group "${groupId}": the API answers 403.`,
      [`the user is in ${groups.value.length} other security groups, nested ones included`],
      {
        text: "Have an owner of the group add the user, then sign in again: a token lists the groups of the moment it was issued.",
        commands: [
          `az ad group member add --group ${groupId} --member-id ${user.value.id}`,
          ...freshSignIn(outputsOf(context)),
        ],
        otherwise:
          "A new member is seen everywhere within some minutes: wait, then sign out and in.",
      },
    );
  },
};
