/** A token against the stack's `expectedToken`, claim by claim: one small rule each. Pure; signatures are not its business. */
import { AZURE_CLI_CLIENT_ID } from "../../components/rules/clients";
import { audiencesOf, clientOf, type ExpectedToken } from "../../components/rules/expectedToken";
import { isUuid } from "../../components/rules/schema";
import type { FailureCode } from "../failureCodes";
import { type DecodedToken, listClaim, textClaim, timeClaim } from "./decodeToken";
import { wellKnownApi } from "./tokenKind";

/** One claim: expected, found, and what that means. */
export interface ClaimVerdict {
  readonly claim: string;
  readonly expected: string;
  readonly found: string;
  /** "skipped": says nothing here, because of another claim or of the kind of token. "open": only a stack could tell. */
  readonly verdict: "right" | "wrong" | "skipped" | "open";
  /** What a wrong value means, or why a claim does not count. A sentence. */
  readonly meaning?: string;
  /** Present on wrong claims only. */
  readonly code?: FailureCode;
}

type Verdict = Omit<ClaimVerdict, "claim" | "expected" | "found">;

const RIGHT: Verdict = { verdict: "right" };
const wrong = (code: FailureCode, meaning: string): Verdict => ({
  verdict: "wrong",
  code,
  meaning,
});
const skipped = (meaning: string): Verdict => ({ verdict: "skipped", meaning });

/** The difference between clocks that token validators let pass: five minutes, as in Microsoft.IdentityModel. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Whether the token was given to an application and not to a user: it has no scopes, and the client proved itself
 * (`azpacr`/`appidacr` 1 or 2; 0 is a public client such as the Azure CLI for a user).
 */
export function isApplicationToken({ claims }: DecodedToken): boolean {
  const proof = textClaim(claims, "azpacr") ?? textClaim(claims, "appidacr");
  return (
    !("scp" in claims) &&
    (textClaim(claims, "idtyp") === "app" || (proof !== undefined && proof !== "0"))
  );
}

/**
 * Compares every claim that decides.
 *
 * @returns verdicts in a fixed order; the first wrong one is the cause of those after it.
 */
export function compareClaims(
  token: DecodedToken,
  expected: ExpectedToken,
  now: Date,
): readonly ClaimVerdict[] {
  const { claims } = token;
  const isApplication = isApplicationToken(token);
  const text = (name: string): string => textClaim(claims, name) ?? "";
  const version = text("ver");
  const audience = text("aud");
  const audiences = audiencesOf(expected);
  // The other version's names too: the version is wrong then, not the API.
  const isForThisApi = audiences
    .flatMap((name) => [name, `api://${name}`])
    .includes(withoutSlash(audience));
  const client = text("azp") || text("appid");
  const scopes = text("scp")
    .split(" ")
    .filter((scope) => scope !== "");
  const roles = listClaim(claims, "roles");
  const otherApi = skipped("It belongs to the other API.");
  const of = (claim: string, wanted: string, found: string, verdict: Verdict): ClaimVerdict => ({
    claim,
    expected: wanted,
    found: found === "" ? "(absent)" : found,
    ...verdict,
  });
  return [
    of("tid", expected.tid, text("tid"), compareTenant(text("tid"), expected)),
    of(
      "aud",
      audiences.join(" or "),
      audience,
      compareAudience(audience, version, isForThisApi, expected),
    ),
    of("ver", expected.ver, version, isForThisApi ? compareVersion(version, expected) : otherApi),
    of(
      "iss",
      expected.iss,
      text("iss"),
      compareIssuer(text("iss"), version, text("tid"), expected),
    ),
    of(
      expected.ver === "1.0" ? "appid" : "azp",
      isApplication ? "any application" : clientOf(expected),
      client,
      isForThisApi ? compareClient(client, isApplication, roles, expected) : otherApi,
    ),
    of(
      "scp",
      isApplication ? "none" : expected.scp || "any",
      scopes.join(" "),
      isForThisApi ? compareScopes(scopes, isApplication, expected) : otherApi,
    ),
    of(
      "roles",
      isApplication ? (expected.roles ?? "any") : "no group ids",
      roles.join(" "),
      isForThisApi ? compareRoles(roles, isApplication) : otherApi,
    ),
    of(
      "groups",
      expected.groups ?? "any",
      groupsFound(claims, expected),
      isForThisApi ? compareGroups(claims, roles, isApplication, expected) : otherApi,
    ),
    of("nbf", "in the past", showTime(timeClaim(claims, "nbf")), compareStart(claims, now)),
    of("exp", "in the future", showTime(timeClaim(claims, "exp")), compareEnd(claims, now)),
  ];
}

function compareTenant(tenant: string, expected: ExpectedToken): Verdict {
  return tenant === expected.tid
    ? RIGHT
    : wrong(
        "token.wrong.tenant",
        "It was issued by another tenant: sign in to the stack's tenant.",
      );
}

function compareAudience(
  audience: string,
  version: string,
  isForThisApi: boolean,
  expected: ExpectedToken,
): Verdict {
  if (!isForThisApi) {
    const name = wellKnownApi(audience);
    return wrong(
      "token.wrong.api",
      name === undefined
        ? "It is for another API: ask with this API's client id."
        : `It is for ${name}, not for this API: ask with "--resource" and this API's client id.`,
    );
  }
  return expected.ver === "1.0" || version !== "1.0" || !audience.startsWith("api:")
    ? RIGHT
    : wrong(
        "token.wrong.version",
        "Version 1 tokens name the URI that was asked for, not the client id.",
      );
}

