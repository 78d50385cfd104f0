import { CLOCK_SKEW_MS } from "../../claims/compareClaims";
import { decodeToken, timeClaim } from "../../claims/decodeToken";
import { type Check, error, passed, skipped } from "../check";

/**
 * Whether this machine's clock agrees with the sign-in service's. az reckons by this clock when a
 * token ends; the token itself says it by the service's. The difference is the error of the clock,
 * also for a token out of az's cache.
 */
export const clockCheck: Check = {
  id: "clock",
  title: "This machine's clock is right",
  needs: ["token"],
  async run(context) {
    const { accessToken, expires_on: seconds, expiresOn } = await context.facts.token();
    const ends = timeClaim(decodeToken(accessToken)?.claims ?? {}, "exp");
    // Older versions of az write local time only, as "2026-01-31 12:00:00.000000".
    const reckoned = seconds === undefined ? Date.parse(expiresOn ?? "") : seconds * 1000;
    if (ends === undefined || Number.isNaN(reckoned)) {
      return skipped("az does not say when the token ends");
    }
    const ahead = reckoned - ends.getTime();
    if (Math.abs(ahead) <= CLOCK_SKEW_MS) return passed();
    const minutes = Math.round(Math.abs(ahead) / 60_000);
    return error(
      `This machine's clock is ${minutes} minutes ${ahead > 0 ? "ahead" : "behind"}: tokens seem expired or not yet valid here.`,
      [
        `the token ends at ${ends.toISOString()}; by this clock az expects ${new Date(reckoned).toISOString()}`,
      ],
      { text: "Set the clock (time zone and time), best by the network, then sign in again." },
    );
  },
};
