import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import type { Registration } from "./registration/registration";
import type { ScopeSpec } from "./spec/scopes";

/** Ids of the registered scopes by value. Whoever uses one waits until the scope is there, and lets go before it is removed. */
export type ScopeIds = Readonly<Record<string, pulumi.Output<string>>>;

/** Registers each scope as a resource of its own: one line in the preview, and removable while clients hold it. */
export function createPermissionScopes(
  name: string,
  scopes: readonly ScopeSpec[],
  registration: Registration,
  opts: pulumi.CustomResourceOptions,
): ScopeIds {
  return Object.fromEntries(
    scopes.map(({ value, id, consent, ...texts }) => {
      const scope = new azuread.ApplicationPermissionScope(
        `${name}-scope-${value}`,
        {
          applicationId: registration.applicationId,
          scopeId: id,
          value,
          type: consent === "adminsOnly" ? "Admin" : "User",
          ...texts,
        },
        opts,
      );
      return [value, scope.scopeId];
    }),
  );
}
