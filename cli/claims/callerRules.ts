/** Who may call: rules on client, scopes, roles and groups. */
import { AZURE_CLI_CLIENT_ID, WELL_KNOWN_CLIENTS } from "../../components/rules/values/clients";
import { clientOf } from "../../components/rules/outputs/expectedToken";
import { isRecord, isUuid } from "../../components/rules/reading/schema";
import { type DecodedToken, listClaim, textClaim } from "./decodeToken";
import { differs, type Expectation, RIGHT, rightIf, skipped, type Verdict, wrong } from "./verdict";

/** Whom a token is about, by its own words. */
export interface Caller {
  /** An application by itself, and no user. */
  readonly isApplication: boolean;
  /** The client that asked. */
  readonly client: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Ids of groups. */
  readonly groups: readonly string[];
  /**
   * Why groups are not in the token. "overage": too many, it says where they can be read.
   * "implicit": it came through the implicit flow, which lists up to five groups in an address, and
   * beyond that only says so.
   */
  readonly unlisted: "overage" | "implicit" | undefined;
}

/** A rule on the caller. */
export type CallerRule = (caller: Caller, expected: Expectation) => Verdict;

/** Reads whom a token is about. */
export function callerOf(token: DecodedToken): Caller {
  const { claims } = token;
  const text = (name: string): string => textClaim(claims, name) ?? "";
  return {
    isApplication: isApplicationToken(token),
    client: text("azp") || text("appid"),
    scopes: text("scp")
      .split(" ")
      .filter((scope) => scope !== ""),
    roles: listClaim(claims, "roles"),
    groups: listClaim(claims, "groups"),
    unlisted: unlistedIn(claims),
  };
}

/**
 * Whether the token was given to an application and not to a user: it has no scopes, and the client
 * proved itself (`azpacr`/`appidacr` 1 or 2; 0 is a public client such as the Azure CLI for a
 * user).
 */
function isApplicationToken({ claims }: DecodedToken): boolean {
  const proof = textClaim(claims, "azpacr") ?? textClaim(claims, "appidacr");
  return (
    !("scp" in claims) &&
    (textClaim(claims, "idtyp") === "app" || (proof !== undefined && proof !== "0"))
  );
}

/** Some tools write these claims as text. */
function unlistedIn(claims: DecodedToken["claims"]): Caller["unlisted"] {
  if (["true", "True", "1"].includes(String(claims["hasgroups"]))) return "implicit";
  const names = claims["_claim_names"];
  const isOverage =
    typeof names === "string" ? names.includes("groups") : isRecord(names) && "groups" in names;
  return isOverage ? "overage" : undefined;
}

/** Who asked. An application needs a role; a user comes by any client. */
export const compareClient: CallerRule = ({ client, isApplication, roles }, expected) => {
  if (isApplication) {
    return rightIf(
      roles.length > 0,
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
};

/** The scopes that the stack gives a client; none where it does not declare it. */
export function scopesFor(client: string, expected: Expectation): readonly string[] {
  if (client !== clientOf(expected)) return expected.clients[client] ?? [];
  return expected.scp.split(" ").filter((scope) => scope !== "");
}

/** Any scope or role will do for the API; the stack knows which ones its clients have. */
export const compareScopes: CallerRule = ({ isApplication, client, scopes, roles }, expected) => {
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
};

/** Whether the role that stands for the group is there, be it a user's or an application's. */
function hasRole({ roles }: Caller, expected: Expectation): boolean {
  return expected.roles !== undefined && roles.includes(expected.roles);
}

/**
 * The API's policy for whoever holds a good token: where there is a group, its claim or the role
 * that stands for it. The BDK's policy "Producer":
 * https://github.com/microsoft/Broadcast-Development-Kit/blob/main/src/ManagementApi/Startup.cs
 */
function isLetIn(caller: Caller, expected: Expectation): boolean {
  const { groups } = expected;
  return groups === undefined || caller.groups.includes(groups) || hasRole(caller, expected);
}

/** What roles are right, in a few words. */
export function rolesWanted({ isApplication }: Caller, { groups, roles }: Expectation): string {
  if (!isApplication) return "no group ids";
  return groups === undefined ? "any role" : (roles ?? "none stands for the group");
}

/** Roles by which an application is let in; group ids among them push the others out. */
export const compareRoles: CallerRule = (caller, expected) => {
  const isIn = isLetIn(caller, expected);
  if (caller.roles.some(isUuid)) {
    return (isIn ? differs : wrong)(
      "token.wrong.roles",
      '"emit_as_roles" is set on access tokens: group ids push the real roles out, and the "groups" claim is gone.',
    );
  }
  if (!caller.isApplication) return RIGHT;
  if (caller.roles.length === 0) return skipped("See azp.");
  return rightIf(
    isIn,
    "token.wrong.app-role",
    expected.roles === undefined
      ? "The application lacks the group that the API checks, and no role stands for it (403)."
      : `The application has neither the group that the API checks nor the role "${expected.roles}" (403).`,
  );
};

/** The groups of a token in a few words. */
export function groupsFound({ groups, unlisted }: Caller, expected: Expectation): string {
  if (unlisted !== undefined) return "too many to list";
  if (groups.length === 0) return "";
  if (expected.groups !== undefined && groups.includes(expected.groups)) {
    return `${expected.groups}${groups.length > 1 ? ` and ${groups.length - 1} more` : ""}`;
  }
  const other = expected.groups === undefined ? "" : "other ";
  return groups.length === 1 ? `1 ${other}group` : `${groups.length} ${other}groups`;
}

/** The group that the API checks. */
export const compareGroups: CallerRule = (caller, expected) => {
  if (expected.groups === undefined) return skipped("The API checks no group.");
  if (hasRole(caller, expected)) return skipped(`The role "${expected.roles ?? ""}" is enough.`);
  if (caller.groups.includes(expected.groups)) return RIGHT;
  if (caller.isApplication) return skipped("See roles.");
  if (caller.roles.some(isUuid)) return skipped("The group ids are in the roles.");
  switch (caller.unlisted) {
    case "implicit":
      return wrong(
        "token.wrong.groups-implicit",
        "It came through the implicit flow, which names no groups where there are six or more. That is no limit of the group claim.",
      );
    case "overage":
      return wrong(
        "token.wrong.groups-overage",
        "The user is in more than 200 groups, so the token names none and the API refuses it.",
      );
    case undefined:
      return wrong(
        "token.wrong.groups",
        "The user is not in the group that the API checks, or joined it after this token was issued.",
      );
  }
};
