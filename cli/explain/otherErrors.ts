/** Errors of the API and of `az`, as far as the stack can be their cause. */
import { type Explanation, signIn } from "./explanation";

/** What the deployed API answers. */
export const API_ERRORS: readonly Explanation[] = [
  {
    id: "IDW10201",
    failureCode: "token.wrong.scopes",
    matches: /IDW10201/,
    title: "The token has neither scopes nor roles.",
    cause: ({ outputs }) =>
      `The API wants "${outputs.expectedToken.scp}" in "scp", or an app role in "roles". A service principal without the role gets neither.`,
    remedy: signIn("Sign in as a user and get a new token. A daemon needs the app role."),
    links: ["https://github.com/AzureAD/microsoft-identity-web/issues/1038"],
  },
  {
    id: "IDX10214",
    matches:
      /IDX10214|audience[^.]{0,40}(invalid|validation failed)|invalid_token[^.]{0,60}audience/i,
    title: "The API refuses the token's audience.",
    cause: ({ outputs }) =>
      `The API is configured for another registration than "${outputs.clientId}", or the token is of version 1 or for another API.`,
    remedy: ({ outputs }) => ({
      text: `Set the API's "Settings:AzureAdConfiguration:ClientId" to "${outputs.clientId}" and restart it; check the token with "check".`,
    }),
    links: [
      "https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/wiki",
    ],
  },
  {
    id: "HTTP 403",
    matches: /\b403\b|Forbidden/i,
    title: "The API knows the caller and does not let them in.",
    cause: ({ outputs }) =>
      outputs.expectedToken.groups === undefined
        ? 'The token is good, and the API still refuses: its "Settings:AzureAdConfiguration:GroupId" names a group although the stack has none, or it asks for a role.'
        : `The user is not in the group "${outputs.expectedToken.groups}", joined it after the token was issued, or is in more than 200 groups.`,
    remedy: signIn("Once in the group, sign in again for a new token: the old one still lacks it."),
    links: [
      "https://github.com/Azure/azure-cli/issues/29185",
      "https://github.com/Azure/azure-cli/issues/32855",
    ],
  },
  {
    id: "HTTP 401",
    matches: /\b401\b|Unauthorized|invalid_token/i,
    title: "The API does not accept the token.",
    cause: ({ outputs }) =>
      `There was no token, it has expired, or it is not for "${outputs.clientId}" of the tenant "${outputs.tenantId}".`,
    remedy: ({ outputs }) => ({
      text: 'Get a new token and send it as "Authorization: Bearer <token>"; "check" says what is wrong with a token.',
      commands: [outputs.tokenCommand],
    }),
    links: ["https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens"],
  },
];

/** What `az` itself says. */
export const AZ_ERRORS: readonly Explanation[] = [
  {
    id: "The ID token is not yet valid",
    failureCode: "token.wrong.not-yet-valid",
    matches: /ID token is not yet valid/i,
    title: "This machine's clock is behind.",
    cause: () =>
      "Older versions of az compare the sign-in with the clock themselves, and refuse one that seems to come from the future.",
    remedy: () => ({ text: "Set the clock (time zone and time), best by the network." }),
    links: [
      "https://github.com/AzureAD/microsoft-authentication-library-for-python/blob/1.21.0/msal/oauth2cli/oidc.py",
    ],
  },
  {
    id: "No subscriptions found",
    failureCode: "token.refused.not-signed-in",
    matches: /No subscriptions? (were |was )?found/i,
    title: "The account sees no Azure subscription, so az keeps no sign-in.",
    cause: () => "This API needs no subscription; az only has to be told.",
    remedy: signIn("Sign in without one."),
    links: [
      "https://github.com/Azure/azure-cli/issues/15585",
      "https://github.com/Azure/azure-cli/issues/14773",
    ],
  },
  {
    id: "Please run 'az login'",
    failureCode: "token.refused.not-signed-in",
    matches: /Please run:?\s+['"`]?az login|does not exist in MSAL token cache/i,
    title: "Nobody is signed in to the Azure CLI.",
    cause: () =>
      "az has no account in this configuration folder; in Cloud Shell, the built-in sign-in does not cover other APIs.",
    remedy: signIn("Sign in to the stack's tenant, for this API."),
    links: ["https://github.com/Azure/azure-cli/issues/10165"],
  },
  {
    id: "Cloud Shell",
    failureCode: "token.refused.not-signed-in",
    matches: /not a supported MSI token audience|Failed to connect to MSI/i,
    title: "Cloud Shell's built-in sign-in covers Microsoft's own APIs only.",
    cause: () =>
      "az in Cloud Shell takes tokens from the shell itself, which has none for other APIs.",
    remedy: signIn("Sign in explicitly, inside Cloud Shell."),
    links: [
      "https://github.com/Azure/azure-cli/issues/10165",
      "https://github.com/Azure/CloudShell/issues/550",
    ],
  },
  {
    id: "az not found",
    failureCode: "az.missing",
    matches: /az: (command )?not found|'az' is not recognized|The term 'az' is not recognized/i,
    title: "The Azure CLI is not installed, or not on the PATH.",
    cause: () => "Tokens are fetched with the Azure CLI.",
    remedy: () => ({ text: "Install it: https://learn.microsoft.com/cli/azure/install-azure-cli" }),
    links: ["https://learn.microsoft.com/cli/azure/install-azure-cli"],
  },
  {
    id: "No certificate bundle",
    failureCode: "az.network",
    matches: /Could not find a suitable TLS CA certificate bundle/i,
    title: "az does not find the file of certificates that it is told to trust.",
    cause: () => "REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names a file that is not there.",
    remedy: () => ({
      text: "Have the variable name the file with the proxy's authority, or unset it where there is no such proxy.",
    }),
    links: ["https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification"],
  },
  {
    id: "Certificate verification failed",
    failureCode: "az.network",
    matches: /certificate verif|CERTIFICATE_VERIFY_FAILED|SSLError/i,
    title: "az does not trust the certificate that it sees.",
    cause: () =>
      "A proxy that inspects traffic signs with its own authority, or this machine's clock is so wrong that certificates seem expired.",
    remedy: () => ({
      text: "Give az the proxy's authority in REQUESTS_CA_BUNDLE, and compare the clock: https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-troubleshooting#work-behind-a-proxy",
    }),
    links: [
      "https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-troubleshooting#work-behind-a-proxy",
    ],
  },
  {
    id: "Connection failed",
    failureCode: "az.network",
    matches:
      /Max retries exceeded|Failed to establish a new connection|(?<!connect: )Connection (refused|aborted|reset|error(?!: desc))|getaddrinfo|Name or service not known|name resolution|ProxyError|Tunnel connection failed|Network is unreachable/i,
    title: "The sign-in service cannot be reached.",
    cause: () =>
      "There is no connection to login.microsoftonline.com: network, name service, proxy (HTTPS_PROXY) or firewall.",
    remedy: () => ({
      text: "Restore the connection, or set HTTPS_PROXY to the proxy that leads out.",
    }),
    links: [
      "https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-troubleshooting#work-behind-a-proxy",
    ],
  },
];
