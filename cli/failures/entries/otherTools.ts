/** Azure PowerShell, the Azure Developer CLI, and the chains of credentials in SDKs. */
import { type Entry, signIn } from "../failure";
import { azd, signInToAzd, signInToPowershell } from "../tongues";

export const OTHER_TOOL_FAILURES: readonly Entry[] = [
  {
    code: "powershell.interaction",
    says: ["User interaction is required", "InteractionRequired…Connect-AzAccount"],
    title: "Azure PowerShell has to ask the user, and Get-AzAccessToken cannot.",
    cause: "The sign-in was for Azure; a policy wants a second factor or consent for this API.",
    remedy: signInToPowershell(
      'Sign in for this API, then ask for the token. If the broker of Windows is in the way, "Update-AzConfig -EnableLoginByWam 0" first.',
    ),
    links: ["Azure/azure-powershell#24963", "Azure/azure-powershell#25579"],
  },
  {
    code: "powershell.signed-out",
    says: [
      "Run Connect-AzAccount to login",
      "Please run 'Connect-AzAccount'",
      "No account found in the context",
      "Your Azure credentials have not been set up or have expired",
    ],
    title: "Nobody is signed in to Azure PowerShell.",
    cause: "It keeps a sign-in of its own, beside that of the Azure CLI.",
    remedy: signInToPowershell(
      'Sign in there, in the stack\'s tenant. "Enable-AzContextAutosave" keeps the sign-in beyond the window.',
    ),
    links: ["Azure/azure-powershell#25040"],
  },
  {
    code: "powershell.ended",
    says: [
      "SharedTokenCacheCredential authentication unavailable",
      "SharedTokenCacheCredential authentication failed",
    ],
    from: ["powershell"],
    title: "Azure PowerShell lists an account, and gets no token with its sign-in.",
    cause: "The sign-in has ended, or a policy asks for more than it had; the message hides which.",
    remedy: signInToPowershell("Sign in anew, for this API."),
    links: ["Azure/azure-powershell#19600", "Azure/azure-powershell#25652"],
  },
  {
    code: "powershell.factor",
    name: "You must use multi-factor authentication to access tenant",
    says: ["must use multi-factor authentication to access tenant"],
    title: "A tenant wants a second factor before Azure PowerShell sees it.",
    cause: "Its sign-in tries all tenants of the account, without asking anybody.",
    remedy: signInToPowershell("Sign in to the stack's tenant alone."),
    links: ["Azure/azure-powershell#24963"],
  },
  {
    code: "powershell.own-token",
    name: "when using access token login",
    says: ["provided the appropriate access tokens when using access token login"],
    title: "Azure PowerShell was signed in with a token, which opens one API only.",
    cause: '"Connect-AzAccount -AccessToken" leaves it nothing to get other tokens with.',
    remedy: signInToPowershell("Sign in as a user, for this API."),
    links: ["Azure/azure-powershell#13527", "Azure/azure-powershell#28028"],
  },
  {
    code: "powershell.module",
    says: [
      "'Get-AzAccessToken' is not recognized",
      "'Connect-AzAccount' is not recognized",
      '"Get-AzAccessToken" wurde nicht als Name',
      '"Connect-AzAccount" wurde nicht als Name',
      "matches parameter name 'AsSecureString'",
      "matches parameter name 'AuthScope'",
      "matches parameter name 'ResourceUrl'",
    ],
    title: "Azure PowerShell's module Az.Accounts is missing or too old.",
    cause: "The commands for this API need version 2.17 of it.",
    remedy:
      'Install it: "Install-Module Az.Accounts", or "Update-Module Az.Accounts" where there is an old one; then open another window.',
    links: ["https://learn.microsoft.com/powershell/azure/install-azure-powershell"],
  },
  {
    code: "action.sign-in",
    says: [
      "Double check if the 'auth-type' is correct",
      "Not all values are present. Ensure 'client-id'",
    ],
    title: "The GitHub action azure/login did not sign in.",
    cause: "Values are missing, or az refused them: a line above has a code (AADSTS…) then.",
    remedy:
      'Explain that line. Give the action "client-id" and "tenant-id", and "allow-no-subscriptions: true" where there is no subscription.',
    links: ["https://github.com/Azure/login"],
  },
  {
    code: "powershell.secure-string",
    says: ["System.Security.SecureString"],
    failureCode: "token.wrong.not-an-access-token",
    title: "This is the name of a type of PowerShell, not a token.",
    cause: "Get-AzAccessToken gives a secure string, which as text shows only its type.",
    remedy: ({ outputs }) =>
      `In PowerShell 7, turn it into text with "ConvertFrom-SecureString -AsPlainText": ${outputs.tokenCommands.azurePowerShell}`,
    links: ["Azure/azure-powershell#27882"],
  },
  {
    code: "powershell.wam",
    says: ["Could not find a WAM account for the selected user", "wam_no_account_for_id"],
    title: "The broker of Windows does not know the account that Azure PowerShell remembers.",
    cause: "It signed in without the broker (as by device code), and asks that for tokens.",
    remedy: signInToPowershell(
      'Have it do without the broker, "Update-AzConfig -EnableLoginByWam 0", and sign in anew.',
    ),
    links: ["Azure/azure-powershell#24963", "Azure/azure-powershell#25028"],
  },
  {
    code: "azd.cache",
    name: "failed to decrypt data",
    says: ["failed to decrypt data…Key not valid for use in specified state"],
    title: "The Azure Developer CLI cannot read its own store of sign-ins.",
    cause: "Windows encrypted the store for another user, or with an older password.",
    remedy: ({ outputs }) => {
      const { signIn: commands, signOut, token } = azd(outputs);
      return {
        text: "Sign out, which drops the store, then sign in; or use the Azure CLI.",
        commands: [signOut, ...commands, token],
        otherwise: 'Delete the folder ".azd\\auth" of the user, then sign in.',
      };
    },
    links: ["Azure/azure-dev#2635", "Azure-Samples/azure-search-openai-demo#371"],
  },
  {
    code: "azd.again",
    name: "reauthentication required",
    says: ["reauthentication required…azd auth login", "login expired…azd auth login"],
    title: "The Azure Developer CLI has to sign in anew.",
    cause: "Its sign-in has ended, or a policy asks for more than it had.",
    remedy: signInToAzd(
      "Sign in there, for this API.",
      'Run "azd auth logout" first: it goes on with what it holds otherwise.',
    ),
    links: ["Azure/azure-dev#2659"],
  },
  {
    code: "azd.signed-out",
    name: "azd: not logged in",
    says: [
      "not logged in, run `azd login`",
      "run azd auth login",
      "azd auth login to log in",
      "AzureDeveloperCLICredential: please run",
    ],
    title: "Nobody is signed in to the Azure Developer CLI.",
    cause: "It keeps a sign-in of its own, beside that of the Azure CLI.",
    remedy: signInToAzd("Sign in there, in the stack's tenant; or use the Azure CLI."),
    links: [
      "https://learn.microsoft.com/azure/developer/azure-developer-cli/reference#azd-auth-login",
    ],
  },
  {
    code: "sdk.no-credential",
    says: ["Please run 'az login'"],
    from: ["azCredential"],
    failureCode: "token.refused.not-signed-in",
    title: "The program's Azure CLI credential finds no sign-in.",
    cause:
      "The program starts az as its own user, with its own environment; SDKs say this too where only consent or a second factor is missing.",
    remedy: signIn(
      "Sign in for this API, as the user that the program runs as.",
      "Run the token command by itself: it shows the code (AADSTS…) that the SDK leaves out.",
    ),
    links: ["Azure/azure-sdk-for-net#26894", "Azure/azure-sdk-for-net#28563"],
  },
  {
    code: "sdk.timeout",
    says: [
      "Failed to invoke the Azure CLI",
      "Azure CLI authentication timed out",
      "Timed out waiting for Azure CLI",
      "az account get-access-token…timed out after",
    ],
    failureCode: "az.timeout",
    title: "The program's Azure CLI credential got no answer from az.",
    cause: ({ outputs }) => [
      {
        text: "az took longer than the program waits, ten to thirteen seconds in most SDKs: at its first start, on a slow machine, or while it upgrades itself.",
        tell: outputs.tokenCommand,
      },
      "The user that the program runs as cannot start az.",
    ],
    remedy:
      'Try again. Where it stays, give the credential more time ("process_timeout" in Python, "processTimeoutInMs" in JavaScript, "CredentialProcessTimeout" in .NET), and see that az does not upgrade itself ("auto-upgrade.enable" in its configuration).',
    links: [
      "Azure/azure-cli#20404",
      "Azure/azure-sdk-for-net#32993",
      "Azure/azure-sdk-for-python#15319",
    ],
  },
];
