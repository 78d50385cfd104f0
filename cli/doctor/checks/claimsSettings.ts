import { type Check, error, passed } from "../check";
import { deployAndSignIn, outputsOf } from "../context";
import { patchApplication } from "../graphCommands";
import type { Json } from "../../pythonLiteral";

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
    const { expectedToken } = outputsOf(context);
    const { id, optionalClaims, groupMembershipClaims } = await context.facts.registration();
    const accessToken = optionalClaims?.accessToken ?? [];
    if (
      accessToken.some(({ additionalProperties }) => additionalProperties.includes(EMIT_AS_ROLES))
    ) {
      const cleaned = {
        ...withoutAnnotations(optionalClaims ?? {}),
        accessToken: accessToken
          .filter(({ name }) => name !== "groups")
          .map((claim) => withoutAnnotations(claim)),
      };
      return error(
        `"${EMIT_AS_ROLES}" is set on access tokens: groups move into "roles", real roles fall out, and the API recognizes neither.`,
        [
          `optionalClaims.accessToken holds "groups" with "${EMIT_AS_ROLES}"; it belongs on the ID token only`,
        ],
        deployAndSignIn(context, "Take the claim off access tokens.", [
          patchApplication(id, { optionalClaims: cleaned }),
        ]),
      );
    }
    const claims = (groupMembershipClaims ?? "").split(",").map((claim) => claim.trim());
    const carriesGroups = ["SecurityGroup", "All", "ApplicationGroup"].some((claim) =>
      claims.includes(claim),
    );
    if (expectedToken.groups === undefined || carriesGroups) {
      return passed(groupMembershipClaims ?? "no groups");
    }
    return error(
      "Tokens list no groups, but the API checks one: it answers 403.",
      [`groupMembershipClaims is "${groupMembershipClaims ?? ""}"; expected "SecurityGroup"`],
      deployAndSignIn(context, "Have tokens list security groups.", [
        patchApplication(id, { groupMembershipClaims: "SecurityGroup" }),
      ]),
    );
  },
};

/**
 * Plain data without the annotations ("@odata…") that Microsoft Graph adds to answers and refuses
 * in requests.
 */
function withoutAnnotations(value: Readonly<Record<string, unknown>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      key.includes("@odata") ? [] : [[key, toJson(item)]],
    ),
  );
}

function toJson(value: unknown): Json {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
    return value as Json;
  }
  if (Array.isArray(value)) return value.map(toJson);
  return typeof value === "object" ? withoutAnnotations({ ...value }) : null;
}
