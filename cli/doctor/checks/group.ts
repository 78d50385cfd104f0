import { type Check, error, passed } from "../check";
import { freshSignIn } from "../../failures/failure";
import { unlessMissing } from "../../az/unanswered";
import { outputsOf } from "../context";
import { graphCommand } from "../graphCommands";

/**
 * Whether the group that the API checks is there, and is a security group: tokens list no others.
 */
export const groupCheck: Check = {
  id: "group",
  title: "The group that the API checks exists and is a security group",
  needs: ["outputs", "session"],
  async run(context) {
    const outputs = outputsOf(context);
    const { groups: groupId } = outputs.expectedToken;
    if (groupId === undefined) return passed("the stack has none: every user of the tenant passes");
    const group = await unlessMissing(context.facts.group());
    if (group !== undefined) {
      if (group.securityEnabled) return passed(`"${group.displayName}"`);
      return error(
        `The group "${group.displayName}" is not a security group, so no token lists it and the API refuses everybody.`,
        ["securityEnabled is false"],
        {
          text: "Make it one, then sign in again for a token that lists it; or name another group in the stack's config.",
          commands: [
            graphCommand(outputs, "PATCH", `/groups/${groupId}`, { securityEnabled: true }),
            ...freshSignIn(outputs),
          ],
        },
      );
    }
    return error(
      `The group "${groupId}" that the API checks is gone: the API refuses everybody.`,
      [`az ad group show --group ${groupId}: not found`],
      {
        text: 'If the stack made it, deploy the stack and give the API\'s "Settings:AzureAdConfiguration:GroupId" the new id. Else name another group under "producers" in the stack\'s config.',
      },
    );
  },
};
