import { compareClaims } from "../../claims/compareClaims";
import { expectationOf, problemsOf } from "../../claims/verdict";
import { decodeToken } from "../../claims/decodeToken";
import { signatureFlaw, verifySignature } from "../../claims/verifySignature";
import { type Check, error, passed, skipped } from "../check";
import { freshSignIn } from "../../failures/failure";
import { outputsOf } from "../context";

/** Whether the token is as the stack expects, and signed by the tenant. */
export const claimsCheck: Check = {
  id: "claims",
  title: "The token is one that the API accepts",
  needs: [
    "outputs",
    "identity",
    "token-version",
    "claims-settings",
    "membership",
    "group-count",
    "token",
    "clock",
  ],
  async run(context) {
    const { accessToken } = await context.facts.token();
    const decoded = decodeToken(accessToken);
    if (decoded === undefined) return skipped("the token cannot be read");
    const verdicts = compareClaims(decoded, expectationOf(outputsOf(context)), context.now());
    const wrong = problemsOf(verdicts);
    const [first] = wrong;
    if (first?.code !== undefined) {
      return error(
        `The token is not one that the API accepts. ${first.meaning ?? ""}`.trim(),
        wrong.map(
          ({ claim, expected, found }) => `${claim}: expected "${expected}", found "${found}"`,
        ),
        {
          // Everything that decides about tokens was checked and is right, so the token is older
          // than that.
          text: "The directory is as the stack declares, so az holds a token from before: sign in again.",
          commands: freshSignIn(outputsOf(context)),
          otherwise:
            "A change reaches every server of Entra ID within minutes: wait that long, then sign out and in once more.",
        },
      );
    }
    const flaw = signatureFlaw(decoded, accessToken);
    const signature =
      flaw === undefined
        ? await verifySignature(accessToken, context.facts.keys)
        : ({ kind: "wrong", why: flaw } as const);
    if (signature.kind !== "wrong") {
      return passed(`signature ${signature.kind === "verified" ? "verified" : "not checked"}`);
    }
    return error(`The token's signature is wrong: ${signature.why}.`, [], {
      text: "Something between this machine and the sign-in service changes its answers; ask whoever runs your network.",
    });
  },
};
