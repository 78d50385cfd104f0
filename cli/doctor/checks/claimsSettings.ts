import { type Check, error, passed } from "../check";
import { deployAndSignIn, outputsOf } from "../context";
import { patchApplication } from "../graphCommands";

const EMIT_AS_ROLES = "emit_as_roles";

/**
 * Whether access tokens carry groups as the API reads them.
 * https://learn.microsoft.com/entra/identity-platform/optional-claims
 */
export const claimsSettingsCheck: Check = {
  id: "claims-settings",
  title: "Access tokens carry groups as groups",
  needs: ["outputs", "registration"],
  async run(context) {
    const outputs = outputsOf(context);
    const { id, optionalClaims, groupMembershipClaims } = await context.facts.registration();
    const accessToken = optionalClaims?.accessToken ?? [];
    if (
      accessToken.some(({ additionalProperties }) => additionalProperties.includes(EMIT_AS_ROLES))
    ) {
      const cleaned = accessToken.filter(({ name }) => name !== "groups");
      return error(
        `"${EMIT_AS_ROLES}" is set on access tokens: groups move into "roles", real roles fall out, and the API recognizes neither.`,
        [
          `optionalClaims.accessToken holds "groups" with "${EMIT_AS_ROLES}"; it belongs on the ID token only`,
        ],
        deployAndSignIn(context, "Take the claim off access tokens.", [
          patchApplication(outputs, id, {
            optionalClaims: { ...optionalClaims, accessToken: cleaned },
          }),
        ]),
      );
    }
    const claims = (groupMembershipClaims ?? "").split(",").map((claim) => claim.trim());
    const carriesGroups = ["SecurityGroup", "All", "ApplicationGroup"].some((claim) =>
      claims.includes(claim),
    );
    if (outputs.expectedToken.groups === undefined || carriesGroups) {
      return passed(groupMembershipClaims ?? "no groups");
    }
    return error(
      "Tokens list no groups, but the API checks one: it answers 403.",
      [`groupMembershipClaims is "${groupMembershipClaims ?? ""}"; expected "SecurityGroup"`],
      deployAndSignIn(context, "Have tokens list security groups.", [
        patchApplication(outputs, id, { groupMembershipClaims: "SecurityGroup" }),
      ]),
    );
  },
};
