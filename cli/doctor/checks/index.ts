/**
 * All checks, in the order in which they are made: causes before effects. Lines are shown under the
 * titles of the groups.
 */
import type { Check } from "../check";
import { apiCheck } from "./api";
import { assignmentCheck } from "./assignment";
import { claimsCheck } from "./claims";
import { claimsSettingsCheck } from "./claimsSettings";
import { clientsCheck } from "./clients";
import { clockCheck } from "./clock";
import { danglingPermissionsCheck } from "./danglingPermissions";
import { foreignClientsCheck } from "./foreignClients";
import { foreignScopesCheck } from "./foreignScopes";
import { foreignSecretsCheck } from "./foreignSecrets";
import { foreignUrisCheck } from "./foreignUris";
import { groupCheck } from "./group";
import { groupCountCheck } from "./groupCount";
import { identifierUriCheck } from "./identifierUri";
import { identityCheck } from "./identity";
import { importIdsCheck } from "./importIds";
import { membershipCheck } from "./membership";
import { nameCheck } from "./name";
import { networkCheck } from "./network";
import { outputsCheck } from "./outputs";
import { ownersOnly } from "./ownersOnly";
import { registrationCheck } from "./registration";
import { scopesCheck } from "./scopes";
import { servicePrincipalCheck } from "./servicePrincipal";
import { sessionCheck } from "./session";
import { signInCheck } from "./signIn";
import { tenantCheck } from "./tenant";
import { tokenCheck } from "./token";
import { tokenVersionCheck } from "./tokenVersion";
import { toolsCheck } from "./tools";

/** Checks that are about the same thing. */
export interface CheckGroup {
  readonly title: string;
  readonly checks: readonly Check[];
}

/** Every check builds only on earlier ones (a test holds that). */
export const CHECK_GROUPS: readonly CheckGroup[] = [
  { title: "Stack and tools", checks: [outputsCheck, toolsCheck, importIdsCheck] },
  { title: "Network", checks: [networkCheck] },
  { title: "Sign-in", checks: [signInCheck, tenantCheck, identityCheck, sessionCheck] },
  {
    title: "Registration",
    checks: [
      registrationCheck,
      ownersOnly(nameCheck),
      servicePrincipalCheck,
      identifierUriCheck,
      ownersOnly(foreignUrisCheck),
      scopesCheck,
      clientsCheck,
      danglingPermissionsCheck,
      ownersOnly(foreignScopesCheck),
      ownersOnly(foreignClientsCheck),
      ownersOnly(foreignSecretsCheck),
      tokenVersionCheck,
      claimsSettingsCheck,
    ],
  },
  { title: "Access", checks: [assignmentCheck, groupCheck, membershipCheck, groupCountCheck] },
  { title: "Token", checks: [tokenCheck, clockCheck, claimsCheck] },
  { title: "API", checks: [apiCheck] },
];

/** All checks of {@link CHECK_GROUPS}. */
export const CHECKS: readonly Check[] = CHECK_GROUPS.flatMap(({ checks }) => checks);

/**
 * The title of the group that a check is shown under. @throws an error, which is a bug, for a check
 * of no group.
 */
export function groupTitle(check: Check): string {
  const group = CHECK_GROUPS.find(({ checks }) => checks.includes(check));
  if (group === undefined) throw new Error(`the check "${check.id}" is in no group`);
  return group.title;
}
