/** Who speaks in a message, by what only they say. */
import { IN_FRONT_FAILURES } from "./entries/inFront";
import type { Speaker } from "./message";
import { holds } from "./phrase";

/** Marks of each speaker; the first that has one speaks. Phrases, as in `phrase.ts`. */
const MARKS: readonly (readonly [Speaker, readonly string[]])[] = [
  [
    "broker",
    ["Response_Status.", "StatusInternal::", "(pii)", "WAM Error", "unknown_broker_error"],
  ],
  [
    "powershell",
    [
      "Get-AzAccessToken",
      "Connect-AzAccount",
      "AzPSAuthenticationFailed",
      "Az.Accounts",
      "Microsoft.Azure.Commands",
      "Microsoft.Azure.PowerShell",
      "Unable to acquire token for tenant",
    ],
  ],
  [
    "azd",
    [
      "azd auth",
      "azd login",
      "azd up",
      "azd provision",
      // How it quotes the sign-in service.
      "failed to authenticate: (i",
      "fetching token:",
      "logging in: AADSTS",
    ],
  ],
  [
    "provider",
    [
      "azuread:",
      "azuread_",
      "urn:pulumi",
      "pulumi:",
      "via Terraform",
      "AzureCli Authorizer",
      "failed to load Azure credentials",
      "unable to obtain access token",
      "clientCredentialsToken",
      "building client:",
      "building account:",
      "building AzureAD Client",
      "from Azure CLI:",
      "unexpected status 4…with error:",
      "unexpected status 4…with OData error:",
      "Client.BaseClient",
      "running Azure CLI:",
      "launching Azure CLI:",
      "Could not create application",
      "Could not create service principal",
      "Could not create group",
      "Could not update application",
      "Timed out whilst waiting",
      "during Create of urn",
      "pulumi stack",
      "pulumi cancel",
      "PULUMI_",
    ],
  ],
  [
    "arm",
    [
      // Not the address alone: people ask for its tokens. "Authorization failed." is ASP.NET's.
      "management.azure.com/providers",
      "management.azure.com/tenants",
      "host=management.azure.com",
      "code:AuthorizationFailed",
      "code=AuthorizationFailed",
      "(AuthorizationFailed)",
      "does not have authorization to perform action",
      "/subscriptions/",
      "SubscriptionNotFound",
      "LinkedAuthorization",
      // Microsoft Graph has no code of this name.
      "InvalidAuthenticationTokenTenant",
      "Microsoft.Authorization/",
      "Resource Manager",
    ],
  ],
  [
    "graph",
    [
      "graph.microsoft.com",
      "graph.windows.net",
      "Microsoft Graph",
      "Authorization_RequestDenied",
      "Authorization_IdentityNotFound",
      "InvalidAuthenticationToken",
      "insufficient_claims",
      "TokenCreatedWithOutdatedPolicies",
      "Request_ResourceNotFound",
      "Request_BadRequest",
      "Directory_",
      "ServiceTreeValueMissing",
      "CannotDeleteOrUpdateEnabledEntitlement",
      "Access Token missing or malformed",
      "required scopes are missing in the token",
    ],
  ],
  [
    "elsewhere",
    [
      "npm ERR",
      "registry.",
      "docker",
      "git push",
      "git pull",
      "fatal: unable to access",
      "fatal: Authentication failed",
      "dev.azure.com",
      "visualstudio.com",
      "api.pulumi.com",
      "Pulumi Cloud",
      "azurecr.io",
      ".vault.azure.net",
      "blob.core.windows.net",
      "Server: Windows-Azure-",
      "Server: github.com",
      "database.windows.net",
      "amazonaws.com",
      "googleapis.com",
      "api.github.com",
      // Headers and bodies of Azure Storage, GitHub, npm, Kubernetes, Key Vault and registries.
      "x-ms-error-code",
      "x-github-request-id",
      "npm-notice",
      "Audit-Id",
      "kind:Status",
      "failed to authenticate the request",
      "Bearer authorization=",
      "Bearer realm=https:",
      // An API that is named, and is not this one.
      "npm API",
      "ARM API",
      "DevOps API",
      "GitHub API",
      "GitLab API",
      "API of GitHub",
      "Invalid API Key",
    ],
  ],
  [
    "inFront",
    [
      ...IN_FRONT_FAILURES.flatMap(({ says = [] }) => says),
      "HTTP Error 401.",
      "HTTP Error 403.",
      "WWW-Authenticate: Basic",
      "WWW-Authenticate: Negotiate",
      "WWW-Authenticate: NTLM",
      "WWW-Authenticate: Digest",
      "X-Squid-Error",
      "squid/",
      "nginx",
      "cloudflare",
      "CloudFront",
      "awselb/",
      "AkamaiGHost",
    ],
  ],
  ["elsewhere", ["authorization_uri"]],
  [
    "browser",
    [
      "Device state:",
      "App name:",
      "Troubleshooting details",
      "Flag sign-in errors",
      "App id:…IP address:",
    ],
  ],
];

