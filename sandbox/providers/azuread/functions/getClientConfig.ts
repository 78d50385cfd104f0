/** azuread.getClientConfig: who the provider is. */
import type { ProviderFunction } from "../../../engine/provider";
import type { Session } from "../session";
import { defineFunction } from "./defineFunction";

/** The function. No request beyond the provider's one sign-in. */
export function getClientConfig(session: Session): ProviderFunction {
  return defineFunction({
    name: "getClientConfig",
    args: {},
    async call() {
      const { tenantId, clientId, objectId } = await session.caller();
      return { clientId, id: `${tenantId}-${clientId}-${objectId}`, objectId, tenantId };
    },
  });
}
