import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import { principalObjectId } from "./principals";
import { assignmentKey, type AssignmentSpec } from "./spec/assignments";

/** Assigns users and groups to the service principal, each with an app role or with default access. */
export function createRoleAssignments(
  name: string,
  assignments: readonly AssignmentSpec[],
  context: {
    /** Object id of the API's service principal. */
    readonly servicePrincipalId: pulumi.Input<string>;
    /** Object id of the producers' group, where the stack has one. */
    readonly producersGroupId: pulumi.Input<string> | undefined;
  },
  opts: pulumi.CustomResourceOptions & pulumi.InvokeOptions,
): void {
  for (const assignment of assignments) {
    const { principal, roleId } = assignment;
    const principalId =
      principal.kind === "producers"
        ? context.producersGroupId
        : principalObjectId(principal, opts);
    if (principalId === undefined) continue; // Refused by the rules: "producers" without a group.
    new azuread.AppRoleAssignment(
      `${name}-assignment-${assignmentKey(assignment)}`,
      {
        appRoleId: roleId,
        principalObjectId: principalId,
        resourceObjectId: context.servicePrincipalId,
      },
      opts,
    );
  }
}
