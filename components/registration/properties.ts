import type * as azuread from "@pulumi/azuread";
import type { ManagementApiSpec } from "../rules/keys";

/**
 * Properties of the registration that both of its resource types have, by the same names. Without
 * a value in config, a property is left out.
 */
export function registrationProperties({
  serviceManagementReference,
  notes,
  groupMembershipClaims,
}: ManagementApiSpec): Partial<azuread.ApplicationArgs & azuread.ApplicationRegistrationArgs> {
  return {
    ...(serviceManagementReference !== "" && { serviceManagementReference }),
    ...(notes !== "" && { notes }),
    ...(groupMembershipClaims.length > 0 && { groupMembershipClaims: [...groupMembershipClaims] }),
  };
}
