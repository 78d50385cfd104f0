/**
 * The exact commands. They hold only ids, so that they need no quoting in bash, zsh, cmd or PowerShell and can be shown
 * anywhere. This is the only place that builds them: what the stack prints is what the tools run.
 */

/** What a command needs to know of a stack. */
export interface TokenTarget {
  /** The API's application (client) id. */
  readonly clientId: string;
  /** The tenant that the API lives in. */
  readonly tenantId: string;
}

/**
 * Ways to get a token for the same API, by what they suit. Every one is a text to run as it stands, shorter than the 150
 * characters after which `pulumi up` cuts a text on its screen.
 */
export interface TokenCommands {
  /** Prints the token and nothing else, in any shell. */
  readonly tokenOnly: string;
  /** Puts the token into `$TOKEN`, in bash and zsh. */
  readonly bash: string;
  /** Puts the token into `$token`, in PowerShell with the Azure CLI. */
  readonly powershell: string;
  /** Calls the API at `$API_URL` with the header, in bash and zsh. */
  readonly curl: string;
  /** The same request in the form of a scope, which other tools and libraries take. */
  readonly scope: string;
  /** For people with several tenants. Not in Cloud Shell, which refuses `--tenant`. */
  readonly tenant: string;
  /** The Azure Developer CLI, which signs in as the Azure CLI. */
  readonly azd: string;
  /**
   * Azure PowerShell, where that client is pre-authorized, in the tenant of `Connect-AzAccount -Tenant`. PowerShell 7 and
   * Az.Accounts 2.17 or newer, for the secure string.
   */
  readonly azurePowerShell: string;
}

/** The command of the whole exercise, as the BDK's guide has it: the bare client id, no scheme, no quotes. */
export function tokenCommand({ clientId }: Pick<TokenTarget, "clientId">): string {
  return tokenArguments({ clientId }).join(" ");
}

/** {@link tokenCommand} as a list of arguments, for starting it without a shell. */
export function tokenArguments({ clientId }: Pick<TokenTarget, "clientId">): readonly string[] {
  return ["az", "account", "get-access-token", "--resource", clientId];
}

/**
 * The sign-in that clears up most refusals at once: right tenant, multi-factor authentication for this API, and no
 * subscription needed (https://github.com/Azure/azure-cli/pull/17738, https://github.com/Azure/azure-cli/issues/15585).
 */
export function loginCommand({ clientId, tenantId }: TokenTarget): string {
  return `az login --tenant ${tenantId} --scope ${clientId}/.default --allow-no-subscriptions`;
}

/** All variants of {@link tokenCommand}. */
export function tokenCommands(target: TokenTarget): TokenCommands {
  const { clientId, tenantId } = target;
  const tokenOnly = `${tokenCommand(target)} --query accessToken --output tsv`;
  return {
    tokenOnly,
    bash: `TOKEN=$(${tokenOnly})`,
    powershell: `$token = ${tokenOnly}`,
    curl: `curl -H "Authorization: Bearer $(${tokenCommand(target)} --query accessToken -o tsv)" "$API_URL"`,
    scope: `az account get-access-token --scope ${clientId}/.default`,
    tenant: `${tokenCommand(target)} --tenant ${tenantId}`,
    azd: `azd auth token --scope ${clientId}/.default --tenant-id ${tenantId}`,
    azurePowerShell: `(Get-AzAccessToken -ResourceUrl ${clientId} -AsSecureString).Token | ConvertFrom-SecureString -AsPlainText`,
  };
}

/**
 * The API's identifier URI. The form with the own client id is the one that every tenant policy allows
 * (https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions).
 */
export function identifierUri({ clientId }: Pick<TokenTarget, "clientId">): string {
  return `api://${clientId}`;
}

/** The full names of scopes, as other clients ask for them. */
export function scopeUris(
  target: Pick<TokenTarget, "clientId">,
  scopes: readonly string[],
): readonly string[] {
  return scopes.map((value) => `${identifierUri(target)}/${value}`);
}

/**
 * The check that a stack with `verifyToken` runs after everything exists. Its standard output is the expiry, never the
 * token. Nothing but `az`: a failure shows this line and what `az` said, which names the sign-in that helps.
 */
export function verificationCommand(target: TokenTarget): string {
  return `${tokenCommand(target)} --tenant ${target.tenantId} --query expiresOn --output tsv`;
}
