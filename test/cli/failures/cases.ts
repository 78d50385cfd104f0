/**
 * Texts that people meet, with what they mean: ids, names and tenants are made up, the words are
 * those of the tools. Each kind has a look-alike that must not be taken for it.
 */
import { IDS } from "../support/tokens";

/** The stack of the cases is `makeOutputs()`: its tenant, its client id. */
const OWN = IDS.tenantId;
const API = IDS.clientId;
/** A tenant, a client and an API that are not the stack's. */
export const OTHER_TENANT = "bbbbbbbb-0000-4000-8000-000000000002";
const OTHER_APP = "99999999-9999-4999-8999-999999999999";
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const GRAPH = "00000003-0000-0000-c000-000000000000";

/** A text. */
export interface TextCase {
  readonly title: string;
  readonly text: string;
  /** The stable code of the entry. */
  readonly code: string;
  /** What heads the answer; undefined: nothing is known. */
  readonly id?: string;
}

const known = (title: string, text: string, code: string, id: string = code): TextCase => ({
  title,
  text,
  code,
  id,
});
/** No cause is told. */
const unknown = (title: string, text: string, code: string): TextCase => ({ title, text, code });

const NOT_CONSENTED = `The user or administrator has not consented to use the application with ID '${CLI}' named 'Microsoft Azure CLI'. Send an interactive authorization request for this user and resource.`;
const DISABLED_THERE = `Authentication failed against tenant ${OTHER_TENANT} 'Partner': AADSTS50057: The user account is disabled.`;

/** Codes, in every spelling. */
export const SPELLINGS: readonly TextCase[] = [
  known("az's own line", `ERROR: AADSTS65001: ${NOT_CONSENTED}`, "AADSTS65001"),
  known(
    "a code in the words of another one",
    `AADSTS90008: ${NOT_CONSENTED} This happened because application is misconfigured`,
    "AADSTS90008",
  ),
  known("small letters", `aadsts65001: ${NOT_CONSENTED}`, "AADSTS65001"),
  known(
    "the word and the number on two lines",
    `ERROR: AADSTS\n65001: ${NOT_CONSENTED}`,
    "AADSTS65001",
  ),
  known("a number that is cut", "ERROR: AADSTS650\n01: The user or administrator", "AADSTS65001"),
  known(
    "a longer number that is cut late",
    `AADSTS50001\n1: The resource principal named ${API} was not found`,
    "AADSTS500011",
  ),
  known("a number before a line of digits", "AADSTS50126\n2026-01-01 12:00:00Z", "AADSTS50126"),
  known("a word that is cut", "ERROR: AADS\nTS50076: Due to a configuration change", "AADSTS50076"),
  known(
    "a border around it",
    "│ ERROR: AADSTS50076: Due to a\n│ configuration change",
    "AADSTS50076",
  ),
  known("colours", "\u001b[31mERROR: AADSTS50076: Due to a change\u001b[0m", "AADSTS50076"),
  known(
    "a page",
    "Error Code: 53003 App name: Microsoft Azure CLI Device state: Compliant",
    "AADSTS53003",
  ),
  known(
    "a page in German",
    "Fehlercode: 53003\nApp-Name: Microsoft Azure CLI\nGerätestatus: Konform",
    "AADSTS53003",
  ),
  known(
    "a page in French",
    "Code d’erreur : 53003\nNom de l’application : Microsoft Azure CLI",
    "AADSTS53003",
  ),
  known(
    "a page in Spanish",
    "Código de error: 53003 Nombre de la aplicación: Microsoft Azure CLI",
    "AADSTS53003",
  ),
  known("a page in Japanese", "エラー コード: 53003\nアプリ名: Microsoft Azure CLI", "AADSTS53003"),
  known("a page in Chinese", "错误代码：50105", "AADSTS50105"),
  known("a page in Polish", "Kod błędu: 50076", "AADSTS50076"),
  known("a page in Russian", "Код ошибки: 50105", "AADSTS50105"),
  known("a page in Turkish", "Hata Kodu: 53000", "AADSTS53000"),
  known("a sign-in log", '"status":{"errorCode":50105,"failureReason":"x"}', "AADSTS50105"),
  known(
    "JSON",
    '{"error":"interaction_required","error_codes":[50076],"error_uri":"https://login.microsoftonline.com/error?code=50076"}',
    "AADSTS50076",
  ),
  known("an address", "https://login.microsoftonline.com/error?code=65001", "AADSTS65001"),
  known(
    "an address with everything escaped",
    "http://localhost:8400/?error=invalid_client&error_description=AADSTS650052%3a+The+app+needs+access+to+a+service",
    "AADSTS650052",
  ),
  known("JSON in JSON", '{"message":"AADSTS50076: Due to\\r\\nTrace ID: 1"}', "AADSTS50076"),
  known(
    "a page's HTML",
    "AADSTS50105: Your administrator has configured &quot;BDK&quot;",
    "AADSTS50105",
  ),
  known(
    "the broker's decimal number",
    "(pii). Status: Response_Status.Status_IncorrectConfiguration, Error code: 3399614475, Tag: 508634112",
    "0xCAA2000B",
    "3399614475",
  ),
  known("the broker's hexadecimal number", "WAM Error. Error Code: 0xCAA2000C", "0xCAA2000C"),
  known(
    "the broker's negative number",
    "ERROR: (pii). Status: Response_Status.Status_Unexpected, Error code: -2147023584, Tag: 557973639",
    "0x80070520",
    "-2147023584",
  ),
  unknown("a number that is not on any list", "AADSTS123456: Something", "unknown.refusal"),
  unknown("a longer number", "AADSTS6500110", "unknown.refusal"),
  unknown("a process's exit code", "The process ended with exit code: 50011", "unknown"),
  unknown("a database's error code", "SQL Server: Error code: 50000, severity 16", "unknown"),
  unknown("a number with a code's look in prose", "order code 12345 was shipped", "unknown"),
  unknown("a postal code", "postal code: 65001", "unknown"),
  unknown("a plain number", "50076", "unknown"),
];

