/** Azure PowerShell, the Azure Developer CLI, and the chains of credentials in SDKs. */
import { WELL_KNOWN_CLIENTS } from "../../../components/rules/clients";
import { because, type Case, type Failure, type Remedy, signIn } from "../failure";

/**
 * Azure PowerShell's sign-in for this API.
 * https://learn.microsoft.com/powershell/module/az.accounts/connect-azaccount
 */
function connect({ outputs }: Case, text: string, otherwise: string): Remedy {
  return {
    text,
    commands: [
      `Connect-AzAccount -TenantId ${outputs.tenantId} -AuthScope ${outputs.clientId}`,
      `Get-AzAccessToken -ResourceUrl ${outputs.clientId}`,
    ],
    otherwise: isDeclared(outputs)
      ? otherwise
      : 'The stack does not pre-authorize Azure PowerShell: add "azurePowerShell" to its "clients", or use the Azure CLI.',
  };
}

function isDeclared({ declared }: Case["outputs"]): boolean {
  return declared.clients[WELL_KNOWN_CLIENTS.azurePowerShell.clientId] !== undefined;
}

/** Entries. */
export const OTHER_TOOL_FAILURES: readonly Failure[] = [
  {
    code: "powershell.interaction",
    name: "User interaction is required",
    says: ["User interaction is required", "InteractionRequired…Connect-AzAccount"],
    kind: "otherTool",
    title: "Azure PowerShell has to ask the user, and Get-AzAccessToken cannot.",
    cause: because(
      "A policy wants a second factor or consent for this API; the first sign-in was for Azure alone.",
    ),
    remedy: (found) =>
      connect(
        found,
        "Sign in for this API, then ask for the token.",
        'If the broker of Windows is in the way: "Update-AzConfig -EnableLoginByWam 0", then sign in again.',
      ),
    links: [
      "https://github.com/Azure/azure-powershell/issues/24963",
      "https://github.com/Azure/azure-powershell/issues/25579",
    ],
  },
  {
    code: "powershell.signed-out",
    name: "Run Connect-AzAccount to login",
    says: [
      "Run Connect-AzAccount to login",
      "Please run Connect-AzAccount",
      "Please run 'Connect-AzAccount' to set up account",
      "No account found in the context",
      "Your Azure credentials have not been set up or have expired",
    ],
    kind: "otherTool",
    title: "Nobody is signed in to Azure PowerShell.",
    cause: because("It keeps a sign-in of its own, beside that of the Azure CLI."),
    remedy: (found) =>
      connect(
        found,
        "Sign in there, in the stack's tenant.",
        'The sign-in is kept for the window only: "Enable-AzContextAutosave" keeps it.',
      ),
    links: ["https://github.com/Azure/azure-powershell/issues/25040"],
  },
  {
    code: "powershell.secure-string",
    name: "System.Security.SecureString",
    says: ["System.Security.SecureString"],
    kind: "otherTool",
    failureCode: "token.wrong.not-an-access-token",
    title: "This is the name of a type of PowerShell, not a token.",
    cause: because(
      "Get-AzAccessToken hands the token out as a secure string, and as text that shows only its type.",
    ),
    remedy: ({ outputs }) => ({
      text: `In PowerShell 7, turn it into text with "ConvertFrom-SecureString -AsPlainText": ${outputs.tokenCommands.azurePowerShell}`,
    }),
    links: ["https://github.com/Azure/azure-powershell/issues/27882"],
  },
  {
    code: "azd.signed-out",
    name: "azd: not logged in",
    says: [
      "not logged in, run azd auth login",
      "not logged in, run `azd login`",
      "run azd auth login",
      "azd auth login to log in",
      "AzureDeveloperCLICredential: please run",
    ],
    kind: "otherTool",
    title: "Nobody is signed in to the Azure Developer CLI.",
    cause: because("It keeps a sign-in of its own, beside that of the Azure CLI."),
    remedy: ({ outputs }) => ({
      text: "Sign in there, in the stack's tenant; or use the Azure CLI.",
      commands: [`azd auth login --tenant-id ${outputs.tenantId}`, outputs.tokenCommands.azd],
      otherwise: 'To have it use the sign-in of az: "azd config set auth.useAzCliAuth true".',
    }),
    links: [
      "https://learn.microsoft.com/azure/developer/azure-developer-cli/reference#azd-auth-login",
    ],
  },
  {
    code: "sdk.no-credential",
    name: "No credential of the chain",
    says: [
      "AzureCliCredential…Please run 'az login'",
      "Azure CLI not installed…Credential",
      "CredentialUnavailable…az login",
    ],
    from: ["azCredential"],
    kind: "otherTool",
    failureCode: "token.refused.not-signed-in",
    title: "The program's Azure CLI credential finds no sign-in.",
    cause: because(
      "The program starts az as its own user, with its own environment; SDKs say this too where only consent or a second factor is missing.",
    ),
    remedy: signIn(
      "Sign in for this API, as the user that the program runs as.",
      "Run the token command by itself: it shows the code (AADSTS…) that the SDK leaves out.",
    ),
    links: [
      "https://github.com/Azure/azure-sdk-for-net/issues/26894",
      "https://github.com/Azure/azure-sdk-for-net/issues/28563",
    ],
  },
];
