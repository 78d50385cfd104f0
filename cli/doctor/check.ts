/**
 * What a check is, and what it is given. The runner and the printers know only this; no check knows
 * another one's code.
 */
import type { CliError } from "../cliError";
import type { Remedy } from "../failures/failure";
import type { Stack } from "../outputs/outputsSource";
import type { ApiCaller } from "./callApi";
import type { AskedFacts } from "./facts";

/** The stack, or why it could not be read. */
export type StackResult =
  { readonly ok: true; readonly stack: Stack } | { readonly ok: false; readonly error: CliError };

/** What every check is given. */
export interface CheckContext {
  readonly stackResult: StackResult;
  readonly facts: AskedFacts;
  readonly now: () => Date;
  /** An address of the API to call with the token; undefined: none was named. */
  readonly url: URL | undefined;
  readonly callApi: ApiCaller;
}

/** Something wrong. Finding and advice are apart: the one is a fact, the other a proposal. */
export interface Finding {
  readonly kind: "found";
  /** What is wrong, and for what it matters. A sentence or two. */
  readonly summary: string;
  /** What was seen, a line each. Never a token. */
  readonly evidence: readonly string[];
  readonly fix: Remedy;
  /**
   * "error": the token or the API fails by it, and checks that build on this one are not made.
   * "warning": it works all the same.
   */
  readonly severity: "error" | "warning";
}

/** How a check ended. */
export type Outcome =
  | { readonly kind: "passed"; readonly detail?: string }
  | Finding
  /** It could not be made: not a pass. Checks that build on it are made all the same. */
  | { readonly kind: "skipped"; readonly why: string };

/** What became of a check in a run. */
export type CheckResult =
  | Outcome
  /** Not made, because a check that it builds on failed. */
  | { readonly kind: "blocked"; readonly by: readonly string[] }
  /** A bug in the check: not a finding. */
  | { readonly kind: "crashed"; readonly error: string };

/** One check. Each lives in a file named after its id. */
export interface Check {
  /** Stable, in kebab case; the code of its finding is `doctor.<id>`. */
  readonly id: string;
  /** What is true when it passes, as a short sentence without a full stop. */
  readonly title: string;
  /** Ids of earlier checks without which this one says nothing. */
  readonly needs: readonly string[];
  /** @throws Unanswered where a fact cannot be read that it has no word about. */
  readonly run: (context: CheckContext) => Outcome | Promise<Outcome>;
  /** It says something only where the registration is all the stack's. */
  readonly ownersOnly?: true;
}

/** The check has nothing against it. */
export function passed(detail?: string): Outcome {
  return detail === undefined ? { kind: "passed" } : { kind: "passed", detail };
}

/** Something is wrong that tokens or the API fail by. */
export function error(summary: string, evidence: readonly string[], fix: Remedy): Outcome {
  return { kind: "found", summary, evidence, fix, severity: "error" };
}

/** Something is wrong that tokens survive. */
export function warning(summary: string, evidence: readonly string[], fix: Remedy): Outcome {
  return { kind: "found", summary, evidence, fix, severity: "warning" };
}

/** The check could not be made. */
export function skipped(why: string): Outcome {
  return { kind: "skipped", why };
}