/** The broker of Windows. */
export const BROKER: readonly TextCase[] = [
  known(
    "interaction required",
    "(pii). Status: Response_Status.Status_InteractionRequired, Error code: 3399614476, Tag: 557973645",
    "0xCAA2000C",
    "3399614476",
  ),
  known(
    "unexpected",
    "(pii). Status: Response_Status.Status_Unexpected, Error code: 2147500037, Tag: 557973639\nPlease explicitly log in with:\naz login",
    "broker.unexpected",
    "2147500037",
  ),
  known(
    "cancelled",
    "User cancelled the Accounts Control Operation.. Status: Response_Status.Status_UserCanceled, Error code: 0, Tag: 528315210",
    "broker.cancelled",
    "Status_UserCanceled",
  ),
  known(
    "an account that cannot be used",
    "(pii). Status: Response_Status.Status_AccountUnusable, Error code: 0, Tag: 1",
    "broker.account",
    "Status_AccountUnusable",
  ),
  known(
    "a number that debugging unveils",
    "DEBUG: msal.broker: AADSTS500011: The resource principal named x was not found\nERROR: (pii). Status: Response_Status.Status_IncorrectConfiguration, Error code: 3399614475, Tag: 1",
    "AADSTS500011",
  ),
  unknown(
    "a status that is not known",
    "(pii). Status: Response_Status.Status_Reserved, Error code: 1, Tag: 2",
    "unknown.broker",
  ),
  unknown("a number that is not known", "(pii). Error code: 0xCAA90056", "unknown.broker"),
];

/** What a code's text says where the code was left out; look-alikes of texts above. */
export const WORDS: readonly TextCase[] = [
  known("a refusal without its code", NOT_CONSENTED, "AADSTS65001"),
  known("a code in brackets", "Got AADSTS (65001) today", "AADSTS65001"),
  known(
    "a status of the broker with another number",
    "(pii). Status: Response_Status.Status_IncorrectConfiguration, Error code: 3399614466, Tag: 1",
    "broker.configuration",
    "Status_IncorrectConfiguration",
  ),
  known(
    "PowerShell in another tenant",
    `Get-AzAccessToken: Authentication failed against tenant ${OTHER_TENANT}. User interaction is required.`,
    "other.tenant",
    "User interaction is required",
  ),
  known(
    "Invoke-RestMethod",
    "Invoke-RestMethod: Response status code does not indicate success: 403 (Forbidden).",
    "HTTP 403",
  ),
  unknown(
    "a client whose address is not known",
    "Response status code does not indicate success: 401 (Unauthorized).",
    "unknown",
  ),
  unknown(
    "the header of Azure Resource Manager",
    'WWW-Authenticate: Bearer authorization_uri="https://login.windows.net/x", error="invalid_token", error_description="The access token is missing or invalid."',
    "unknown.elsewhere",
  ),
  unknown(
    "API Management",
    '{"statusCode":401,"message":"Unauthorized. Access token is missing or invalid."}',
    "unknown",
  ),
  unknown(
    "a Key Vault",
    "ERROR: (Forbidden) The user does not have secrets get permission on key vault 'x.vault.azure.net'",
    "unknown.elsewhere",
  ),
  unknown("a page in a language of numbers", "Error Code: 12345678", "unknown"),
];

