/** The chains of credentials in SDKs: the line of the Azure CLI decides. */
import { known, NOT_CONSENTED, type TextCase, unknown } from "./textCase";

/** What they say. */
export const CREDENTIALS: readonly TextCase[] = [
  known(
    "a chain of credentials on one line",
    `DefaultAzureCredential failed to retrieve a token. VisualStudioCredential authentication failed: AADSTS50020: User account does not exist. AzureCliCredential authentication failed: ERROR: AADSTS65001: ${NOT_CONSENTED}`,
    "AADSTS65001",
  ),
  known(
    "a chain of credentials on lines, in Python",
    `DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\n\tSharedTokenCacheCredential: AADSTS70043: The refresh token has expired\n\tAzureCliCredential: ERROR: AADSTS50076: Due to a configuration change`,
    "AADSTS50076",
  ),
  known(
    "a chain whose Azure CLI is not signed in",
    "VisualStudioCredential authentication failed: AADSTS50020: x\nAzureCliCredential authentication failed: Please run 'az login' to set up account",
    "sdk.no-credential",
    "Please run 'az login'",
  ),
  known(
    ".NET's list, PowerShell first",
    "DefaultAzureCredential failed to retrieve a token from the included credentials. See the troubleshooting guide for more information.\n- EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\n- AzurePowerShellCredential authentication failed: Please run 'Connect-AzAccount' to set up account.\n- AzureCliCredential authentication failed: Please run 'az login' to set up account",
    "sdk.no-credential",
    "Please run 'az login'",
  ),
  known(
    ".NET's list without names",
    "DefaultAzureCredential failed to retrieve a token from the included credentials.\n- EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\n- Stored credentials not found. Need to authenticate user in VSCode Azure Account.\n- Please run 'Connect-AzAccount' to set up account.\n- Please run 'az login' to set up account",
    "sdk.no-credential",
    "Please run 'az login'",
  ),
  known(
    ".NET's list with a refusal",
    `DefaultAzureCredential failed to retrieve a token from the included credentials.\n- AzurePowerShellCredential authentication failed: AADSTS50076: x\n- AzureCliCredential authentication failed: ERROR: AADSTS65001: ${NOT_CONSENTED}`,
    "AADSTS65001",
  ),
  unknown(
    ".NET's list whose Azure CLI does not say why",
    "DefaultAzureCredential failed to retrieve a token from the included credentials.\n- VisualStudioCredential authentication failed: Visual Studio Token provider can't be accessed\n- AzureCliCredential authentication failed: Azure CLI authentication failed due to an unknown error.",
    "unknown.az-credential",
  ),
  known(
    "JavaScript's chain without az",
    "ChainedTokenCredential authentication failed.\nCredentialUnavailableError: EnvironmentCredential is unavailable. No underlying credential could be used.\nCredentialUnavailableError: Visual Studio Code Authentication is not available.\nCredentialUnavailableError: Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions and then, once installed, authenticate to your Azure account using 'az login'.\nCredentialUnavailableError: Azure Developer CLI could not be found. Please visit https://aka.ms/azure-dev for installation instructions and then, once installed, authenticate to your Azure account using 'azd auth login'.",
    "az.missing",
    "az not found",
  ),
  known(
    "JavaScript's chain without a sign-in",
    "ChainedTokenCredential authentication failed.\nCredentialUnavailableError: EnvironmentCredential is unavailable. No underlying credential could be used.\nCredentialUnavailableError: Please run 'az login' from a command prompt to authenticate before using this credential.\nCredentialUnavailableError: Please run 'azd auth login' from a command prompt to authenticate before using this credential.",
    "sdk.no-credential",
    "Please run 'az login'",
  ),
  known(
    "Python's line alone",
    "AzureCliCredential: Please run 'az login' to set up an account",
    "sdk.no-credential",
    "Please run 'az login'",
  ),
  known(
    "Java's chain on one line",
    "EnvironmentCredential authentication unavailable. Environment variables are not fully configured. SharedTokenCacheCredential authentication unavailable. No accounts were found in the cache. AzureCliCredential authentication unavailable. Azure CLI not installed. To mitigate this issue, please refer to the troubleshooting guidelines here at https://aka.ms/azsdk/java/identity/azclicredential/troubleshoot",
    "az.missing",
    "az not found",
  ),
  known(
    "Go's chain",
    "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n\tEnvironmentCredential: missing environment variable AZURE_CLIENT_ID\n\tManagedIdentityCredential: managed identity timed out\n\tAzureCLICredential: ERROR: Please run 'az login' to setup account.\n\tAzureDeveloperCLICredential: Azure Developer CLI not found on path",
    "sdk.no-credential",
    "Please run 'az login'",
  ),
  unknown(
    "a chain without the Azure CLI",
    "DefaultAzureCredential failed to retrieve a token from the included credentials.\n- VisualStudioCredential authentication failed: Visual Studio Token provider can't be accessed",
    "unknown.credential",
  ),
  unknown(
    "a chain whose Azure CLI is not understood, with a line that would be known",
    "ChainedTokenCredential authentication failed.\nCredentialUnavailableError: VisualStudioCredential: AADSTS50020: x\nCredentialUnavailableError: AzureCliCredential: the moon is full",
    "unknown.az-credential",
  ),
  unknown(
    "a chain that asks for a machine in Azure",
    "ChainedTokenCredential authentication failed.\nCredentialUnavailableError: ManagedIdentityCredential: connect ECONNREFUSED 169.254.169.254:80",
    "unknown.credential",
  ),

  known(
    ".NET's chain that did not wait for az",
    "Azure.Identity.CredentialUnavailableException: DefaultAzureCredential failed to retrieve a token from the included credentials.\n- WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured.\n- Azure CLI authentication timed out.\n- Azure Developer CLI could not be found.",
    "sdk.timeout",
    "Azure CLI authentication timed out",
  ),
  known(
    "Python's credential that did not wait for az",
    "subprocess.TimeoutExpired: Command '['cmd', '/c', 'az account get-access-token --output json --resource https://management.azure.com']' timed out after 10 seconds",
    "sdk.timeout",
    "az account get-access-token…timed out after",
  ),
  known(
    "Python's credential that does not say why",
    "azure.identity._exceptions.CredentialUnavailableError: Failed to invoke the Azure CLI",
    "sdk.timeout",
    "Failed to invoke the Azure CLI",
  ),
  known(
    "Python's chain with it",
    "DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n\tEnvironmentCredential: EnvironmentCredential authentication unavailable.\n\tAzureCliCredential: Failed to invoke the Azure CLI\n\tAzurePowerShellCredential: Failed to invoke PowerShell.",
    "sdk.timeout",
    "Failed to invoke the Azure CLI",
  ),
  unknown(
    "another program that was not waited for",
    "subprocess.TimeoutExpired: Command '['az', 'vm', 'list']' timed out after 10 seconds",
    "unknown",
  ),
  known(
    "an exception of the SDK, with a line of a log",
    "azure.core.exceptions.ClientAuthenticationError: AADSTS700082: The refresh token has expired\nWARNING: AADSTS50076: x",
    "AADSTS700082",
  ),
];
