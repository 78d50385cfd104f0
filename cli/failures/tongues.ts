/**
 * The same advice for people who use another tool than the Azure CLI, which keeps a sign-in of its
 * own, so that "az login" does not help; and for whoever deploys, whom Microsoft Graph wants to
 * know, not this API.
 */
import { WELL_KNOWN_CLIENTS } from "../../components/rules/values/clients";
import { type Cloud, CLOUDS } from "../../components/rules/clouds";
import { cloudOfSettings } from "../../components/rules/outputs/appSettings";
import type { StackOutputs } from "../../components/rules/outputs";
import type { Remedy, Told } from "./failure";
import type { Speaker } from "./message";

/** How a tool signs in and gets a token for the stack's API. */
interface Tongue {
  /** Commands, in order. */
  readonly signIn: readonly string[];
  readonly signOut: string;
  /** Undefined where the tool prints none. */
  readonly token?: string;
  /** What to do where that was done already. */
  readonly otherwise: string;
}

/**
 * The stack's cloud, whose name all three tools share; no name: the public one, their default.
 * https://learn.microsoft.com/powershell/module/az.accounts/connect-azaccount,
 * https://learn.microsoft.com/azure/developer/azure-developer-cli/sovereign-clouds
 */
function cloudOf({ appSettings }: StackOutputs): Cloud {
  return CLOUDS[cloudOfSettings(appSettings)];
}

/** Azure PowerShell. */
function powershell(outputs: StackOutputs): Tongue {
  const { clientId, tenantId, declared } = outputs;
  const { azName } = cloudOf(outputs);
  const environment = azName === undefined ? "" : ` -Environment ${azName}`;
  return {
    signIn: [`Connect-AzAccount -TenantId ${tenantId} -AuthScope ${clientId}${environment}`],
    signOut: "Disconnect-AzAccount",
    token: `Get-AzAccessToken -ResourceUrl ${clientId}`,
    otherwise:
      declared.clients[WELL_KNOWN_CLIENTS.azurePowerShell.clientId] === undefined
        ? 'The stack does not pre-authorize Azure PowerShell: add "azurePowerShell" to its "clients", or use the Azure CLI.'
        : "Try with the Azure CLI: if that is refused too, it is not about Azure PowerShell.",
  };
}

/**
 * The Azure Developer CLI. "--scope" is not in its help, but in its own advice
 * (Azure/azure-dev, cli/azd/pkg/auth/errors.go).
 */
export function azd(outputs: StackOutputs): Required<Tongue> {
  const { clientId, tenantId, tokenCommands } = outputs;
  const { azName } = cloudOf(outputs);
  return {
    signIn: [
      ...(azName === undefined ? [] : [`azd config set cloud.name ${azName}`]),
      `azd auth login --tenant-id ${tenantId} --scope ${clientId}/.default`,
    ],
    signOut: "azd auth logout",
    token: tokenCommands.azd,
    otherwise: 'To have it use the sign-in of az: "azd config set auth.useAzCliAuth true".',
  };
}

/** Pulumi's azuread provider, where it signs in through az. */
function provider(outputs: StackOutputs): Tongue {
  const { azName, graph } = cloudOf(outputs);
  return {
    signIn: [
      ...(azName === undefined ? [] : [`az cloud set --name ${azName}`]),
      `az login --tenant ${outputs.tenantId} --scope ${graph}.default --allow-no-subscriptions`,
    ],
    signOut: "az logout",
    otherwise:
      "Pulumi runs as another user, or with another AZURE_CONFIG_DIR, than the sign-in. A pipeline sets ARM_CLIENT_ID, ARM_CLIENT_SECRET and ARM_TENANT_ID instead.",
  };
}

const TONGUES: Readonly<Partial<Record<Speaker, (outputs: StackOutputs) => Tongue>>> = {
  powershell,
  azd,
  provider,
};

/** Signing in with another tool than az, and getting the token there, where the tool prints it. */
const signInWith =
  (tool: (outputs: StackOutputs) => Tongue) =>
  (text: string, instead?: string): Told<Remedy> =>
  ({ outputs }) => {
    const { signIn, token, otherwise } = tool(outputs);
    const commands = token === undefined ? signIn : [...signIn, token];
    return { text, commands, otherwise: instead ?? otherwise };
  };

export const signInToPowershell = signInWith(powershell);
export const signInToAzd = signInWith(azd);
/** For Microsoft Graph, not for this API. */
export const signInToDeploy = signInWith(provider);

/** A remedy with the commands of the tool that spoke in place of those for az and this API. */
export function inTongueOf(
  speaker: Speaker | undefined,
  remedy: Remedy,
  outputs: StackOutputs,
): Remedy {
  const tongue = speaker === undefined ? undefined : TONGUES[speaker]?.(outputs);
  const { commands = [] } = remedy;
  if (tongue === undefined) return remedy;
  const { signIn, signOut, token, otherwise } = tongue;
  const said = new Map<string, readonly string[]>([
    [outputs.loginCommand, signIn],
    ...(token === undefined ? [] : [[outputs.tokenCommand, [token]] as const]),
    ["az logout", [signOut]],
    ["az account clear", [signOut]],
  ]);
  return commands.some((command) => said.has(command))
    ? {
        ...remedy,
        commands: commands.flatMap((command) => said.get(command) ?? [command]),
        otherwise,
      }
    : remedy;
}
