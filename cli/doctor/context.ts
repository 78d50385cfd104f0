/** What checks read from their context, and the advice that several of them give. */
import type { StackOutputs } from "../../components/rules/outputs";
import type { AzFailure } from "../az/azFailure";
import { describeFailure } from "../az/describeFailure";
import { tenantNotice } from "../az/tenantNotice";
import { freshSignIn, type Remedy } from "../failures/failure";
import type { Stack } from "../outputs/outputsSource";
import { type CheckContext, error, type Outcome, skipped } from "./check";

/**
 * The stack, for checks that need "outputs". @throws an error, which is a bug, in any other check.
 */
export function stackOf({ stackResult }: CheckContext): Stack {
  if (!stackResult.ok) throw new Error('the check must have "outputs" among its needs');
  return stackResult.stack;
}

/** The stack's outputs, for checks that need "outputs". */
export function outputsOf(context: CheckContext): StackOutputs {
  return stackOf(context).outputs;
}

/**
 * Evidence for a finding that has the user sign in: that the outputs' tenant is none of the user's,
 * where a file names it.
 */
export async function unknownTenant(context: CheckContext): Promise<readonly string[]> {
  const notice = await tenantNotice(stackOf(context), context.facts.accounts);
  return notice === undefined ? [] : [notice];
}

/**
 * What keeps Microsoft Graph alone from answering: no right to ask, policies for Graph, a token for
 * it that was revoked. A token for this API may be had all the same.
 */
const GRAPH_ALONE: Readonly<Partial<Record<AzFailure["kind"], string>>> = {
  denied: "this account may not read it",
  notFound: "the directory does not know it",
  graphToken: "Microsoft Graph wants a new sign-in",
  consent: "Microsoft Graph is refused",
  assignment: "Microsoft Graph is refused",
  secondFactor: "Microsoft Graph asks for a second factor",
  place: "a policy keeps Microsoft Graph from this device or place",
  request: "Microsoft Graph is refused",
  service: "Microsoft Graph is refused for a moment",
};

/**
 * What a failed question to the directory means: where only Microsoft Graph is refused that is no
 * finding, everything else is.
 */
export function cannotRead(failure: AzFailure, context: CheckContext): Outcome {
  const why = GRAPH_ALONE[failure.kind];
  if (why === undefined) return cannotGo(failure, context);
  const code = /AADSTS\d+/.exec(failure.text)?.[0];
  return skipped(code === undefined ? why : `${why} (${code})`);
}

/** A failure as a finding. */
export function cannotGo(failure: AzFailure, context: CheckContext): Outcome {
  const { summary, evidence, remedy } = describeFailure(failure, stackOf(context));
  return error(summary, evidence === undefined ? [] : [evidence], remedy);
}

/**
 * {@link deployOr} for a setting that tokens depend on: az would hand out the token from before for
 * up to an hour, and a new sign-in replaces it.
 */
export function deployAndSignIn(
  context: CheckContext,
  text: string,
  commands: readonly string[],
  isMadeByStack = isRegistrationOfStack(context),
): Remedy {
  const fix = deployOr(context, text, commands, isMadeByStack);
  const wait = "Wait a minute or two: a change does not reach every server of Entra ID at once.";
  return {
    text: `${fix.text} Then sign in again, because az keeps the old token for up to an hour.`,
    commands: [...(fix.commands ?? []), ...freshSignIn(outputsOf(context))],
    otherwise: fix.otherwise === undefined ? wait : `${fix.otherwise} ${wait}`,
  };
}

/**
 * The fix for a part that deploying puts right: the deployment where the stack's name is known,
 * else the same by `az`. What others own, only they put right, or the stack's config follows.
 *
 * @param isMadeByStack default: whether the registration is the stack's.
 */
export function deployOr(
  context: CheckContext,
  text: string,
  commands: readonly string[],
  isMadeByStack = isRegistrationOfStack(context),
): Remedy {
  const { deployCommand } = stackOf(context);
  if (!isMadeByStack) return { text: `${text} ${OTHERS}`, commands, otherwise: FOLLOW };
  if (deployCommand === undefined) return { text, commands };
  return isRegistrationOfStack(context)
    ? { text, commands: [deployCommand] }
    : { text, commands: [deployCommand], otherwise: TAKEN };
}

/** The fix for a user who is to be in a group. @param why a sentence before it. */
export function joinGroup(
  context: CheckContext,
  why: string,
  groupId: string,
  userId: string,
): Remedy {
  const fix =
    "Have an owner of the group add the user, then sign in again: a token lists the groups of the moment it was issued.";
  return {
    text: `${why} ${fix}`.trim(),
    commands: [
      `az ad group member add --group ${groupId} --member-id ${userId}`,
      ...freshSignIn(outputsOf(context)),
    ],
    otherwise: "A new member is seen everywhere within some minutes: wait, then sign out and in.",
  };
}

const OTHERS = "The registration is others': have whoever owns it do that.";
const FOLLOW =
  "If it was changed on purpose, deploy the stack: its outputs follow, or the refusal says what config has to say.";
const TAKEN =
  'If the deployment ends with "already exists", others have made that part: "npm run adopt" with "--mode existing" writes so into the config.';

/** Whether a stack owns its registration. */
export function isRegistrationOfStack(context: CheckContext): boolean {
  return outputsOf(context).declared.registration !== "existing";
}
