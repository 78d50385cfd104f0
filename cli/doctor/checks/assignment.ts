import { DEFAULT_ACCESS_ROLE_ID } from "../../../components/rules/values/assignments";
import type { Remedy } from "../../failures/failure";
import { type Check, type CheckContext, error, passed, skipped, warning } from "../check";
import { deployOr, isRegistrationOfStack, joinGroup, outputsOf, stackOf } from "../context";
import { graphCommand } from "../graphCommands";

/** Whether assignment is required as declared, and, where it is, whether the user is assigned. */
export const assignmentCheck: Check = {
  id: "assignment",
  title: "The user is assigned, where that is required",
  needs: ["outputs", "session", "service-principal"],
  async run(context) {
    const { clientId, declared } = outputsOf(context);
    const principal = await context.facts.servicePrincipal();
    const setTo = (value: boolean): string =>
      `az ad sp update --id ${clientId} --set appRoleAssignmentRequired=${String(value)}`;
    if (!principal.appRoleAssignmentRequired) {
      if (!declared.assignmentRequired) return passed("not required");
      return warning(
        "The stack lets only assigned users and groups get tokens, but the directory lets everybody.",
        ["appRoleAssignmentRequired is false; expected true"],
        deployOr(context, "Require assignments again.", [setTo(true)]),
      );
    }
    const user = await context.facts.user();
    if (user === undefined) return skipped("only for users");
    const assignees = await context.facts.assignees();
    const assigned =
      assignees.includes(user.id) ||
      (await context.facts.directGroups()).some(({ id }) => assignees.includes(id));
    if (declared.assignmentRequired) {
      if (assigned) return passed(`"${user.userPrincipalName}" is`);
      const isNobody = assignees.length === 0;
      const who = isNobody ? "Nobody is" : `"${user.userPrincipalName}" is not`;
      return error(
        `${who} assigned to "${declared.displayName}", which requires it: token requests end with AADSTS50105.`,
        [
          isNobody
            ? "the list of assignments is empty"
            : "neither the user nor a group that holds the user directly is assigned; nested groups do not count",
        ],
        assign(context, principal.id, user.id, assignees),
      );
    }
    const finding = assigned ? warning : error;
    return finding(
      `Assignment is required although the stack does not ask for it${assigned ? "" : `, and "${user.userPrincipalName}" has none: token requests end with AADSTS50105`}.`,
      ["appRoleAssignmentRequired is true; expected false"],
      deployOr(context, "Stop requiring it.", [setTo(false)]),
    );
  },
};

/**
 * The group of producers where it is assigned; else the deployment, which puts back what the stack
 * assigns: the outputs do not say whom. What is left is the user alone.
 */
function assign(
  context: CheckContext,
  principalId: string,
  userId: string,
  assignees: readonly string[],
): Remedy {
  const outputs = outputsOf(context);
  const { loginCommand } = outputs;
  const { producers } = outputs.objectIds;
  if (producers !== undefined && assignees.includes(producers)) {
    return joinGroup(context, `The group "${producers}" is assigned.`, producers, userId);
  }
  const place = `/servicePrincipals/${principalId}/appRoleAssignedTo`;
  const assignment = {
    principalId: userId,
    resourceId: principalId,
    appRoleId: DEFAULT_ACCESS_ROLE_ID,
  };
  const alone = graphCommand(outputs, "POST", place, assignment);
  const commands = [alone, loginCommand];
  if (!isRegistrationOfStack(context)) {
    return { text: "Have an owner assign the user, then sign in again.", commands };
  }
  const byHand = `${LASTING} Or have an owner assign the user alone`;
  const { deployCommand } = stackOf(context);
  if (deployCommand === undefined) {
    const text = `Deploying the stack puts back what it assigns. ${byHand}, then sign in again.`;
    return { text, commands };
  }
  return {
    text: "Deploy the stack, which puts back what it assigns, then sign in again.",
    commands: [deployCommand, loginCommand],
    otherwise: `The stack does not assign the user. ${byHand}: ${alone}`,
  };
}

const LASTING =
  'To have it assign the user too, list the user, or a group (assigning one needs Entra ID P1), under "assignments" in its config, unless assignments are managed elsewhere.';
