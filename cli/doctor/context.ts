/** What checks read from their context, and the advice that several of them give. */
import type { StackOutputs } from "../../components/rules/outputs";
import type { AzFailure } from "../az/azFailure";
import { describeFailure } from "../az/describeFailure";
import { tenantNotice } from "../az/tenantNotice";
import type { Remedy } from "../explain/explanation";
import type { Stack } from "../outputs/outputsSource";
import { type CheckContext, error, type Outcome, skipped } from "./check";

/** The stack, for checks that need "outputs". @throws an error, which is a bug, in any other check. */
export function stackOf({ stackResult }: CheckContext): Stack {
  if (!stackResult.ok) throw new Error('the check must have "outputs" among its needs');
  return stackResult.stack;
}

/** The stack's outputs, for checks that need "outputs". */
export function outputsOf(context: CheckContext): StackOutputs {
  return stackOf(context).outputs;
}

/** Evidence for a finding that has the user sign in: that the outputs' tenant is none of the user's, where a file names it. */
export async function unknownTenant(context: CheckContext): Promise<readonly string[]> {
  const notice = await tenantNotice(stackOf(context), context.facts.accounts);
  return notice === undefined ? [] : [notice];
}

/** What a failed question to the directory means: no right to ask is no finding, everything else is. */
export function cannotRead(failure: AzFailure, context: CheckContext): Outcome {
  if (failure.kind === "denied") return skipped("this account may not read it");
  if (failure.kind === "notFound") return skipped("the directory does not know it");
  const { summary, evidence, remedy } = describeFailure(failure, stackOf(context));
  return error(summary, evidence === undefined ? [] : [evidence], remedy);
}

/**
 * Commands after which az has no token from before. Signing in alone does not do: az keeps old tokens beside the new one, and may
 * hand out either (newer versions of az print the same pair).
 */
export function freshSignIn({ loginCommand }: StackOutputs): readonly string[] {
  return ["az logout", loginCommand];
}

/**
 * {@link deployOr} for a setting that tokens depend on: az would hand out the token from before for up to an hour, and a new sign-in
 * replaces it.
 */
export function deployAndSignIn(
  context: CheckContext,
  text: string,
  commands: readonly string[],
): Remedy {
  const fix = deployOr(context, text, commands);
  return {
    text: `${fix.text} Then sign in again, because az keeps the old token for up to an hour.`,
    commands: [...(fix.commands ?? []), ...freshSignIn(outputsOf(context))],
  };
}

/** The fix for a part that deploying puts right: the deployment where the stack's name is known, else the same by `az`. */
export function deployOr(context: CheckContext, text: string, commands: readonly string[]): Remedy {
  const { deployCommand } = stackOf(context);
  return { text, commands: deployCommand === undefined ? commands : [deployCommand] };
}
