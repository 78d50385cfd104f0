import { type Check, error, passed, skipped } from "../check";
import { outputsOf } from "../context";

/**
 * How many groups a token lists at most, nested ones included.
 * https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-group-claims
 */
const MOST_GROUPS = 200;

/** Whether the user's groups fit into a token: beyond the limit it names none at all. */
export const groupCountCheck: Check = {
  id: "group-count",
  title: "The user's groups fit into a token",
  needs: ["outputs", "session", "group"],
  async run(context) {
    const { expectedToken, loginCommand } = outputsOf(context);
    if (expectedToken.groups === undefined) return passed("the API checks no group");
    const user = await context.facts.user();
    if (user === undefined) return skipped("only for users");
    const groups = await context.facts.groups();
    const count = groups.length;
    if (count <= MOST_GROUPS) return passed(`${count} of at most ${MOST_GROUPS}`);
    return error(
      `"${user.userPrincipalName}" is in ${count} security groups; above ${MOST_GROUPS} a token names none, and the API answers 403.`,
      [`${count} groups, nested ones included`],
      {
        text: `Have the user taken out of ${count - MOST_GROUPS} of them, then sign in again with "${loginCommand}"; or have the registration list only groups that are assigned to it (groupMembershipClaims "ApplicationGroup").`,
      },
    );
  },
};
