/**
 * The exact commands. They hold only ids, so that they need no quoting in bash, zsh, cmd or
 * PowerShell and can be shown anywhere. This is the only place that builds them: what the stack
 * prints is what the tools run.
 */

import { type CloudName, CLOUDS } from "../clouds";

/** What a command needs to know of a stack. */
export interface TokenTarget {
  /** The API's application (client) id. */
  readonly clientId: string;
  /** The tenant that the API lives in. */
  readonly tenantId: string;
  /** The API's identifier URIs; the first names it in commands. */
  readonly identifierUris: readonly string[];
  /** The cloud that the tenant is in. */
  readonly cloud: CloudName;
}

/** The same, and the group that the API checks by its object id; undefined: it checks none. */
export interface CheckedTarget extends TokenTarget {
  readonly producers: string | undefined;
}

/** What the name of the API depends on. */
type Named = Pick<TokenTarget, "clientId" | "identifierUris">;

/** `pulumi up` cuts longer texts on its screen (seen with Pulumi 3.248.0). */
const SCREEN_WIDTH = 150;

/**
 * A command that names the API: by the first identifier URI, or by the client id where there is
 * none, where the URI is no other than that, or where the command would not be whole on Pulumi's
 * screen. Both are right in any case: a version 2 token carries the client id, and of version 1
 * tokens the API takes both.
 */
function naming(
  { clientId, identifierUris: [first] }: Named,
  build: (resource: string) => string,
): string {
  const command = build(first === undefined || first === `api://${clientId}` ? clientId : first);
  return command.length < SCREEN_WIDTH ? command : build(clientId);
}

/**
 * Ways to get a token for the same API, by what they suit. Every one is a text to run as it stands,
 * shorter than the 150 characters after which `pulumi up` cuts a text on its screen.
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
   * Azure PowerShell, where that client is pre-authorized, in the tenant of `Connect-AzAccount
   * -Tenant`. PowerShell 7 and Az.Accounts 2.17 or newer, for the secure string.
   */
  readonly azurePowerShell: string;
}

/** The command of the BDK's guide: by default the bare client id, no scheme, no quotes. */
export function tokenCommand(target: Named): string {
  return naming(target, getToken);
}

/** {@link tokenCommand} as a list of arguments, for starting it without a shell. */
export function tokenArguments(target: Named): readonly string[] {
  return tokenCommand(target).split(" ");
}

function getToken(resource: string): string {
  return `az account get-access-token --resource ${resource}`;
}

/**
 * The sign-in that clears up most refusals at once: right tenant, multi-factor authentication for
 * this API, and no subscription needed (https://github.com/Azure/azure-cli/pull/17738,
 * https://github.com/Azure/azure-cli/issues/15585). In other clouds than the public one it tells
 * the Azure CLI first; Windows PowerShell 5.1 does not know "&&", there it is two lines.
 */
export function loginCommand(target: TokenTarget): string {
  const { tenantId, cloud } = target;
  const { azName } = CLOUDS[cloud];
  return naming(target, (resource) =>
    azName === undefined
      ? `az login --tenant ${tenantId} --scope ${resource}/.default --allow-no-subscriptions`
      : // Short forms, or the line would not be whole on the screen: az takes a beginning for an option's name.
        `az cloud set -n ${azName} && az login -t ${tenantId} --scope ${resource}/.default --allow`,
  );
}

/** All variants of {@link tokenCommand}. */
export function tokenCommands(target: TokenTarget): TokenCommands {
  const { tenantId } = target;
  const tokenOnly = (resource: string) => `${getToken(resource)} --query accessToken --output tsv`;
  const variants: { readonly [K in keyof TokenCommands]: (resource: string) => string } = {
    tokenOnly,
    bash: (resource) => `TOKEN=$(${tokenOnly(resource)})`,
    powershell: (resource) => `$token = ${tokenOnly(resource)}`,
    curl: (resource) =>
      `curl -H "Authorization: Bearer $(${getToken(resource)} --query accessToken -o tsv)" "$API_URL"`,
    scope: (resource) => `az account get-access-token --scope ${resource}/.default`,
    tenant: (resource) => `${getToken(resource)} --tenant ${tenantId}`,
    azd: (resource) => `azd auth token --scope ${resource}/.default --tenant-id ${tenantId}`,
    azurePowerShell: (resource) =>
      `(Get-AzAccessToken -ResourceUrl ${resource} -AsSecureString).Token | ConvertFrom-SecureString -AsPlainText`,
  };
  return Object.fromEntries(
    Object.entries(variants).map(([name, build]) => [name, naming(target, build)]),
  ) as unknown as TokenCommands;
}

/** The name of the API in a command of {@link tokenCommands}; a version 1 token's audience. */
export function resourceOf(command: string): string {
  const [, name = ""] =
    /(?:--resource|--scope|-ResourceUrl) ([^ )]+?)(?:\/\.default)?(?:[ )]|$)/.exec(command) ?? [];
  return name;
}

/** What scopes are named by: the first identifier URI, or the client id where there is none. */
export function scopePrefix({ clientId, identifierUris: [first = clientId] }: Named): string {
  return first;
}

/**
 * The check that a stack with `verifyToken` runs after everything exists. Its standard output is
 * the expiry, never the token. Nothing but `az`: a failure shows this line and what `az` said,
 * which names the sign-in that helps.
 */
export function verificationCommand(target: TokenTarget): string {
  return `${tokenCommand(target)} --tenant ${target.tenantId} --query expiresOn --output tsv`;
}
