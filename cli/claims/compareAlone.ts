/**
 * A token by itself, where no stack is known to compare it with: what every stack's API would
 * refuse is found all the same.
 */
import { CLOUDS } from "../../components/rules/clouds";
import { microsoftApi } from "../../components/rules/values/microsoftApis";
import { cloudOfIssuer } from "./clouds";
import { compareClaims } from "./compareClaims";
import type { ClaimVerdict, Expectation } from "./verdict";
import { type DecodedToken, listClaim, textClaim } from "./decodeToken";

/** Claims whose right value only the stack says. */
const OF_THE_STACK = ["tid", "aud", "ver", "azp", "appid", "scp", "groups"];

/**
 * Judges a token without a stack: its issuer against its own version and tenant, its times, and
 * what no token of such an API may be like. Every other claim is shown.
 *
 * @returns verdicts in the order of {@link compareClaims}.
 */
export function compareAlone(token: DecodedToken, now: Date): readonly ClaimVerdict[] {
  return compareClaims(token, expectedOfItself(token), now).map((verdict) => {
    const isOpen = verdict.claim === "groups" || verdict.verdict === "right";
    return OF_THE_STACK.includes(verdict.claim) && isOpen
      ? { claim: verdict.claim, expected: "", found: verdict.found, verdict: "open" }
      : verdict;
  });
}

/** The stack that the token would be right for; none has an API of Microsoft's own. */
function expectedOfItself({ claims }: DecodedToken): Expectation {
  const text = (name: string): string => textClaim(claims, name) ?? "";
  const [named = ""] = listClaim(claims, "aud");
  const isMicrosofts = microsoftApi(named) !== undefined;
  // Which cloud is right, only a stack says. An issuer of none is compared with the public one.
  const cloud = CLOUDS[cloudOfIssuer(text("iss")) ?? "public"];
  const audience = isMicrosofts ? "a client id" : named.replace(/\/$/, "");
  const common = { tid: text("tid"), scp: "", clients: {} };
  return text("ver") === "1.0"
    ? {
        ver: "1.0",
        audiences: [audience],
        iss: `${cloud.firstIssuer}${text("tid")}/`,
        appid: text("appid") || text("azp"),
        ...common,
      }
    : {
        ver: "2.0",
        aud: audience.replace(/^api:\/\//, ""),
        iss: `${cloud.login}${text("tid")}/v2.0`,
        azp: text("azp"),
        ...common,
      };
}
