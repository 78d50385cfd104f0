/** Who may call: rules on client, scopes, roles and groups. */
import { AZURE_CLI_CLIENT_ID, WELL_KNOWN_CLIENTS } from "../../components/rules/values/clients";
import { clientOf } from "../../components/rules/outputs/expectedToken";
import { isRecord, isUuid } from "../../components/rules/reading/schema";
import { type DecodedToken, listClaim } from "./decodeToken";
import { differs, type Expectation, RIGHT, skipped, type Verdict, wrong } from "./verdict";

/** Who asked. An application needs a role; a user comes by any client. */
export function compareClient(
  client: string,
  isApplication: boolean,
  roles: readonly string[],
  expected: Expectation,
): Verdict {
  if (isApplication) {
    return roles.length > 0
      ? RIGHT
      : wrong(
          "token.wrong.service-principal",
          "A service principal asked for it and holds no app role of this API; pre-authorization is for users. Sign in as a user, or assign the role.",
        );
  }
  const usual = clientOf(expected);
  if (client === usual) return RIGHT;
  const name = Object.values(WELL_KNOWN_CLIENTS).find(({ clientId }) => clientId === client)?.title;
  const asked = `${name ?? "Another client"} asked for it${usual === AZURE_CLI_CLIENT_ID ? ", not the Azure CLI" : ""}.`;
  return client in expected.clients
    ? { ...RIGHT, code: "token.wrong.client", meaning: `${asked} The stack declares that client.` }
    : differs("token.wrong.client", `${asked} The API has no rule on the client.`);
}

/** The scopes that the stack gives a client; none where it does not declare it. */
export function scopesFor(client: string, expected: Expectation): readonly string[] {
  if (client !== clientOf(expected)) return expected.clients[client] ?? [];
  return expected.scp.split(" ").filter((scope) => scope !== "");
}

/** Any scope or role will do for the API; the stack knows which ones its clients have. */
export function compareScopes(
  scopes: readonly string[],
  roles: readonly string[],
  client: string,
  isApplication: boolean,
  expected: Expectation,
): Verdict {
  if (isApplication) return skipped("Scopes are for users; an application has app roles.");
  if (scopes.length === 0 && roles.length === 0) {
    return wrong(
      "token.wrong.scopes",
      "The API refuses a token with neither scopes nor roles (IDW10201).",
    );
  }
  const missing = scopesFor(client, expected).filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return RIGHT;
  const who = client === AZURE_CLI_CLIENT_ID ? "The Azure CLI" : "The client";
  return differs(
    "token.wrong.scopes",
    `Missing: ${missing.map((scope) => `"${scope}"`).join(", ")}. ${who} is not pre-authorized for it, or it is switched off.`,
  );
}

/**
 * The API's policy for whoever holds a good token: where there is a group, its claim or the role
 * that stands for it, be it a user's or an application's. The BDK's policy "Producer":
 * https://github.com/microsoft/Broadcast-Development-Kit/blob/main/src/ManagementApi/Startup.cs
 */
function isLetIn(claims: DecodedToken["claims"], expected: Expectation): boolean {
  const { groups, roles } = expected;
  return (
    groups === undefined ||
    listClaim(claims, "groups").includes(groups) ||
    (roles !== undefined && listClaim(claims, "roles").includes(roles))
  );
}

/** Roles by which an application is let in; group ids among them push the others out. */
export function compareRoles(
  claims: DecodedToken["claims"],
  isApplication: boolean,
  expected: Expectation,
): Verdict {
  const roles = listClaim(claims, "roles");
  const isIn = isLetIn(claims, expected);
  if (roles.some(isUuid)) {
    return (isIn ? differs : wrong)(
      "token.wrong.roles",
      '"emit_as_roles" is set on access tokens: group ids push the real roles out, and the "groups" claim is gone.',
    );
  }
  if (!isApplication) return RIGHT;
  if (roles.length === 0) return skipped("See azp.");
  return isIn
    ? RIGHT
    : wrong(
        "token.wrong.app-role",
        expected.roles === undefined
          ? "The application lacks the group that the API checks, and no role stands for it (403)."
          : `The application has neither the group that the API checks nor the role "${expected.roles}" (403).`,
      );
}

/**
 * Whether the token says where the user's groups can be read, because they are too many. Some tools
 * write the claim as text.
 */
function hasOverage(claims: DecodedToken["claims"]): boolean {
  const names = claims["_claim_names"];
  return typeof names === "string"
    ? names.includes("groups")
    : isRecord(names) && "groups" in names;
}

/**
 * Whether the token came through the implicit flow, which lists up to five groups in an address,
 * and beyond that only says so.
 */
function isCutByImplicitFlow(claims: DecodedToken["claims"]): boolean {
  return ["true", "True", "1"].includes(String(claims["hasgroups"]));
}

/** The groups of a token in a few words. */
export function groupsFound(claims: DecodedToken["claims"], expected: Expectation): string {
  if (hasOverage(claims) || isCutByImplicitFlow(claims)) return "too many to list";
  const groups = listClaim(claims, "groups");
  if (groups.length === 0) return "";
  if (expected.groups !== undefined && groups.includes(expected.groups)) {
    return `${expected.groups}${groups.length > 1 ? ` and ${groups.length - 1} more` : ""}`;
  }
  const other = expected.groups === undefined ? "" : "other ";
  return groups.length === 1 ? `1 ${other}group` : `${groups.length} ${other}groups`;
}

/** The group that the API checks. */
export function compareGroups(
  claims: DecodedToken["claims"],
  roles: readonly string[],
  isApplication: boolean,
  expected: Expectation,
): Verdict {
  if (expected.groups === undefined) return skipped("The API checks no group.");
  if (expected.roles !== undefined && roles.includes(expected.roles)) {
    return skipped(`The role "${expected.roles}" is enough.`);
  }
  if (listClaim(claims, "groups").includes(expected.groups)) return RIGHT;
  if (isApplication) return skipped("See roles.");
  if (roles.some(isUuid)) return skipped("The group ids are in the roles.");
  if (isCutByImplicitFlow(claims)) {
    return wrong(
      "token.wrong.groups-implicit",
      "It came through the implicit flow, which names no groups where there are six or more. That is no limit of the group claim.",
    );
  }
  return hasOverage(claims)
    ? wrong(
        "token.wrong.groups-overage",
        "The user is in more than 200 groups, so the token names none and the API refuses it.",
      )
    : wrong(
        "token.wrong.groups",
        "The user is not in the group that the API checks, or joined it after this token was issued.",
      );
}
