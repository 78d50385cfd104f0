/** What `az` itself says, and what becomes of it. */
import { advice, because, type Failure, freshSignIn, signIn } from "../failure";

const INSTALL = "https://learn.microsoft.com/cli/azure/install-azure-cli";

/** Entries. */
export const AZ_FAILURES: readonly Failure[] = [
  {
    code: "az.missing",
    name: "az not found",
    says: [
      "az: command not found",
      "az: not found",
      "az: No such file",
      "command not found: az",
      "spawn az ENOENT",
      "Azure CLI not installed",
      "Azure CLI not found on path",
      "Azure CLI could not be found",
      // cmd and PowerShell, in English, German, French, Spanish.
      "'az' is not recognized as",
      "The term 'az' is not recognized",
      'Der Befehl "az" ist entweder falsch geschrieben',
      '"az" wurde nicht als Name eines Cmdlet',
      "'az' n'est pas reconnu en tant que commande",
      "«az» n'est pas reconnu comme nom",
      '"az" no se reconoce como',
    ],
    only: [/(?<![\w-])az(?![\w-])/i, "Azure CLI"],
    kind: "missing",
    failureCode: "az.missing",
    title: 'The Azure CLI ("az") is not installed, or not on the PATH.',
    cause: because("Tokens are fetched with the Azure CLI."),
    remedy: advice(`Install it: ${INSTALL}`),
    links: [INSTALL],
    shownIn: ["guide"],
  },
  {
    code: "az.timeout",
    name: "az does not answer",
    kind: "timeout",
    failureCode: "az.timeout",
    title: '"az" did not answer in time and was stopped.',
    cause: because("It waits for a slow network or for somebody to answer, or it hangs."),
    remedy: advice('Try again; if the network is slow, raise the limit with "--timeout".'),
    links: ["https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-troubleshooting"],
  },
  {
    code: "az.unreadable",
    name: "az's answer is not understood",
    kind: "unreadable",
    failureCode: "az.unreadable",
    title: 'The answer of "az" is not understood.',
    cause: because(
      "A wrapper or an extension changes its output, or its version is not known here.",
    ),
    remedy: advice(
      "Update the Azure CLI, and check that no wrapper or extension changes its output.",
    ),
    links: ["https://learn.microsoft.com/cli/azure/update-azure-cli"],
  },
  {
    code: "az.clock",
    name: "The ID token is not yet valid",
    says: ["ID token is not yet valid", "id token is issued in the future"],
    kind: "az",
    failureCode: "token.wrong.not-yet-valid",
    title: "This machine's clock is behind.",
    cause: because(
      "Older versions of az compare the sign-in with the clock themselves, and refuse one that seems to come from the future.",
    ),
    remedy: advice("Set the clock (time zone and time), best by the network."),
    links: [
      "https://github.com/AzureAD/microsoft-authentication-library-for-python/blob/1.21.0/msal/oauth2cli/oidc.py",
    ],
    shownIn: ["guide"],
  },
  {
    code: "az.cache",
    name: "Can't find token from MSAL cache",
    says: [
      "Can't find token from MSAL cache",
      "does not exist in MSAL token cache",
      "Decryption failed: [WinError",
      "msal_extensions.persistence.Persistence",
      "PersistenceDecryptionError",
      "Permission denied…msal_token_cache",
      "Unable to get…msal_token_cache",
    ],
    kind: "signedOut",
    failureCode: "token.refused.not-signed-in",
    title: "az's store of sign-ins is broken.",
    cause: because(
      "az lists an account and has no sign-in of it: after a sign-in that was cancelled half-way, with a store that two users or two machines share, or one that another user encrypted.",
    ),
    remedy: ({ outputs }) => ({
      text: "Have az forget all accounts, then sign in.",
      commands: ["az account clear", outputs.loginCommand],
      otherwise:
        "Give az a store of its own: set AZURE_CONFIG_DIR to an empty folder, and sign in there.",
    }),
    links: [
      "https://github.com/Azure/azure-cli/issues/32931",
      "https://github.com/Azure/azure-cli/issues/27317",
    ],
    shownIn: ["guide"],
  },
  {
    code: "az.cloud-shell-tenant",
    name: "Tenant shouldn't be specified",
    says: [
      "Tenant shouldn't be specified for Cloud Shell",
      "Tenant shouldn't be specified for MSI",
      "Tenant shouldn't be specified for managed identity",
      "Tenant shouldn't be specified for",
    ],
    kind: "az",
    failureCode: "az.failed",
    title: "Cloud Shell and managed identities take no tenant.",
    cause: because('Their account belongs to one tenant, and az refuses "--tenant" for it.'),
    remedy: ({ outputs }) => ({
      text: 'Leave "--tenant" out:',
      commands: [outputs.tokenCommand],
      otherwise: "If the account is refused then, sign in explicitly; that account takes a tenant.",
    }),
    links: [
      "https://github.com/Azure/azure-cli/issues/29313",
      "https://github.com/Azure/azure-cli/pull/31869",
    ],
    shownIn: ["guide"],
  },
  {
    code: "az.cloud-shell",
    name: "Cloud Shell",
    says: [
      "not a supported MSI token audience",
      "Failed to connect to MSI",
      "MSI endpoint is not responding",
    ],
    kind: "az",
    failureCode: "token.refused.not-signed-in",
    title:
      "The built-in sign-in of Cloud Shell or of the machine covers Microsoft's own APIs only.",
    cause: because(
      "az takes tokens from the shell or machine itself there, which has none for other APIs.",
    ),
    remedy: signIn(
      "Sign in explicitly, inside that shell.",
      "The shell forgets it at its end; a pipeline uses an application of its own, with the app role.",
    ),
    links: [
      "https://github.com/Azure/azure-cli/issues/10165",
      "https://github.com/Azure/CloudShell/issues/550",
    ],
    shownIn: ["guide"],
  },
  {
    code: "az.no-subscriptions",
    name: "No subscriptions found",
    says: ["No subscriptions found", "No subscription found", "No subscriptions were found"],
    kind: "signedOut",
    failureCode: "token.refused.not-signed-in",
    title: "The account sees no Azure subscription, so az keeps no sign-in.",
    cause: because("This API needs no subscription; az only has to be told."),
    remedy: signIn(
      "Sign in without one.",
      '"--allow-no-subscriptions" must be in the line, as it is here.',
    ),
    links: [
      "https://github.com/Azure/azure-cli/issues/15585",
      "https://github.com/Azure/azure-cli/issues/14773",
    ],
    shownIn: ["guide", "readme"],
  },
  {
    code: "az.signed-out",
    name: "Please run 'az login'",
    says: [
      "Please run 'az login' to setup account",
      "Please run 'az login' to set up",
      "Please run: az login",
      "Please run 'az login'",
      "Please run az login",
      "Not logged in to Azure CLI",
    ],
    from: ["az", "azCredential"],
    kind: "signedOut",
    failureCode: "token.refused.not-signed-in",
    title: "Nobody is signed in to the Azure CLI.",
    cause: because(
      "az has no account in this configuration folder; in Cloud Shell, the built-in sign-in does not cover other APIs.",
    ),
    remedy: signIn(
      "Sign in to the stack's tenant, for this API; no subscription is needed.",
      "az looks in another folder than the sign-in went to: compare AZURE_CONFIG_DIR, HOME and the user (sudo, container, service).",
    ),
    links: ["https://github.com/Azure/azure-cli/issues/10165"],
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
    failureCode: "token.refused.other",
    title: "Microsoft Graph revoked the token that az holds for it.",
    cause: because(
      "A policy, the password or the network changed since (continuous access evaluation). It is about Graph's token, not this API's; az has to sign in to get another one.",
    ),
    remedy: ({ outputs }) => ({
      text: "Sign out, because az would go on with what it holds, then sign in.",
      commands: freshSignIn(outputs),
      otherwise:
        "If it is revoked at once, the network's address does not fit the policy: use the company's network.",
    }),
    links: [
      "https://github.com/microsoftgraph/msgraph-sdk-java/issues/2355",
      "https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation",
    ],
    shownIn: ["guide"],
  },
];
