/** A token by itself, where no stack is known to compare it with: what every stack's API would refuse is found all the same. */
import { LOGIN_INSTANCE } from "../../components/rules/expectedToken";
import { microsoftApi } from "../../components/rules/microsoftApis";
import { cloudOf } from "./clouds";
import { compareClaims } from "./compareClaims";
import type { ClaimVerdict, Expectation } from "./verdict";
import { type DecodedToken, textClaim } from "./decodeToken";

/** Claims whose right value only the stack says. */
const OF_THE_STACK = ["tid", "aud", "azp", "scp", "groups"];

/**
 * Judges a token without a stack: its version, its issuer against its own tenant, its times, and what no token of such an API may
 * be like. Every other claim is shown.
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
  const cloud = cloudOf(text("iss"));
  const isMicrosofts = microsoftApi(text("aud")) !== undefined;
  return {
    aud: isMicrosofts ? "a client id" : text("aud").replace(/^api:\/\/|\/$/g, ""),
    // Which cloud is right, only a stack says.
    iss: `${cloud === undefined ? LOGIN_INSTANCE : `https://${cloud}/`}${text("tid")}/v2.0`,
    ver: "2.0",
    tid: text("tid"),
    azp: text("azp") || text("appid"),
    scp: "",
    clients: {},
  };
}
