/** What `adopt` reads besides the registration itself, and the whole of what it has read. */
import * as v from "valibot";
import type { Facts } from "../../components/rules/facts/facts";
import { type Application, guid, listOf, type ServicePrincipal, text } from "../az/application";

/** Anything that has an object id. */
export const identified = v.object({ id: guid });

/** One that is assigned to an API. */
export const assignment = v.object({
  // It ends an import id, which config holds.
  id: v.pipe(v.string(), v.regex(/^[\w.~-]{1,200}$/)),
  appRoleId: guid,
  principalId: guid,
  principalType: text,
  principalDisplayName: text,
});

/** `az ad sp show` of Microsoft Graph: the permissions that it publishes. */
export const publishedPermissions = v.object({
  oauth2PermissionScopes: listOf(v.object({ id: guid, value: text, type: text })),
  appRoles: listOf(v.object({ id: guid, value: text })),
});

/** A registration with all that config can say of it, and who has read it where. */
export interface Found extends Pick<Facts, "cloud" | "caller" | "graphPermissions"> {
  readonly application: Application;
  /** Undefined: the tenant has none. */
  readonly servicePrincipal: ServicePrincipal | undefined;
  /** Object ids of its owners, the caller among them where that is one. */
  readonly owners: readonly string[];
  readonly assignments: readonly v.InferOutput<typeof assignment>[];
  readonly federatedCredentials: readonly unknown[];
}