/**
 * Words of the Management API, of the library that guards it, and of people who say that it
 * answered.
 */
const API_MARKS: readonly string[] = [
  "/api/call",
  "/api/participant",
  "/api/service",
  "from the API",
  "from the Management API",
  "API answer",
  "API return",
  "API respond",
  "API says",
  "Bearer error=invalid_token",
  "error=invalid_token, error_description=The",
  "Microsoft.Identity.Web",
  "Microsoft.IdentityModel.Tokens",
  "JwtBearer",
  "Kestrel",
];

/**
 * An answer of HTTP as its readers print it, without the address: in this job, the API was called.
 */
const ANSWERS = /\bHTTP\/[\d.]{1,3} 40[13]\b|\bcurl: \(22\)|\binvoke-(?:restmethod|webrequest)\b/i;
/** What only the API puts into an answer, also where something in front of it passes that on. */
const OWN_ANSWER = /^(?:< )?(?:www-authenticate: bearer|server: kestrel)/im;
/** An address of somebody else. That of a standard is nobody's. */
const ADDRESS = /\bhttps?:\/\/(?!tools\.ietf\.org\/)|^(?:> )?host: /im;

/** Of az: its marks are weaker than everybody else's, who may quote it. */
const AZ_MARKS: readonly string[] = [
  "az login",
  "az account",
  "azure-cli",
  "azure.cli",
  "cli.knack",
  // Python's words for the sign-in service: of az, or of an SDK that signs in as az does.
  "Pool(host='login.microsoftonline.",
  "Pool(host='login.partner.microsoftonline.",
];

/** Speakers who may quote words of the API. */
const OTHERS: readonly Speaker[] = ["provider", "graph", "arm", "elsewhere", "inFront"];

/** Who speaks; undefined where nothing tells. @param text on one or more lines. */
export function speakerOf(text: string, squeezed: string): Speaker | undefined {
  if (/(?<![A-Z])ID[XW]\d{5}(?!\d)/i.test(squeezed)) return "api";
  const isApi = API_MARKS.some((mark) => holds(squeezed, mark));
  const known = MARKS.find(([, marks]) => marks.some((mark) => holds(squeezed, mark)))?.[0];
  const isOthers = known !== undefined && OTHERS.includes(known);
  if (isApi && !isOthers) return "api";
  const isPassedOn = known === undefined || known === "inFront";
  if (isPassedOn && OWN_ANSWER.test(text)) return "api";
  if (known !== undefined) return known;
  if (ANSWERS.test(text)) return ADDRESS.test(text) ? "elsewhere" : "api";
  const isAz = /^ERROR: /m.test(text) || AZ_MARKS.some((mark) => holds(squeezed, mark));
  return isAz ? "az" : undefined;
}