/** Several messages. */
export const RANKING: readonly TextCase[] = [
  known("another tenant's refusal", DISABLED_THERE, "other.tenant", "AADSTS50057"),
  known(
    "another tenant's warning and the stack's error",
    `WARNING: ${DISABLED_THERE}\nERROR: AADSTS65001: ${NOT_CONSENTED}`,
    "AADSTS65001",
  ),
  known(
    "the same on one line",
    `WARNING: ${DISABLED_THERE} ERROR: AADSTS65001: ${NOT_CONSENTED}`,
    "AADSTS65001",
  ),
  known(
    "the same without levels",
    `${DISABLED_THERE}\nAuthentication failed against tenant ${OWN} 'Ours': AADSTS50055: The password is expired.`,
    "AADSTS50055",
  ),
  known(
    "a wrapped warning of another tenant",
    `WARNING: Authentication failed against tenant ${OTHER_TENANT} 'Partner':\nAADSTS50057: The user account is disabled.`,
    "other.tenant",
    "AADSTS50057",
  ),
  unknown(
    "a warning beside an error that is not known",
    "WARNING: AADSTS50076: x\nERROR: The moon is full.",
    "unknown",
  ),
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
    "No credential of the chain",
  ),
  known(
    "a known code beside an unknown one",
    'AADSTS56003: blocked. "error_codes":[53003]',
    "AADSTS53003",
  ),
  known("the first of two", "AADSTS50079: enroll. See also AADSTS50076.", "AADSTS50079"),
  known(
    "a service principal's sign-in in a deployment",
    'clientCredentialsToken: received HTTP status 401 with response: {"error_description":"AADSTS7000215: Invalid client secret provided for app \'99999999-9999-4999-8999-999999999999\'."}',
    "AADSTS7000215",
  ),
  known(
    "another API",
    `AADSTS50076: you must use multi-factor authentication to access '${GRAPH}'.`,
    "other.application",
    "AADSTS50076",
  ),
  known(
    "another application",
    `AADSTS50105: The signed in user is not assigned to a role for the application '${OTHER_APP}'(Shop).`,
    "other.application",
    "AADSTS50105",
  ),
  known(
    "this application",
    `AADSTS50105: The signed in user is not assigned to a role for the application '${API}'(BDK).`,
    "AADSTS50105",
  ),
  known(
    "a client that is not declared",
    `AADSTS65001: has not consented to use the application with ID '${OTHER_APP}' named 'Tool'.`,
    "AADSTS65001",
  ),
  known(
    "ids of the request",
    `AADSTS50076: x. Trace ID: ${OTHER_TENANT} Correlation ID: ${OTHER_APP}`,
    "AADSTS50076",
  ),
];

