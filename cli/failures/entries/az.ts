/** What `az` says of accounts and sign-ins. */
import { askAgain, type Entry, signIn, signInAnew } from "../failure";

export const AZ_FAILURES: readonly Entry[] = [
  {
    code: "az.cache",
    says: [
      "Can't find token from MSAL cache",
      "does not exist in MSAL token cache",
      "Decryption failed: [WinError",
      "msal_extensions.persistence.Persistence",
      "PersistenceDecryptionError",
      "Unable to get…msal_token_cache",
      "Could not retrieve token from local cache",
    ],
    kind: "signedOut",
    title: "az's store of sign-ins is broken.",
    cause:
      "az lists an account and has no sign-in of it: after a sign-in that was cancelled half-way, with a store that two users or two machines share, or one that another user encrypted.",
    remedy: ({ outputs }) => ({
      text: "Have az forget all accounts, then sign in.",
      commands: ["az account clear", outputs.loginCommand],
      otherwise:
        "Give az a store of its own: set AZURE_CONFIG_DIR to an empty folder, and sign in there.",
    }),
    links: ["Azure/azure-cli#32931", "Azure/azure-cli#27317"],
    shownIn: ["guide"],
  },
  {
    code: "az.cloud-shell-tenant",
    says: ["Tenant shouldn't be specified"],
    title: "Cloud Shell and managed identities take no tenant.",
    cause: 'Their account belongs to one tenant, and az refuses "--tenant" for it.',
    remedy: askAgain(
      'Leave "--tenant" out:',
      "If the account is refused then, sign in explicitly; that account takes a tenant.",
    ),
    links: ["Azure/azure-cli#29313", "Azure/azure-cli#31869"],
    shownIn: ["guide"],
  },
  {
    code: "az.cloud-shell",
    name: "Cloud Shell",
    says: [
      "not a supported MSI token audience",
      "Failed to connect to MSI",
      "MSI endpoint is not responding",
      "localhost:50342/oauth2/token",
    ],
    failureCode: "token.refused.not-signed-in",
    title: "The built-in sign-in of Cloud Shell or a machine covers Microsoft's own APIs only.",
    cause: "az takes tokens from the shell or machine itself there, which has none for other APIs.",
    remedy: signIn(
      "Sign in explicitly, inside that shell.",
      "The shell forgets it at its end; a pipeline uses an application of its own, with the app role.",
    ),
    links: ["Azure/azure-cli#10165", "Azure/CloudShell#550"],
    shownIn: ["guide"],
  },
  {
    code: "az.authority",
    says: ["Unable to get authority configuration"],
    kind: "tenant",
    failureCode: "token.refused.wrong-tenant",
    title: "az got no description of the tenant that it was told to sign in to.",
    cause: ({ outputs }) =>
      `The tenant's name in the message is misspelt or of another cloud, or the network does not lead to the sign-in service. The stack lives in "${outputs.tenantId}".`,
    remedy: signIn(
      "Sign in to the stack's tenant by its id, which has no spelling to get wrong.",
      "Then it is the network: a proxy that wants HTTPS_PROXY, or a firewall.",
    ),
    links: [
      "https://github.com/AzureAD/microsoft-authentication-library-for-python/blob/dev/msal/authority.py",
    ],
    any: ["tenant"],
  },
  {
    code: "az.tenants",
    name: "The following tenants",
    says: [
      "following tenants require Multi-Factor Authentication",
      "following tenants don't contain accessible subscriptions",
    ],
    kind: "signIn",
    title: "az passed over some of the account's tenants.",
    cause:
      "Without a tenant, it tries all of them, for Azure's subscriptions alone: those that want a second factor or have none are left out.",
    remedy: signIn(
      "Sign in to the stack's tenant alone, for this API.",
      "If that tenant is not among the account's, have the account invited there.",
    ),
    links: ["https://learn.microsoft.com/cli/azure/authenticate-azure-cli-interactively"],
    any: ["tenant"],
  },
  {
    code: "az.subscription",
    name: "subscription not found",
    says: [
      "The subscription of…doesn't exist in cloud",
      "Subscription…not found. Check the spelling and casing",
    ],
    title: "az has no such subscription in its list.",
    cause: "It is misspelt, of another account, or newer than the sign-in. This API needs none.",
    remedy: askAgain('Leave "--subscription" out, and choose no subscription before:'),
    links: ["https://learn.microsoft.com/cli/azure/manage-azure-subscriptions-azure-cli"],
  },
  {
    code: "az.no-subscriptions",
    says: ["No subscriptions found", "No subscription found", "No subscriptions were found"],
    kind: "signedOut",
    title: "The account sees no Azure subscription, so az keeps no sign-in.",
    cause: "This API needs no subscription; az only has to be told.",
    remedy: signIn(
      "Sign in without one.",
      '"--allow-no-subscriptions" must be in the line, as it is here.',
    ),
    links: ["Azure/azure-cli#15585", "Azure/azure-cli#14773"],
    shownIn: ["guide", "readme"],
  },
  {
    code: "az.password",
    name: "in non-interactive mode",
    says: ["Please specify both username and password in non-interactive mode"],
    from: ["az"],
    title: "az wants to ask for a password, and there is no terminal to ask in.",
    cause:
      '"az login" was given a user name and no password. Other commands, such as "az acr login", say the same of theirs.',
    remedy: signIn(
      "Sign in without a user name, in a browser.",
      'Where there is no browser, add "--use-device-code"; a pipeline signs in as an application, with the app role.',
    ),
    links: ["https://learn.microsoft.com/cli/azure/authenticate-azure-cli"],
  },
  {
    code: "az.signed-out",
    name: "Please run 'az login'",
    says: ["Please run: az login", "Please run 'az login'", "Not logged in to Azure CLI"],
    from: ["az", "azCredential"],
    kind: "signedOut",
    title: "Nobody is signed in to the Azure CLI.",
    cause: "az has no account in its folder, or only Cloud Shell's, which covers no other APIs.",
    remedy: signIn(
      "Sign in to the stack's tenant, for this API; no subscription is needed.",
      "az looks in another folder than the sign-in went to: compare AZURE_CONFIG_DIR, HOME and the user (sudo, container, service).",
    ),
    links: ["Azure/azure-cli#10165"],
    shownIn: ["guide"],
  },
  {
    code: "az.revoked",
    name: "TokenCreatedWithOutdatedPolicies",
    says: [
      "Continuous access evaluation resulted in",
      "TokenCreatedWithOutdatedPolicies",
      "TokenIssuedBeforeRevocationTimestamp",
      "error=insufficient_claims",
      "code:InvalidAuthenticationToken…has been revoked",
      "LocationConditionEvaluationSatisfied",
    ],
    kind: "graphToken",
    title: "Microsoft Graph revoked the token that az holds for it.",
    cause:
      "A policy, the password or the network changed since (continuous access evaluation). It is about Graph's token, not this API's; az has to sign in to get another one.",
    remedy: signInAnew(
      "Sign out, because az would go on with what it holds, then sign in.",
      "If it is revoked at once, the network's address does not fit the policy: use the company's network.",
    ),
    links: [
      "microsoftgraph/msgraph-sdk-java#2355",
      "https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation",
    ],
    shownIn: ["guide"],
  },
];
