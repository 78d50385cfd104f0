/**
 * A token against the stack, claim by claim: one small rule each. Pure; signatures are not its
 * business. "wrong" is what the API refuses: it checks audience and tenant, and, where there is a
 * group, that claim or its role
 * (https://github.com/microsoft/Broadcast-Development-Kit/blob/main/src/ManagementApi/Startup.cs).
 * It has no rule on the client.
 */
import {
  audiencesOf,
  clientOf,
  type ExpectedToken,
} from "../../components/rules/outputs/expectedToken";
import { microsoftApi } from "../../components/rules/values/microsoftApis";
import {
  compareClient,
  compareGroups,
  compareRoles,
  compareScopes,
  groupsFound,
  scopesFor,
} from "./callerRules";
import { cloudOf, shareCloud } from "./clouds";
import { type DecodedToken, excerpt, listClaim, textClaim, timeClaim } from "./decodeToken";
import {
  type ClaimVerdict,
  type Expectation,
  RIGHT,
  skipped,
  type Verdict,
  wrong,
} from "./verdict";

/**
 * The difference between clocks that token validators let pass: five minutes, as in
 * Microsoft.IdentityModel.
 */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** Versions of tokens, by what Entra ID writes into `ver`. */
export const VERSIONS: Readonly<Partial<Record<string, string>>> = { "1.0": "1", "2.0": "2" };

/**
 * Whether the token was given to an application and not to a user: it has no scopes, and the client
 * proved itself (`azpacr`/`appidacr` 1 or 2; 0 is a public client such as the Azure CLI for a
 * user).
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
  expected: Expectation,
  now: Date,
): readonly ClaimVerdict[] {
  const { claims } = token;
  const isApplication = isApplicationToken(token);
  const text = (name: string): string => textClaim(claims, name) ?? "";
  const version = text("ver");
  const audiences = audiencesOf(expected);
  // The other version's names too: the version is wrong then, not the API.
  const names = audiences.flatMap((name) => [name, `api://${name}`]);
  // In a list, one that fits is enough (RFC 7519, 4.1.3), as it is for the API's library.
  const named = listClaim(claims, "aud");
  const ours = named.find((each) => names.includes(each.replace(/\/$/, "")));
  const isForThisApi = ours !== undefined;
  const audience = ours ?? named[0] ?? "";
  const client = text("azp") || text("appid");
  const scopes = text("scp")
    .split(" ")
    .filter((scope) => scope !== "");
  const roles = listClaim(claims, "roles");
  const otherApi = skipped("It belongs to the other API.");
  const of = (claim: string, wanted: string, found: string, verdict: Verdict): ClaimVerdict => ({
    claim,
    expected: excerpt(wanted),
    found: excerpt(found === "" ? formOf(claims[claim]) : found),
    ...verdict,
  });
  return [
    of("tid", expected.tid, text("tid"), compareTenant(text("tid"), expected)),
    of(
      "aud",
      audiences.join(" or "),
      named.join(", "),
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
      isApplication ? "none" : scopesFor(client, expected).join(" ") || "any",
      scopes.join(" "),
      isForThisApi ? compareScopes(scopes, roles, client, isApplication, expected) : otherApi,
    ),
    of(
      "roles",
      isApplication
        ? expected.groups === undefined
          ? "any role"
          : (expected.roles ?? "none stands for the group")
        : "no group ids",
      roles.join(" "),
      isForThisApi ? compareRoles(claims, isApplication, expected) : otherApi,
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

/** A claim in whose place nothing that can be read stands: as it is, or that it is not there. */
function formOf(value: unknown): string {
  return value === undefined || value === "" ? "(absent)" : JSON.stringify(value);
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
    const name = microsoftApi(audience);
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
        VERSIONS[version] === undefined
          ? 'Entra ID writes "1.0" or "2.0" there, as text.'
          : expected.ver === "1.0"
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
  const isOtherCloud = cloudOf(issuer) !== undefined && !shareCloud(issuer, expected.iss);
  const isOtherVersion = version !== expected.ver && issuer.includes(expected.tid);
  if (isOtherVersion && tenant === expected.tid && !isOtherCloud) {
    return wrong(
      "token.wrong.version",
      `This is how version ${VERSIONS[version] ?? "2"} tokens name the tenant.`,
    );
  }
  return tenant === expected.tid
    ? wrong(
        "token.wrong.issuer",
        isOtherCloud
          ? `The sign-in service of another cloud issued it (${new URL(issuer).host}).`
          : "The tenant's sign-in service did not issue it.",
      )
    : wrong("token.wrong.tenant", "Another tenant issued it.");
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
        end === undefined
          ? "It does not say until when it is good, and the API takes no token without that."
          : "It has expired: get a new one. If it is new, this machine's clock is ahead.",
      );
}

function showTime(time: Date | undefined): string {
  return time === undefined ? "" : time.toISOString().replace(".000Z", "Z");
}
