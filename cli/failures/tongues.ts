/**
 * The same advice for people who use another tool than the Azure CLI: each keeps a sign-in of its
 * own, so "az login" does not help there.
 */
import { WELL_KNOWN_CLIENTS } from "../../components/rules/clients";
import { cloudOfLogin, CLOUDS } from "../../components/rules/clouds";
import type { StackOutputs } from "../../components/rules/outputs";
import type { Remedy } from "./failure";
import type { Speaker } from "./message";

/** How a tool signs in and gets a token for the stack's API. */
export interface Tongue {
  /** Commands, in order. */
  readonly signIn: readonly string[];
  readonly signOut: string;
  readonly token: string;
  /** What to do where that was done already. */
  readonly otherwise: string;
}

/**
 * The cloud's name, as all three tools know it; undefined: the public one, their default.
 * https://learn.microsoft.com/powershell/module/az.accounts/connect-azaccount,
 * https://learn.microsoft.com/azure/developer/azure-developer-cli/sovereign-clouds
 */
function cloudName({ appSettings }: StackOutputs): string | undefined {
  const cloud = cloudOfLogin(appSettings["Settings:AzureAdConfiguration:Instance"]);
  return cloud === undefined ? undefined : CLOUDS[cloud].azName;
}

/** Azure PowerShell. */
export function powershell(outputs: StackOutputs): Tongue {
  const { clientId, tenantId, declared } = outputs;
  const cloud = cloudName(outputs);
  const environment = cloud === undefined ? "" : ` -Environment ${cloud}`;
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
export function azd(outputs: StackOutputs): Tongue {
  const { clientId, tenantId, tokenCommands } = outputs;
  const cloud = cloudName(outputs);
  return {
    signIn: [
      ...(cloud === undefined ? [] : [`azd config set cloud.name ${cloud}`]),
      `azd auth login --tenant-id ${tenantId} --scope ${clientId}/.default`,
    ],
    signOut: "azd auth logout",
    token: tokenCommands.azd,
    otherwise: 'To have it use the sign-in of az: "azd config set auth.useAzCliAuth true".',
  };
}

const TONGUES: Readonly<Partial<Record<Speaker, (outputs: StackOutputs) => Tongue>>> = {
  powershell,
  azd,
};

/** A remedy with the commands of the tool that spoke in place of those of az. */
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
    [outputs.tokenCommand, [token]],
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
