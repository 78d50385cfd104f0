import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";
import type { PrincipalRef } from "./spec/principals";

/**
 * The object id of a user or group. A user principal name costs a look-up, an object id nothing.
 *
 * @throws pulumi.RunError in the returned output, before the registration is made, for a name that is not found.
 */
export function principalObjectId(
  ref: PrincipalRef,
  opts: pulumi.InvokeOptions,
): pulumi.Output<string> {
  return pulumi.output(
    ref.kind === "objectId" ? ref.objectId : findUser(ref.userPrincipalName, opts),
  );
}

async function findUser(userPrincipalName: string, opts: pulumi.InvokeOptions): Promise<string> {
  try {
    return (await azuread.getUser({ userPrincipalName }, opts)).objectId;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refusal([
      {
        key: "user principal name",
        value: userPrincipalName,
        rule: `must be one that can be looked up (${reason.replace(/^[\s\S]*returned an error: /, "").trim()})`,
        remedy: "correct it, or write the user's object id, which needs no look-up",
      },
    ]);
  }
}

/** Object ids of several, each once and sorted, so that neither order nor a second spelling of one shows as a change. */
export function principalObjectIds(
  refs: readonly PrincipalRef[],
  opts: pulumi.InvokeOptions,
): pulumi.Output<string[]> {
  return pulumi.all(refs.map((ref) => principalObjectId(ref, opts))).apply(uniqueSorted);
}

/**
 * Owners: the caller and those named in config. The directory makes the caller an owner in any case; leaving it out here
 * would take that away again, and with it the right to manage the registration by `Application.ReadWrite.OwnedBy`.
 */
export function withCaller(
  callerObjectId: pulumi.Input<string>,
  others: pulumi.Input<string[]>,
): pulumi.Output<string[]> {
  return pulumi
    .all([callerObjectId, others])
    .apply(([caller, rest]) => uniqueSorted([caller, ...rest]));
}

function uniqueSorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
