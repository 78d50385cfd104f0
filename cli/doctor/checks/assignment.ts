import { DEFAULT_ACCESS_ROLE_ID } from "../../../components/rules/values/assignments";
import type { Remedy } from "../../failures/failure";
import { type Check, type CheckContext, error, passed, skipped, warning } from "../check";
import {
  cannotRead,
  deployOr,
  isRegistrationOfStack,
  joinGroup,
  outputsOf,
  stackOf,
} from "../context";
import { graphCommand } from "../graphCommands";

/** Whether assignment is required as declared, and, where it is, whether the user is assigned. */
export const assignmentCheck: Check = {
  id: "assignment",
  title: "The user is assigned, where that is required",
  needs: ["outputs", "session", "service-principal"],
  async run(context) {
    const { clientId, declared } = outputsOf(context);
    const principal = await context.facts.servicePrincipal();
    if (!principal.ok) return cannotRead(principal.failure, context);
    const isRequired = principal.value.appRoleAssignmentRequired;
    const setTo = (value: boolean): string =>
      `az ad sp update --id ${clientId} --set appRoleAssignmentRequired=${String(value)}`;
    if (!isRequired) {
      if (!declared.assignmentRequired) return passed("not required");
      return warning(
        "The stack lets only assigned users and groups get tokens, but the directory lets everybody.",
        ["appRoleAssignmentRequired is false; expected true"],
        deployOr(context, "Require assignments again.", [setTo(true)]),
      );
    }
    const user = await context.facts.user();
    if (!user.ok) return skipped("only for users");
    const assigned = await isAssigned(context, user.value.id);
    if (typeof assigned !== "boolean") return assigned.outcome;
    if (declared.assignmentRequired) {
      if (assigned) return passed(`"${user.value.userPrincipalName}" is`);
      const assignments = await context.facts.assignments();
      const isNobody = assignments.ok && assignments.value.value.length === 0;
      const who = isNobody ? "Nobody is" : `"${user.value.userPrincipalName}" is not`;
      return error(
        `${who} assigned to "${declared.displayName}", which requires it: token requests end with AADSTS50105.`,
        [
          isNobody
            ? "the list of assignments is empty"
            : "neither the user nor a group that holds the user directly is assigned; nested groups do not count",
        ],
        await assign(context, principal.value.id, user.value.id),
      );
    }
    const finding = assigned ? warning : error;
    return finding(
      `Assignment is required although the stack does not ask for it${assigned ? "" : `, and "${user.value.userPrincipalName}" has none: token requests end with AADSTS50105`}.`,
      ["appRoleAssignmentRequired is true; expected false"],
      deployOr(context, "Stop requiring it.", [setTo(false)]),
    );
  },
};

async function isAssigned(
  context: CheckContext,
  userId: string,
): Promise<boolean | { readonly outcome: ReturnType<typeof cannotRead> }> {
  const assignments = await context.facts.assignments();
  if (!assignments.ok) return { outcome: cannotRead(assignments.failure, context) };
  const principals = assignments.value.value.map(({ principalId }) => principalId);
  if (principals.includes(userId)) return true;
  const groups = await context.facts.directGroups();
  if (!groups.ok) return { outcome: cannotRead(groups.failure, context) };
  return groups.value.some((id) => principals.includes(id));
}

/**
 * The group of producers where it is assigned; else the deployment, which puts back what the stack
 * assigns: the outputs do not say whom. What is left is the user alone.
 */
async function assign(context: CheckContext, principalId: string, userId: string): Promise<Remedy> {
  const { objectIds, loginCommand } = outputsOf(context);
  const assignments = await context.facts.assignments();
  const { producers } = objectIds;
  const isGroupAssigned =
    assignments.ok &&
    assignments.value.value.some((assignment) => assignment.principalId === producers);
  if (producers !== undefined && isGroupAssigned) {
    return joinGroup(context, `The group "${producers}" is assigned.`, producers, userId);
  }
  const alone = graphCommand("POST", `/servicePrincipals/${principalId}/appRoleAssignedTo`, {
    principalId: userId,
    resourceId: principalId,
    appRoleId: DEFAULT_ACCESS_ROLE_ID,
  });
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
