/** How the played az fails: with az's own words, which the tools read. */

/** A command that ends with an exit code other than 0. */
export class AzError extends Error {
  public override readonly name = "AzError";

  public constructor(
    message: string,
    public readonly exitCode = 1,
  ) {
    super(message);
  }
}

/**
 * A Python exception that az does not catch: it prints the traceback. The frames of the real one
 * are left out.
 */
export function pythonError(exception: string): AzError {
  const [, message = exception] = /^[\w.]+: (.*)$/s.exec(exception) ?? [];
  return new AzError(
    [
      "The command failed with an unexpected error. Here is the traceback:",
      `ERROR: ${message}`,
      "Traceback (most recent call last):",
      exception,
      "To check existing issues, please visit: https://github.com/Azure/azure-cli/issues",
    ].join("\n"),
  );
}

/** Something that az does and the player does not. A test that meets it fails, by this name. */
export class NotPlayed extends Error {
  public override readonly name = "NotPlayed";

  public constructor(what: string) {
    super(`The player of az does not play ${what}.`);
  }
}
