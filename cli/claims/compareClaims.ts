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
  type CallerRule,
  callerOf,
  compareClient,
  compareGroups,
  compareRoles,
  compareScopes,
  groupsFound,
  rolesWanted,
  scopesFor,
} from "./callerRules";
import { cloudOfIssuer, shareCloud } from "./clouds";
import { type DecodedToken, excerpt, listClaim, textClaim, timeClaim } from "./decodeToken";
import {
  type ClaimVerdict,
  type Expectation,
  RIGHT,
  rightIf,
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
  const text = (name: string): string => textClaim(claims, name) ?? "";
  const [tenant, issuer, version] = [text("tid"), text("iss"), text("ver")];
  const [start, end] = [timeClaim(claims, "nbf"), timeClaim(claims, "exp")];
  const caller = callerOf(token);
  const audiences = audiencesOf(expected);
  // The other version's names too: the version is wrong then, not the API.
  const names = audiences.flatMap((name) => [name, `api://${name}`]);
  // In a list, one that fits is enough (RFC 7519, 4.1.3), as it is for the API's library.
  const named = listClaim(claims, "aud");
  const ours = named.find((each) => names.includes(each.replace(/\/$/, "")));
  const of = (claim: string, wanted: string, found: string, verdict: Verdict): ClaimVerdict => ({
    claim,
    expected: excerpt(wanted),
    found: excerpt(found === "" ? formOf(claims[claim]) : found),
    ...verdict,
  });
  const ifOurs = (verdict: Verdict): Verdict =>
    ours === undefined ? skipped("It belongs to the other API.") : verdict;
  const ofCaller = (claim: string, wanted: string, found: string, compare: CallerRule) =>
    of(claim, wanted, found, ifOurs(compare(caller, expected)));
  return [
    of("tid", expected.tid, tenant, compareTenant(tenant, expected)),
    of(
      "aud",
      audiences.join(" or "),
      named.join(", "),
      ours === undefined ? otherApi(named[0] ?? "") : compareAudience(ours, version, expected),
    ),
    of("ver", expected.ver, version, ifOurs(compareVersion(version, expected))),
    of("iss", expected.iss, issuer, compareIssuer(issuer, version, tenant, expected)),
    ofCaller(
      expected.ver === "1.0" ? "appid" : "azp",
      caller.isApplication ? "any application" : clientOf(expected),
      caller.client,
      compareClient,
    ),
    ofCaller(
      "scp",
      caller.isApplication ? "none" : scopesFor(caller.client, expected).join(" ") || "any",
      caller.scopes.join(" "),
      compareScopes,
    ),
    ofCaller("roles", rolesWanted(caller, expected), caller.roles.join(" "), compareRoles),
    ofCaller("groups", expected.groups ?? "any", groupsFound(caller, expected), compareGroups),
    of("nbf", "in the past", showTime(start), compareStart(start, now)),
    of("exp", "in the future", showTime(end), compareEnd(end, now)),
  ];
}

/** A claim in whose place nothing that can be read stands: as it is, or that it is not there. */
function formOf(value: unknown): string {
  return value === undefined || value === "" ? "(absent)" : JSON.stringify(value);
}

function compareTenant(tenant: string, expected: ExpectedToken): Verdict {
  return rightIf(
    tenant === expected.tid,
    "token.wrong.tenant",
    "It was issued by another tenant: sign in to the stack's tenant.",
  );
}

function otherApi(audience: string): Verdict {
  const name = microsoftApi(audience);
  return wrong(
    "token.wrong.api",
    name === undefined
      ? "It is for another API: ask with this API's client id."
      : `It is for ${name}, not for this API: ask with "--resource" and this API's client id.`,
  );
}

function compareAudience(audience: string, version: string, expected: ExpectedToken): Verdict {
  return rightIf(
    expected.ver === "1.0" || version !== "1.0" || !audience.startsWith("api:"),
    "token.wrong.version",
    "Version 1 tokens name the URI that was asked for, not the client id.",
  );
}

function compareVersion(version: string, expected: ExpectedToken): Verdict {
  return rightIf(
    version === expected.ver,
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
  if (tenant !== expected.tid) return wrong("token.wrong.tenant", "Another tenant issued it.");
  const isOtherCloud = cloudOfIssuer(issuer) !== undefined && !shareCloud(issuer, expected.iss);
  if (isOtherCloud) {
    return wrong(
      "token.wrong.issuer",
      `The sign-in service of another cloud issued it (${new URL(issuer).host}).`,
    );
  }
  return version !== expected.ver && issuer.includes(expected.tid)
    ? wrong(
        "token.wrong.version",
        `This is how version ${VERSIONS[version] ?? "2"} tokens name the tenant.`,
      )
    : wrong("token.wrong.issuer", "The tenant's sign-in service did not issue it.");
}

function compareStart(start: Date | undefined, now: Date): Verdict {
  return rightIf(
    start === undefined || start.getTime() <= now.getTime() + CLOCK_SKEW_MS,
    "token.wrong.not-yet-valid",
    "It is valid only later: this machine's clock is behind.",
  );
}

function compareEnd(end: Date | undefined, now: Date): Verdict {
  return rightIf(
    end !== undefined && end > now,
    "token.wrong.expired",
    end === undefined
      ? "It does not say until when it is good, and the API takes no token without that."
      : "It has expired: get a new one. If it is new, this machine's clock is ahead.",
  );
}

function showTime(time: Date | undefined): string {
  return time === undefined ? "" : time.toISOString().replace(".000Z", "Z");
}
