import { CliError } from "./cliError";

/** A package of its own: whoever needs no sandbox installs the tools without it. */
const SANDBOX = "management-api-sandbox";

/**
 * What to say where a package is missing: an installation that is not whole is no bug.
 *
 * @param error what loading a module threw, or anything else.
 * @returns undefined where it is something else, such as a missing file of this project.
 */
export function missingPackage(error: unknown): CliError | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) {
    return undefined;
  }
  const name = /^Cannot find module '((?:@[\w.-]+\/)?[\w-][\w.-]*)/.exec(error.message)?.[1];
  if (name === undefined) return undefined;
  if (name === SANDBOX) {
    return new CliError("package.missing", `"--sandbox" needs the package "${SANDBOX}".`, [
      `Install it, in a clone with "npm ci", elsewhere from its file beside this one:`,
      `npm install ${SANDBOX}-<version>.tgz`,
    ]);
  }
  return new CliError(
    "package.missing",
    `The package "${name}" is not installed, and this command needs it.`,
    ["Install all that is declared again:", "npm ci"],
  );
}
