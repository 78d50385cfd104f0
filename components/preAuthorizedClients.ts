import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import type { ScopeIds } from "./permissionScopes";
import type { Registration } from "./registration/registration";
import type { ClientSpec } from "./spec/clients";

/**
 * Pre-authorizes each client: no consent prompt for its scopes. Returns the resources by client id. The ids come from the scope resources, not from the
 * specification, so that a new scope exists first and an old one is let go of before it is removed.
 */
export function preAuthorizeClients(
  name: string,
  clients: readonly ClientSpec[],
  scopeIds: ScopeIds,
  registration: Registration,
  opts: pulumi.CustomResourceOptions,
): Readonly<Record<string, azuread.ApplicationPreAuthorized>> {
  return Object.fromEntries(
    clients.map(({ clientId, scopes }) => [
      clientId,
      new azuread.ApplicationPreAuthorized(
        `${name}-client-${clientId}`,
        {
          applicationId: registration.applicationId,
          authorizedClientId: clientId,
          permissionIds: scopes.flatMap((value) => scopeIds[value] ?? []),
        },
        opts,
      ),
    ]),
  );
}
