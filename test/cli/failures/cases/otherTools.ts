/** Azure PowerShell and the Azure Developer CLI. */
import { known, OTHER_TENANT, type TextCase, unknown } from "./textCase";

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
];
