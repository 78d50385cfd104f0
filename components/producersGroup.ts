import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { principalObjectIds, withCaller } from "./principals";
import type { ProducersSpec } from "./spec/producers";

/**
 * The object id of the group that the API checks: given, or of a group that this makes. Undefined: there is none.
 *
 * @param callerObjectId becomes an owner of a group that is made, as the directory would have it anyway.
 */
export function producersGroupId(
  name: string,
  producers: ProducersSpec,
  callerObjectId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions & pulumi.InvokeOptions,
): pulumi.Output<string> | undefined {
  if (producers.kind === "none") return undefined;
  if (producers.kind === "existing") return pulumi.output(producers.objectId);
  const { displayName, description, members, owners } = producers;
  const group = new azuread.Group(
    `${name}-producers`,
    {
      displayName,
      description,
      securityEnabled: true,
      preventDuplicateNames: true,
      owners: withCaller(callerObjectId, principalObjectIds(owners, opts)),
      members: principalObjectIds(members, opts),
    },
    opts,
  );
  return group.objectId;
}