function compareVersion(version: string, expected: ExpectedToken): Verdict {
  return version === expected.ver
    ? RIGHT
    : wrong(
        "token.wrong.version",
        expected.ver === "1.0"
          ? "The registration asks for version 2 tokens; the API accepts version 1."
          : "The registration does not ask for version 2 tokens, which is what the API accepts.",
      );
}

function compareIssuer(
  issuer: string,
  version: string,
  tenant: string,
  expected: ExpectedToken,
): Verdict {
  if (issuer === expected.iss) return RIGHT;
  if (version !== expected.ver && tenant === expected.tid && issuer.includes(expected.tid)) {
    return wrong(
      "token.wrong.version",
      `This is how version ${version === "1.0" ? 1 : 2} tokens name the tenant.`,
    );
  }
  return tenant === expected.tid
    ? wrong("token.wrong.issuer", "The tenant's sign-in service did not issue it.")
    : wrong("token.wrong.tenant", "Another tenant issued it.");
}

function compareClient(
  client: string,
  isApplication: boolean,
  roles: readonly string[],
  expected: ExpectedToken,
): Verdict {
  if (isApplication) {
    if (roles.length === 0) {
      return wrong(
        "token.wrong.service-principal",
        "A service principal asked for it and holds no app role of this API; pre-authorization is for users. Sign in as a user, or assign the role.",
      );
    }
    // Without a group every token that has a role passes.
    if (expected.groups === undefined || roles.includes(expected.roles ?? "")) return RIGHT;
    return wrong(
      "token.wrong.service-principal",
      expected.roles === undefined
        ? "A service principal asked for it; this API lets only members of its group in. Sign in as a user."
        : `A service principal asked for it and holds roles of this API, but not "${expected.roles}", which lets applications in.`,
    );
  }
  return client === clientOf(expected)
    ? RIGHT
    : wrong(
        "token.wrong.client",
        clientOf(expected) === AZURE_CLI_CLIENT_ID
          ? "Another client than the Azure CLI asked for it."
          : "Another client asked for it.",
      );
}

function compareScopes(
  scopes: readonly string[],
  isApplication: boolean,
  expected: ExpectedToken,
): Verdict {
  if (isApplication) return skipped("Scopes are for users; an application has app roles.");
  const missing = expected.scp
    .split(" ")
    .filter((scope) => scope !== "" && !scopes.includes(scope));
  if (missing.length === 0 && scopes.length > 0) return RIGHT;
  return wrong(
    "token.wrong.scopes",
    scopes.length === 0
      ? "The API refuses a token with neither scopes nor roles (IDW10201)."
      : `Missing: ${missing.map((scope) => `"${scope}"`).join(", ")}. The Azure CLI is not pre-authorized for it, or it is switched off.`,
  );
}

function compareRoles(roles: readonly string[], isApplication: boolean): Verdict {
  if (roles.some(isUuid)) {
    return wrong(
      "token.wrong.roles",
      '"emit_as_roles" is set on access tokens: group ids push the real roles out, and the "groups" claim is gone.',
    );
  }
  if (isApplication && roles.length === 0) return skipped("See azp.");
  return RIGHT;
}

function hasOverage(claims: DecodedToken["claims"]): boolean {
  const names = claims["_claim_names"];
  return (
    (typeof names === "object" && names !== null && "groups" in names) ||
    claims["hasgroups"] === true
  );
}

function groupsFound(claims: DecodedToken["claims"], expected: ExpectedToken): string {
  if (hasOverage(claims)) return "too many to list";
  const groups = listClaim(claims, "groups");
  if (groups.length === 0) return "";
  if (expected.groups !== undefined && groups.includes(expected.groups)) {
    return `${expected.groups}${groups.length > 1 ? ` and ${groups.length - 1} more` : ""}`;
  }
  const other = expected.groups === undefined ? "" : "other ";
  return groups.length === 1 ? `1 ${other}group` : `${groups.length} ${other}groups`;
}

function compareGroups(
  claims: DecodedToken["claims"],
  roles: readonly string[],
  isApplication: boolean,
  expected: ExpectedToken,
): Verdict {
  if (expected.groups === undefined) return skipped("The API checks no group.");
  if (isApplication) return skipped("Groups are for users.");
  if (expected.roles !== undefined && roles.includes(expected.roles)) {
    return skipped(`The role "${expected.roles}" is enough.`);
  }
  if (roles.some(isUuid)) return skipped("The group ids are in the roles.");
  if (listClaim(claims, "groups").includes(expected.groups)) return RIGHT;
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

function compareStart(claims: DecodedToken["claims"], now: Date): Verdict {
  const start = timeClaim(claims, "nbf");
  return start === undefined || start.getTime() <= now.getTime() + CLOCK_SKEW_MS
    ? RIGHT
    : wrong("token.wrong.not-yet-valid", "It is valid only later: this machine's clock is behind.");
}

function compareEnd(claims: DecodedToken["claims"], now: Date): Verdict {
  const end = timeClaim(claims, "exp");
  return end !== undefined && end > now
    ? RIGHT
    : wrong(
        "token.wrong.expired",
        "It has expired: get a new one. If it is new, this machine's clock is ahead.",
      );
}

function showTime(time: Date | undefined): string {
  return time === undefined ? "" : time.toISOString().replace(".000Z", "Z");
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, "");
}
