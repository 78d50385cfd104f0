import { LIMITS } from "../../components/rules/limits";
import type { AzFailure } from "../az/azFailure";
import { withoutTraceback } from "../az/traceback";
import type { FailureCode } from "../failureCodes";
import { DEPLOY_ERRORS, DEPLOYER_REFUSALS } from "./deployErrors";
import type { Explanation } from "./explanation";
import { API_ERRORS, AZ_ERRORS } from "./otherErrors";
import { SIGN_IN_ERRORS } from "./signInErrors";

/** Every error that can be explained. Codes before words: a text may hold both. */
export const EXPLANATIONS: readonly Explanation[] = [
  ...SIGN_IN_ERRORS,
  ...DEPLOYER_REFUSALS,
  ...DEPLOY_ERRORS,
  ...AZ_ERRORS,
  ...API_ERRORS,
];

/** What a text turned out to mean. */
export type Explained =
  | { readonly kind: "known"; readonly explanation: Explanation }
  /** A code of Microsoft's that has no entry here. */
  | { readonly kind: "unknownCode"; readonly code: string; readonly link: string }
  | { readonly kind: "nothing" };

/** Finds the error in a text that somebody pasted. A code that stands in the text wins over words. Frames of tracebacks do not count. */
export function explain(pasted: string): Explained {
  const { rest, exception = "" } = withoutTraceback(pasted.slice(0, LIMITS.errorText));
  const text = `${rest}\n${exception}`;
  const code = /AADSTS(\d+)/i.exec(text)?.[1];
  if (code !== undefined) {
    const refusals = text.includes("clientCredentialsToken")
      ? [...DEPLOYER_REFUSALS, ...SIGN_IN_ERRORS]
      : [...SIGN_IN_ERRORS, ...DEPLOYER_REFUSALS];
    const explanation = refusals.find(({ matches }) => matches.test(`AADSTS${code}`));
    return explanation === undefined
      ? { kind: "unknownCode", code: `AADSTS${code}`, link: errorPage(code) }
      : { kind: "known", explanation };
  }
  const explanation = EXPLANATIONS.find(({ matches }) => matches.test(text));
  return explanation === undefined ? { kind: "nothing" } : { kind: "known", explanation };
}

/** Microsoft's own page of an error. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export function errorPage(code: string): string {
  return `https://login.microsoftonline.com/error?code=${code}`;
}

/** The code that a command ends with for an `az` failure. */
export function failureCodeOf(failure: AzFailure): FailureCode {
  switch (failure.kind) {
    case "missing":
      return "az.missing";
    case "timeout":
      return "az.timeout";
    case "unreachable":
      return "az.network";
    case "unreadable":
      return "az.unreadable";
    case "signedOut":
      return "token.refused.not-signed-in";
    case "refused": {
      const explained = explain(failure.code);
      return (
        (explained.kind === "known" ? explained.explanation.failureCode : undefined) ??
        "token.refused.other"
      );
    }
    case "notFound":
    case "denied":
      return "az.failed";
    case "crashed":
    case "failed": {
      const explained = explain(failure.text);
      return (
        (explained.kind === "known" ? explained.explanation.failureCode : undefined) ?? "az.failed"
      );
    }
  }
}
