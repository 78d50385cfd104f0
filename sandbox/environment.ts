/**
 * The environment of clients in the sandbox: where the directory is, whom to trust, who signs in,
 * and nothing of the user's own.
 */
import type { Directory } from "./directory";

/**
 * What of a running directory its clients need: all of it plain text, so that it can be printed for
 * another terminal.
 */
export type DirectoryAddress = Pick<Directory, "proxyUrl" | "caFile" | "tenantId" | "deployer">;

/**
 * The variables for the real `az`, the real azuread provider and this project's own clients. Proxy
 * variables are given in both spellings, because tools differ in which one wins.
 *
 * @param azureConfigDir the run's own, for the Azure CLI's configuration, accounts and token cache.
 */
export function clientEnvironment(
  directory: DirectoryAddress,
  { azureConfigDir }: { readonly azureConfigDir: string },
): Record<string, string> {
  const noProxy = "localhost,127.0.0.1";
  return {
    HTTPS_PROXY: directory.proxyUrl,
    https_proxy: directory.proxyUrl,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    // Trust is set apart for each runtime: Go, Python, Node.
    SSL_CERT_FILE: directory.caFile,
    REQUESTS_CA_BUNDLE: directory.caFile,
    NODE_EXTRA_CA_CERTS: directory.caFile,
    ARM_CLIENT_ID: directory.deployer.clientId,
    ARM_CLIENT_SECRET: directory.deployer.clientSecret,
    ARM_TENANT_ID: directory.tenantId,
    ARM_USE_CLI: "false",
    ARM_ENVIRONMENT: "public",
    AZURE_CONFIG_DIR: azureConfigDir,
    AZURE_CORE_COLLECT_TELEMETRY: "no",
    // az would survey, colour and offer a choice of subscriptions.
    AZURE_CORE_SURVEY_MESSAGE: "no",
    AZURE_CORE_NO_COLOR: "yes",
    AZURE_CORE_LOGIN_EXPERIENCE_V2: "off",
    // Else a refusal is replayed from disk for a minute, whatever has changed meanwhile.
    AZURE_CORE_USE_MSAL_HTTP_CACHE: "false",
    AZURE_CORE_ENCRYPT_TOKEN_CACHE: "false",
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

/**
 * Names of variables that must not reach a client in the sandbox: credentials, clouds, proxies and
 * trust from outside would lead it out of the sandbox or into the user's own login. Only what grep
 * and PowerShell read alike, because terminals use it too.
 */
export const FOREIGN_VARIABLE =
  /^(ARM_|AZURE_|AZUREAD_|MSAL_|IDENTITY_|MSI_|ACTIONS_ID_TOKEN_|SSL_CERT_|HTTPS?_PROXY$|ALL_PROXY$|NO_PROXY$|FTP_PROXY$|REQUESTS_CA_BUNDLE$|CURL_CA_BUNDLE$|NODE_EXTRA_CA_CERTS$|NODE_TLS_REJECT_UNAUTHORIZED$|BROWSER$)/i;

/**
 * Whether a variable of the user must not reach a client in the sandbox. Names are compared without
 * regard to case.
 */
export function isForeignVariable(name: string): boolean {
  return FOREIGN_VARIABLE.test(name);
}

/** A copy of an environment without the variables that must not be inherited. */
export function withoutForeignVariables(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || isForeignVariable(name) ? [] : [[name, value]],
    ),
  );
}
