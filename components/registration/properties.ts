import type { ManagementApiSpec } from "../rules/keys";

/** Properties of the registration that both of its resource types have, by the same names. */
export interface RegistrationProperties {
  readonly serviceManagementReference?: string;
  readonly notes?: string;
  readonly groupMembershipClaims?: string[];
}

/** What config says of them; without a value, a property is left out. */
export function registrationProperties({
  serviceManagementReference,
  notes,
  groupMembershipClaims,
}: ManagementApiSpec): RegistrationProperties {
  return {
    ...(serviceManagementReference !== "" && { serviceManagementReference }),
    ...(notes !== "" && { notes }),
    ...(groupMembershipClaims.length > 0 && { groupMembershipClaims: [...groupMembershipClaims] }),
  };
}
