/** Azure PowerShell and the Azure Developer CLI. */
import { known, OTHER_TENANT, OWN, type TextCase, unknown } from "./textCase";

/** What they say. */
export const OTHER_TOOLS: readonly TextCase[] = [
  known(
    "PowerShell that has to ask",
    "Get-AzAccessToken: Authentication failed against tenant . User interaction is required. This may be due to the conditional access policy settings such as multi-factor authentication (MFA).",
    "powershell.interaction",
    "User interaction is required",
  ),
  known(
    "PowerShell without a sign-in",
    "Get-AzAccessToken : Run Connect-AzAccount to login.",
    "powershell.signed-out",
    "Run Connect-AzAccount to login",
  ),
  known(
    "azd without a sign-in",
    "ERROR: not logged in, run `azd auth login` to login",
    "azd.signed-out",
    "azd: not logged in",
  ),
  known(
    "a secure string",
    "Authorization: Bearer System.Security.SecureString",
    "powershell.secure-string",
    "System.Security.SecureString",
  ),
  unknown(
    "PowerShell that says something else",
    "Connect-AzAccount: The moon is full.",
    "unknown.powershell",
  ),
  known(
    "PowerShell in another tenant",
    `Get-AzAccessToken: Authentication failed against tenant ${OTHER_TENANT}. User interaction is required.`,
    "other.tenant",
    "User interaction is required",
  ),
  known(
    "PowerShell with an account whose sign-in has ended",
    "Get-AzAccessToken : SharedTokenCacheCredential authentication unavailable. Token acquisition failed for user dana@sandbox.example. Ensure that you have authenticated with a developer tool that supports Azure single sign on.",
    "powershell.ended",
    "SharedTokenCacheCredential authentication unavailable",
  ),
  unknown(
    "the same line of an SDK",
    "SharedTokenCacheCredential authentication unavailable. No accounts were found in the cache.",
    "unknown.credential",
  ),
  known(
    "azd that has to sign in again",
    "ERROR: fetching token: reauthentication required, run `azd auth login --scope https://graph.microsoft.com/.default` to log in",
    "azd.again",
    "reauthentication required",
  ),
  known(
    "azd's refusal, and its advice below an empty line",
    "ERROR: AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.\n\nSuggestion: login expired, run `azd auth login` to acquire a new token.",
    "AADSTS70043",
  ),
  known(
    "PowerShell that was signed in with a token",
    "Get-AzAccessToken : Cannot retrieve access token for resource 'https://management.azure.com';. Please ensure that you have provided the appropriate access tokens when using access token login.",
    "powershell.own-token",
    "when using access token login",
  ),
  known(
    "PowerShell and a second factor",
    `WARNING: You must use multi-factor authentication to access tenant ${OWN}, please rerun 'Connect-AzAccount' with additional parameter '-TenantId ${OWN}'.`,
    "powershell.factor",
    "You must use multi-factor authentication to access tenant",
  ),
  known(
    "PowerShell without its module",
    "Get-AzAccessToken: The term 'Get-AzAccessToken' is not recognized as a name of a cmdlet, function, script file, or executable program.",
    "powershell.module",
    "'Get-AzAccessToken' is not recognized",
  ),
  known(
    "PowerShell with an old module",
    "Get-AzAccessToken: A parameter cannot be found that matches parameter name 'AsSecureString'.",
    "powershell.module",
    "matches parameter name 'AsSecureString'",
  ),
  known(
    "azd by way of Python",
    'AzureDeveloperCliCredential.get_token failed: {"type":"consoleMessage","data":{"message":"fetching token: reauthentication required, run `azd auth login --scope https://graph.microsoft.com/.default` to log in\\n"}}',
    "azd.again",
    "reauthentication required",
  ),
  known(
    "azd's refusal for Azure itself",
    "ERROR: AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication to access '797f4846-ba00-4fd7-ba43-dac1f8f63013'.\nSuggestion: reauthentication required, run `azd auth login` to acquire a new token.",
    "other.application",
    "AADSTS50076",
  ),
  known(
    "azd that uses az",
    "ERROR: fetching token: AzureCLICredential: ERROR: Please run 'az login' to setup account.",
    "sdk.no-credential",
    "Please run 'az login'",
  ),
  known(
    "the action azure/login",
    "Login failed with Error: The process '/usr/bin/az' failed with exit code 1. Double check if the 'auth-type' is correct.",
    "action.sign-in",
    "Double check if the 'auth-type' is correct",
  ),
  unknown(
    "another action",
    "Error: The process '/usr/bin/git' failed with exit code 128",
    "unknown",
  ),
  known(
    "PowerShell's warning of an account whose sign-in has ended",
    "WARNING: Unable to acquire token for tenant 'organizations' with error 'SharedTokenCacheCredential authentication unavailable. Token acquisition failed for user dana@sandbox.example.'",
    "powershell.ended",
    "SharedTokenCacheCredential authentication unavailable",
  ),

  known(
    "azd's broken store",
    "ERROR: logging in: failed to authenticate: failed to decrypt data: Key not valid for use in specified state.",
    "azd.cache",
    "failed to decrypt data",
  ),
  unknown("something else that is not decrypted", "failed to decrypt the backup", "unknown"),
  known(
    "PowerShell whose broker has no such account",
    "Get-AzAccessToken: Could not find a WAM account for the selected user. Error: Status: AccountNotFound\nContext: Account with id '(pii)' not found\nTag: 0x1f553780",
    "powershell.wam",
    "Could not find a WAM account for the selected user",
  ),
];
