import * as v from "valibot";
import { listOf, rule } from "./schema";

/** A user or group: by object id, or a user by user principal name. */
export type PrincipalRef =
  | { readonly kind: "objectId"; readonly objectId: string }
  | { readonly kind: "userPrincipalName"; readonly userPrincipalName: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NIL = "00000000-0000-0000-0000-000000000000";
/** Loose on purpose: guests' names hold `#EXT#`. The directory has the last word. */
const USER_PRINCIPAL_NAME = /^[^\s@"]+@[^\s@"]+\.[^\s@"]+$/;

/** The schema of one user or group in config. */
export const principalSchema = v.pipe(
  v.string(),
  rule(
    (value) => (UUID.test(value) && value !== NIL) || USER_PRINCIPAL_NAME.test(value),
    "must be an object id (a UUID) or a user principal name",
    'write it as the portal\'s "Object ID", or as "name@your-domain"',
  ),
  v.transform((value): PrincipalRef =>
    UUID.test(value)
      ? { kind: "objectId", objectId: value.toLowerCase() }
      : { kind: "userPrincipalName", userPrincipalName: value },
  ),
);

/** The schema of a list of users and groups in config. */
export const principalsSchema = listOf(principalSchema);

/** The text that identifies a principal: two entries with the same one mean the same. Names ignore capitals. */
export function principalKey(ref: PrincipalRef): string {
  return ref.kind === "objectId" ? ref.objectId : ref.userPrincipalName.toLowerCase();
}

/** Principals in a fixed order, so that reordering the list in config changes nothing. */
export function sortPrincipals(refs: readonly PrincipalRef[]): readonly PrincipalRef[] {
  return [...refs].sort((a, b) => (principalKey(a) < principalKey(b) ? -1 : 1));
}
