import type { Stack } from "../outputs/outputsSource";
import { accountListAnswer } from "./answers";
import type { Az } from "./az";
import { attempt } from "./unanswered";

/** Asks az for every tenant that somebody is signed in to. No request is made. */
export function listAccounts(az: Az) {
  return az(["account", "list"], accountListAnswer);
}

/**
 * What to say before anybody is told to sign in to the tenant of a file: whoever wrote the file
 * chose it.
 *
 * @param accounts asked only where the outputs were handed over.
 * @returns undefined for a tenant that the user is signed in to, and for a stack of the user's own.
 */
export async function tenantNotice(
  { isHandedOver, label, outputs }: Stack,
  accounts: () => ReturnType<typeof listAccounts>,
): Promise<string | undefined> {
  if (isHandedOver !== true) return undefined;
  const answer = await attempt(accounts());
  const isKnown =
    !answer.ok || answer.value.some(({ tenantId }) => tenantId.toLowerCase() === outputs.tenantId);
  return isKnown
    ? undefined
    : `You are not signed in to the tenant "${outputs.tenantId}", which the ${label} names. Make sure that it is yours before you sign in there.`;
}

const SIGNS_IN = /\b(?:az login|azd auth login|Connect-AzAccount)\b/;

/** {@link tenantNotice} for a way out, where that signs in to the tenant with whatever tool. */
export async function noticeOf(
  remedy: readonly string[],
  stack: Stack,
  az: Az,
): Promise<string | undefined> {
  const { tenantId } = stack.outputs;
  const signsIn = remedy.some((line) => SIGNS_IN.test(line) && line.includes(tenantId));
  return signsIn ? tenantNotice(stack, () => listAccounts(az)) : undefined;
}

/** A way out with {@link noticeOf} before it. */
export async function withTenantNotice(
  remedy: readonly string[],
  stack: Stack,
  az: Az,
): Promise<readonly string[]> {
  const notice = await noticeOf(remedy, stack, az);
  return notice === undefined ? remedy : [notice, ...remedy];
}
