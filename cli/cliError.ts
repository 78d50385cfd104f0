import type { FailureCode } from "./failures/failureCodes";

/** An expected failure, told to people without a stack trace. The command line ends with 1. */
export class CliError extends Error {
  override readonly name = "CliError";

  /**
   * @param code stable; programs match this, never the text.
   * @param message what is wrong: names the thing in double quotes, the value (never a secret) and
   * the rule.
   * @param remedy the way out, a line each; commands stand alone on their line.
   */
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly remedy: readonly string[] = [],
  ) {
    super(message);
  }
}

/** Wrong usage that only a command itself can see. The command line ends with 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
