import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import type { PrincipalRef } from "./spec/principals";

/** The object id of a user or group. A user principal name costs a look-up, an object id nothing. */
export function principalObjectId(
  ref: PrincipalRef,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<string> {
  return ref.kind === "objectId"
    ? pulumi.output(ref.objectId)
    : azuread.getUserOutput({ userPrincipalName: ref.userPrincipalName }, opts).objectId;
}

/** Object ids of several, each once and sorted, so that neither order nor a second spelling of one shows as a change. */
export function principalObjectIds(
  refs: readonly PrincipalRef[],
  opts: pulumi.InvokeOutputOptions,
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
