/** What is said of one claim, and what is expected. */
import type { ExpectedToken } from "../../components/rules/outputs/expectedToken";
import type { StackOutputs } from "../../components/rules/outputs";
import type { FailureCode } from "../failures/failureCodes";

/** One claim: expected, found, and what that means. */
export interface ClaimVerdict {
  readonly claim: string;
  readonly expected: string;
  readonly found: string;
  /**
   * "wrong": the API refuses the token for it. "differs": it lets it in, but the stack's own
   * command gives another one. "skipped": says nothing here, because of another claim or of the
   * kind of token. "open": only a stack could tell.
   */
  readonly verdict: "right" | "wrong" | "differs" | "skipped" | "open";
  /** What a wrong value means, or why a claim does not count. A sentence. */
  readonly meaning?: string;
  /** Present where the token is not the one that the stack's command gives. */
  readonly code?: FailureCode;
}

/** A verdict without what was compared. */
export type Verdict = Omit<ClaimVerdict, "claim" | "expected" | "found">;

/** As expected. */
export const RIGHT: Verdict = { verdict: "right" };
/** The API refuses the token for it. */
export const wrong = (code: FailureCode, meaning: string): Verdict => ({
  verdict: "wrong",
  code,
  meaning,
});
/** As expected, or the API refuses the token for it. */
export const rightIf = (holds: boolean, code: FailureCode, meaning: string): Verdict =>
  holds ? RIGHT : wrong(code, meaning);
/** The API lets it in, and the stack expects something else. */
export const differs = (code: FailureCode, meaning: string): Verdict => ({
  verdict: "differs",
  code,
  meaning,
});
/** It says nothing here. */
export const skipped = (meaning: string): Verdict => ({ verdict: "skipped", meaning });

/** What the stack says of good tokens. */
export type Expectation = ExpectedToken & {
  /** Values of the scopes of each declared client, by client id. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
};

/** What a stack's outputs expect. */
export function expectationOf({
  expectedToken,
  declared,
}: Pick<StackOutputs, "expectedToken" | "declared">): Expectation {
  return { ...expectedToken, clients: declared.clients };
}

/** Claims by which a token is not the one that the stack's command gives. */
export function problemsOf(verdicts: readonly ClaimVerdict[]): readonly ClaimVerdict[] {
  return verdicts.filter(({ code }) => code !== undefined);
}
