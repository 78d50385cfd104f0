/**
 * How `az` must behave for us, whatever the user's own settings.
 * https://learn.microsoft.com/cli/azure/azure-cli-configuration
 */
const SETTINGS = {
  AZURE_CORE_NO_COLOR: "yes",
  AZURE_CORE_SURVEY_MESSAGE: "no",
  AZURE_CORE_DISABLE_PROGRESS_BAR: "yes",
  AZURE_CORE_LOGIN_EXPERIENCE_V2: "off",
  // Else a refusal is replayed from disk for a minute, although its cause is gone.
  AZURE_CORE_USE_MSAL_HTTP_CACHE: "false",
};

/** The environment of every `az` that this command line starts. */
export function azEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return { ...environment, ...SETTINGS };
}

/**
 * Arguments of `az` for an answer that can be read, whatever output form the user has configured.
 */
export function forReading(args: readonly string[]): readonly string[] {
  return [...args, "--output", "json"];
}