/** Words of az and other tools. */
export const TOOLS: readonly TextCase[] = [
  known(
    "a broken cache",
    "ERROR: Can't find token from MSAL cache.\nTo re-authenticate, please run:\naz login",
    "az.cache",
    "Can't find token from MSAL cache",
  ),
  known(
    "a user who left the cache",
    "ERROR: User 'dana@sandbox.example' does not exist in MSAL token cache. Run `az login`.",
    "az.cache",
    "Can't find token from MSAL cache",
  ),
  known(
    "Cloud Shell's tenant",
    "ERROR: Tenant shouldn't be specified for Cloud Shell account",
    "az.cloud-shell-tenant",
    "Tenant shouldn't be specified",
  ),
  known(
    "a managed identity's tenant",
    "ERROR: Tenant shouldn't be specified for managed identity account",
    "az.cloud-shell-tenant",
    "Tenant shouldn't be specified",
  ),
  known(
    "Cloud Shell's own sign-in",
    "Audience x is not a supported MSI token audience.",
    "az.cloud-shell",
    "Cloud Shell",
  ),
  known(
    "no subscriptions",
    "No subscriptions found for dana@sandbox.example.",
    "az.no-subscriptions",
    "No subscriptions found",
  ),
  known(
    "nobody signed in",
    "ERROR: Please run 'az login' to setup account.",
    "az.signed-out",
    "Please run 'az login'",
  ),
  known(
    "nobody signed in, wrapped",
    "ERROR: Please run 'az lo\ngin' to setup account.",
    "az.signed-out",
    "Please run 'az login'",
  ),
  unknown("a hint to sign in", "Please make sure you have signed in via 'az login'.", "unknown"),
  known("az missing in a shell", "bash: az: command not found", "az.missing", "az not found"),
  known(
    "az missing on Windows",
    "'az' is not recognized as an internal or external command",
    "az.missing",
    "az not found",
  ),
  known(
    "az missing in PowerShell",
    "az: The term 'az' is not recognized as a name of a cmdlet",
    "az.missing",
    "az not found",
  ),
  unknown("another program missing", "bash: jq: command not found", "unknown"),
  known(
    "no bundle",
    "OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /x.pem",
    "az.no-bundle",
    "No certificate bundle",
  ),
  known(
    "no network",
    "ERROR: HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /x",
    "az.network",
    "Connection failed",
  ),
  known(
    "Graph's revoked token",
    'ERROR: Unauthorized({"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies"}})',
    "az.revoked",
    "TokenCreatedWithOutdatedPolicies",
  ),
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
  unknown(
    "what a traceback's source text names",
    "Traceback (most recent call last):\n  File \"x.py\", line 403, in get\n    raise Error('Unauthorized, AADSTS65001\\nPlease run: az login')\nKeyError: 'tid'",
    "unknown",
  ),
];

/** Who says 401 or 403. */
export const STATUSES: readonly TextCase[] = [
  known("an answer", "HTTP/1.1 403 Forbidden", "HTTP 403"),
  known("an answer of 401", "HTTP/2 401\nwww-authenticate: Bearer", "HTTP 401"),
  known("curl", "curl: (22) The requested URL returned error: 403", "HTTP 403"),
  known(
    "the API's own address",
    "GET https://bdk.contoso.example/api/call/active 401 (Unauthorized)",
    "HTTP 401",
  ),
  known("a person", "I get a 403 from the API", "HTTP 403"),
  unknown("a bare number", "403", "unknown"),
  unknown("a word in prose", "It is forbidden to park here, and 403 is my room.", "unknown"),
  unknown(
    "a registry",
    "npm error code E401\nnpm error 401 Unauthorized - GET https://registry.example/x",
    "unknown.elsewhere",
  ),
  unknown(
    "somebody's address",
    "HTTP/1.1 403 Forbidden\nGET https://shop.contoso.example/cart",
    "unknown.elsewhere",
  ),
  unknown(
    "Azure Resource Manager",
    "ERROR: (AuthorizationFailed) The client 'dana' with object id 'x' does not have authorization to perform action 'Microsoft.Web/sites/read' over scope '/subscriptions/x'. 403 Forbidden",
    "unknown.arm",
  ),
  unknown(
    "Graph",
    'GET https://graph.microsoft.com/v1.0/me: 403 Forbidden {"error":{"code":"Unknown"}}',
    "unknown.graph",
  ),
];

/** The libraries that guard the API. */
export const VALIDATION: readonly TextCase[] = [
  known(
    "an issuer of version 1",
    `IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/${OWN}/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/${OWN}/v2.0'`,
    "IDX10205",
  ),
  known(
    "an issuer in the header, below the status line",
    `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="The issuer 'https://sts.windows.net/${OWN}/' is invalid"`,
    "IDX10205",
    "The issuer is invalid",
  ),
  known(
    "an issuer in the header",
    `Bearer error="invalid_token", error_description="The issuer 'https://sts.windows.net/${OWN}/' is invalid"`,
    "IDX10205",
    "The issuer is invalid",
  ),
  known(
    "an issuer of nobody",
    "IDX40001: Issuer: 'https://x', does not match any of the valid issuers provided for this application.",
    "IDX40001".replace("40001", "10205"),
    "IDX40001",
  ),
  known(
    "an expired token",
    "IDX10223: Lifetime validation failed. The token is expired.",
    "IDX10223",
  ),
  known("a signature", "IDX10503: Signature validation failed.", "IDX10503"),
  known(
    "another signature",
    "IDX10511: Signature validation failed. Keys tried: 'x'",
    "IDX10503",
    "IDX10511",
  ),
  known(
    "no keys",
    "IDX20803: Unable to obtain configuration from: 'https://login.microsoftonline.com/x'",
    "IDX20803",
  ),
  known(
    "no scope that is wanted",
    "IDW10203: The 'scope' or 'scp' claim does not contain scopes 'a' or was not found",
    "IDW10203",
  ),
  known(
    "no scope at all",
    "IDW10201: Neither scope or roles claim was found in the bearer token.",
    "IDW10201",
  ),
  known(
    "an audience",
    'Bearer error="invalid_token", error_description="The audience \'x\' is invalid"',
    "IDX10214",
    "The audience is invalid",
  ),
  known("a code that is cut", "IDX102\n05: Issuer validation failed", "IDX10205"),
  unknown("a code that is not known", "IDX99999: Something", "unknown.validation"),
  unknown("an audience in prose", "Our audience liked the show.", "unknown"),
];

