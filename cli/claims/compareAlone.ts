/** A token by itself, where no stack is known to compare it with: what every stack's API would refuse is found all the same. */
import { type CloudName, CLOUDS } from "../../components/rules/clouds";
import type { ExpectedToken } from "../../components/rules/expectedToken";
import { type ClaimVerdict, compareClaims } from "./compareClaims";
import { type DecodedToken, textClaim } from "./decodeToken";
import { wellKnownApi } from "./tokenKind";

/** Claims whose right value only the stack says. */
const OF_THE_STACK = ["tid", "aud", "ver", "azp", "appid", "scp", "groups"];

/**
 * Judges a token without a stack: its issuer against its own version and tenant, its times, and what no token of such an API may be
 * like. Every other claim is shown.
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
function expectedOfItself({ claims }: DecodedToken): ExpectedToken {
  const text = (name: string): string => textClaim(claims, name) ?? "";
  const isMicrosofts = wellKnownApi(text("aud")) !== undefined;
  // A token does not say its cloud otherwise; an issuer of none is compared with the public one.
  const clouds = Object.keys(CLOUDS) as CloudName[];
  const cloud =
    clouds.find((name) =>
      [CLOUDS[name].login, CLOUDS[name].firstIssuer].some((issuer) =>
        text("iss").startsWith(issuer),
      ),
    ) ?? "public";
  const audience = isMicrosofts ? "a client id" : text("aud").replace(/\/$/, "");
  const common = { tid: text("tid"), scp: "" };
  return text("ver") === "1.0"
    ? {
        ver: "1.0",
        audiences: [audience],
        iss: `${CLOUDS[cloud].firstIssuer}${text("tid")}/`,
        appid: text("appid") || text("azp"),
        ...common,
      }
    : {
        ver: "2.0",
        aud: audience.replace(/^api:\/\//, ""),
        iss: `${CLOUDS[cloud].login}${text("tid")}/v2.0`,
        azp: text("azp"),
        ...common,
      };
}
