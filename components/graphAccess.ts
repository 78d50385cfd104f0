import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";
import { MICROSOFT_GRAPH_APP_ID } from "./spec/clients";
import { checkLookedUp, GRAPH_PERMISSION_IDS } from "./spec/graphPermissions";

/**
 * The ids of delegated Microsoft Graph permissions, sorted: Entra keeps them in a list, where order would show as a change.
 * Common names come from a table; Microsoft Graph is asked for the others, if there are any.
 *
 * @throws pulumi.RunError in the returned output, before the registration is made, for names that Graph does not publish.
 */
export function graphPermissionIds(
  names: readonly string[],
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<string[]> {
  const published = names.every((name) => Object.hasOwn(GRAPH_PERMISSION_IDS, name))
    ? pulumi.output({})
    : azuread.getServicePrincipalOutput({ clientId: MICROSOFT_GRAPH_APP_ID }, opts)
        .oauth2PermissionScopeIds;
  return published.apply((lookedUp: Record<string, string>) => {
    const ids = { ...lookedUp, ...GRAPH_PERMISSION_IDS };
    const problems = checkLookedUp(names, ids);
    if (problems.length > 0) throw refusal(problems);
    return names.flatMap((name) => ids[name] ?? []).sort();
  });
}