const POST = 'Post "https://login.microsoftonline.com/x/oauth2/v2.0/token"';
const GIVING_UP = `building client: unable to obtain access token: clientCredentialsToken: cannot request token: ${POST}: POST giving up after 1 attempt(s): ${POST}`;
const REFUSED = (code: string): string =>
  `building client: unable to obtain access token: clientCredentialsToken: received HTTP status 401 with response: {"error":"invalid_client","error_description":"${code}: Something. Trace ID: 1"}`;
const NO_CREDENTIALS = (details: string): string =>
  `error: rpc error: code = Unknown desc = failed to load Azure credentials.\nDetails: could not configure AzureCli Authorizer: ${details}\n\n\tPlease make sure you have signed in via 'az login' or configured another authentication method.`;

/** Deployments: the texts are those of azuread 6.9.1 and of Go. */
export const DEPLOYMENTS: readonly TextCase[] = [
  known(
    "missing rights",
    "Could not create application: unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: Insufficient privileges to complete the operation.",
    "Authorization_RequestDenied",
  ),
  known(
    "missing rights, by az",
    "ERROR: Insufficient privileges to complete the operation.",
    "Authorization_RequestDenied",
  ),
  known(
    "missing rights, wrapped",
    "ERROR: Insufficient privi\nleges to complete the oper\nation.",
    "Authorization_RequestDenied",
  ),
  known(
    "a quota",
    "unexpected status 403 (403 Forbidden) with error: Directory_QuotaExceeded: The directory object quota limit for the Principal has been exceeded.",
    "deploy.quota",
    "Directory_QuotaExceeded",
  ),
  unknown(
    "another refusal of Graph",
    "Could not update application: unexpected status 403 (403 Forbidden) with error: SomethingNew: x",
    "unknown.deployment",
  ),
  known(
    "a service tree",
    '{"code":"ServiceTreeValueMissing","message":"ServiceManagementReference field is required for Create"}',
    "deploy.service-tree",
    "ServiceTreeValueMissing",
  ),
  known(
    "a slow directory",
    "Timed out whilst waiting for new service principal to be replicated in Azure AD: unexpected status 404",
    "deploy.replication",
    "to be replicated in Azure AD",
  ),
  known(
    "a provider without az",
    NO_CREDENTIALS(
      'could not parse Azure CLI version: launching Azure CLI: exec: "az": executable file not found in $PATH',
    ),
    "deploy.az-missing",
    'exec: "az": executable file not found',
  ),
  known(
    "a provider without a sign-in",
    NO_CREDENTIALS(
      "obtaining account details: running Azure CLI: exit status 1: ERROR: Please run 'az login' to setup account.",
    ),
    "deploy.signed-out",
    "failed to load Azure credentials: Please run 'az login'",
  ),
  known(
    "a provider without credentials for another reason",
    NO_CREDENTIALS('unsupported Azure CLI version "2.0.0" detected'),
    "deploy.no-credentials",
    "failed to load Azure credentials",
  ),
  known(
    "a sign-in of az that has ended",
    "unable to obtain access token: running Azure CLI: exit status 1: ERROR: AADSTS700082: The refresh token has expired",
    "AADSTS700082",
  ),
  known("a wrong secret", REFUSED("AADSTS7000215"), "AADSTS7000215"),
  known("an old secret", REFUSED("AADSTS7000222"), "AADSTS7000222"),
  known("a federated credential", REFUSED("AADSTS700213"), "AADSTS700213"),
  known("another federated credential", REFUSED("AADSTS70021"), "AADSTS700213", "AADSTS70021"),
  known("an unknown application", REFUSED("AADSTS700016"), "AADSTS700016"),
  known("a deployer's tenant", REFUSED("AADSTS90002"), "AADSTS700016", "AADSTS90002"),
  known("a person's unknown tenant", "ERROR: AADSTS90002: Tenant 'x' not found.", "AADSTS90002"),
  known("a disabled application", REFUSED("AADSTS7000112"), "AADSTS7000112"),
  known("a policy for applications", REFUSED("AADSTS53003"), "AADSTS53003"),
  known(
    "a refusal without a code",
    "clientCredentialsToken: received HTTP status 401",
    "deploy.no-token",
    "clientCredentialsToken",
  ),
  known(
    "an unknown authority",
    `${GIVING_UP}: tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    "deploy.unknown-authority",
    "x509: certificate signed by unknown authority",
  ),
  known(
    "an untrusted certificate on macOS",
    `${GIVING_UP}: x509: “login.microsoftonline.com” certificate is not trusted`,
    "deploy.unknown-authority",
    "x509: certificate signed by unknown authority",
  ),
  known(
    "a certificate out of its time",
    `${GIVING_UP}: x509: certificate has expired or is not yet valid: current time 2020-01-01`,
    "deploy.certificate-time",
    "x509: certificate has expired or is not yet valid",
  ),
  known(
    "a proxy that does not answer",
    `${GIVING_UP}: proxyconnect tcp: dial tcp 127.0.0.1:9: connect: connection refused`,
    "deploy.proxy",
    "proxyconnect",
  ),
  known(
    "a refused connection",
    `${GIVING_UP}: dial tcp 127.0.0.1:9: connect: connection refused`,
    "deploy.network",
    "dial tcp",
  ),
  known(
    "a name that is taken",
    'An existing "azuread_application" with name "BDK" (ID: "/applications/x") was found and `prevent_duplicate_names` was specified. To be managed via Terraform, this resource needs to be imported into the State.',
    "deploy.name-taken",
    'An existing "azuread_application" with name',
  ),
  known(
    "a part that is there",
    'a resource with the ID "/applications/x/permissionScopes/y" already exists - to be managed via Terraform this resource needs to be imported into the State.',
    "deploy.exists",
    "already exists - to be managed via Terraform",
  ),
  known(
    "a client that is there",
    'A resource with the ID "x/preAuthorizedApplication/y" already exists: To be managed via Terraform, this resource needs to be imported into the State.',
    "deploy.exists",
    "already exists - to be managed via Terraform",
  ),
  known(
    "a part that was not shown",
    "expected non-nil error with nil state during Create of urn:pulumi:dev::x",
    "deploy.not-shown",
    "expected non-nil error with nil state",
  ),
  known(
    "a lost answer",
    "HTTP response was nil; connection may have been reset",
    "deploy.lost-answer",
    "HTTP response was nil",
  ),
  known(
    "protection",
    'resource "urn:pulumi:dev::x" cannot be deleted\nbecause it is protected.',
    "deploy.protected",
    "cannot be deleted because it is protected",
  ),
  unknown("a resource that exists elsewhere", 'the stack "dev" already exists', "unknown"),
  unknown(
    "a plugin that Pulumi lost",
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:41293: connect: connection refused"',
    "unknown",
  ),
];

/** Every refusal with an entry of its own that no case above has. */
export const REFUSALS: readonly TextCase[] = [
  known(
    "a declined consent",
    "AADSTS65004: User declined to consent to access the app.",
    "AADSTS65004",
  ),
  known(
    "the client switched off",
    `AADSTS7000112: Application '${CLI}'(Microsoft Azure CLI) is disabled.`,
    "AADSTS7000112",
  ),
  known("a factor to register", "AADSTS53004: register", "AADSTS50079", "AADSTS53004"),
  known("an old password", "AADSTS50055: expired", "AADSTS50055"),
  known(
    "a guest",
    "AADSTS50020: User account 'x' from identity provider 'live.com' does not exist in tenant 'Contoso'",
    "AADSTS50020",
  ),
  known("a policy's time", "AADSTS70043: x", "AADSTS70043"),
  known("a managed device", "AADSTS530003: x", "AADSTS53000", "AADSTS530003"),
  known(
    "a scope given for a resource",
    `AADSTS500011: The resource principal named api://${API}/access_as_producer was not found in the tenant named ${OWN}.`,
    "AADSTS500011",
  ),
  known(
    "the API in another tenant",
    `AADSTS500011: The resource principal named ${API} was not found in the tenant named ${OTHER_TENANT}.`,
    "AADSTS500011",
  ),
  known("a listed one", "AADSTS16002: x", "AADSTS16002"),
  known("another listed one", "AADSTS90094: x", "AADSTS90094"),
];
