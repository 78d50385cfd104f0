/**
 * Errors of `pulumi preview` and `pulumi up`, in the words of the azuread provider. On a stack that has resources Pulumi refreshes
 * first, before the program runs, so what goes wrong then is told by the provider alone.
 */
import { deployAgain, type Explanation, type Remedy } from "./explanation";

const VARIABLES = "ARM_CLIENT_ID, ARM_CLIENT_SECRET and ARM_TENANT_ID";
const DOCUMENTED = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
const SIGN_IN_OF_PROVIDER =
  "https://www.pulumi.com/registry/packages/azuread/installation-configuration/";

/**
 * Refusals of an application that signs in by itself, found by their code. Where a text is known to be about such a sign-in, they win
 * over what the same code means for people.
 */
export const DEPLOYER_REFUSALS: readonly Explanation[] = [
  {
    id: "AADSTS7000215",
    matches: /AADSTS7000215\b/,
    title: "The client secret is not one of the application's.",
    cause: () =>
      "Whoever deploys signs in as the application in ARM_CLIENT_ID, with ARM_CLIENT_SECRET. A secret's value is wanted there; beside it, the portal shows the secret's id.",
    remedy: () => ({
      text: "Set ARM_CLIENT_SECRET to the value. It is shown once, when the secret is made: without it, make a new one.",
    }),
    links: [DOCUMENTED, "https://github.com/ahaenggli/AzureAD-LDAP-wrapper/issues/45"],
  },
  {
    id: "AADSTS7000222",
    matches: /AADSTS7000222\b/,
    title: "The client secret has expired.",
    cause: () => "Every secret of the application in ARM_CLIENT_ID that was tried is too old.",
    remedy: () => ({ text: "Make a new secret and set ARM_CLIENT_SECRET to its value." }),
    links: [DOCUMENTED, "https://github.com/prisma/ecosystem-tests/issues/3437"],
  },
  {
    id: "AADSTS700016",
    matches: /AADSTS(700016|90002)\b/,
    title: "The tenant does not know the application that deploys, or there is no such tenant.",
    cause: ({ outputs }) =>
      `ARM_CLIENT_ID and ARM_TENANT_ID do not belong together. The stack lives in the tenant "${outputs.tenantId}".`,
    remedy: () => ({
      text: "Set ARM_CLIENT_ID to the application's client id (not its object id), and ARM_TENANT_ID to the tenant where it has a service principal.",
    }),
    links: [DOCUMENTED],
  },
  {
    id: "AADSTS7000112",
    matches: /AADSTS7000112\b/,
    title: "The application that deploys is disabled.",
    cause: () => "The service principal of the application in ARM_CLIENT_ID is switched off.",
    remedy: () => ({ text: "Have an administrator switch it on, or deploy as somebody else." }),
    links: [DOCUMENTED],
  },
];

/** An answer got lost, and what was asked for may be there. */
const deployOnce: Explanation["remedy"] = deployAgain(
  'Deploy again. If the next message says "already exists" or "An existing … with name", explain that one: it names what is there.',
);

/** Where people sign in for a deployment: for Microsoft Graph, not for this API. */
const signInToDeploy: Explanation["remedy"] = ({ outputs }): Remedy => ({
  text: `Sign in to the stack's tenant where Pulumi runs. A pipeline sets ${VARIABLES} instead.`,
  commands: [`az login --tenant ${outputs.tenantId} --allow-no-subscriptions`],
});

/** What the provider, its connections and Microsoft Graph say, found by their words. Special ones before general ones. */
export const DEPLOY_ERRORS: readonly Explanation[] = [
  {
    id: 'exec: "az": executable file not found',
    matches: /exec: "az": executable file not found/,
    title: "The Azure CLI is not on the PATH where Pulumi runs.",
    cause: () => `Where ${VARIABLES} are not all set, the provider signs in through "az".`,
    remedy: () => ({
      text: `Install it (https://learn.microsoft.com/cli/azure/install-azure-cli) and sign in, or set ${VARIABLES}.`,
    }),
    links: [SIGN_IN_OF_PROVIDER, "https://github.com/pulumi/pulumi-azure/issues/3600"],
  },
  {
    id: "failed to load Azure credentials: Please run 'az login'",
    matches: /failed to load Azure credentials[^]*Please run:? ['"`]?az login/,
    title: "Whoever deploys is not signed in.",
    cause: () => `The Azure CLI has no account, and ${VARIABLES} are not all set.`,
    remedy: signInToDeploy,
    links: [SIGN_IN_OF_PROVIDER],
  },
  {
    id: "failed to load Azure credentials",
    matches: /failed to load Azure credentials/,
    title: "The provider has nothing to sign in with.",
    cause: () => "The message goes on to say why.",
    remedy: signInToDeploy,
    links: [SIGN_IN_OF_PROVIDER],
  },
  {
    id: "clientCredentialsToken",
    matches: /clientCredentialsToken: received HTTP status/,
    title: "The sign-in service gave the application that deploys no token.",
    cause: () =>
      `Behind a status of 400 or 401 stands a code (AADSTS…) that says what is wrong with ${VARIABLES}; one of 500 and more is the service's own trouble.`,
    remedy: () => ({ text: "Explain the message with its code, or try again after a 5xx." }),
    links: [SIGN_IN_OF_PROVIDER],
  },
  {
    id: "x509: certificate signed by unknown authority",
    matches: /x509: (certificate signed by unknown authority|.{0,200}certificate is not trusted)/,
    title: "Pulumi's provider does not trust the certificate that it sees.",
    cause: () =>
      "Something between this machine and the host in the message, such as a proxy that inspects traffic, signs with an authority of its own.",
    remedy: () => ({
      text: "Have this machine trust that authority: on Linux in SSL_CERT_FILE, which replaces the system's list, else in the system's own store.",
    }),
    links: [
      "https://github.com/hashicorp/terraform-provider-azuread/issues/296",
      "https://pkg.go.dev/crypto/x509#SystemCertPool",
    ],
  },
  {
    id: "x509: certificate has expired or is not yet valid",
    matches: /x509: certificate has expired or is not yet valid/,
    title: "A certificate is not valid at this machine's time.",
    cause: () =>
      "The message names both times: either the clock is wrong, or the certificate is old.",
    remedy: () => ({
      text: "Set the clock if it is wrong. Else whoever runs the proxy that signed the certificate renews it.",
    }),
    links: ["https://pkg.go.dev/crypto/x509#CertificateInvalidError"],
  },
  {
    id: "proxyconnect",
    matches: /proxyconnect tcp/,
    title: "The proxy does not answer.",
    cause: () => "HTTPS_PROXY names a proxy to which Pulumi's provider gets no connection.",
    remedy: () => ({ text: "Set HTTPS_PROXY to the proxy that leads out, or unset it." }),
    links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  },
  {
    id: "dial tcp",
    // Pulumi speaks to its own plugins by TCP too: that is no matter of the network.
    matches: /(?<!Error while dialing:? )\bdial tcp\b/,
    title: "A host cannot be reached from where Pulumi runs.",
    cause: () =>
      "The message names the host, and how it failed: no such name, nobody listening, no answer. Network, name service, firewall or proxy are in the way.",
    remedy: () => ({
      text: "Restore the connection, or set HTTPS_PROXY to the proxy that leads out, then deploy again.",
    }),
    links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  },
  {
    id: "Authorization_RequestDenied",
    matches: /Authorization_RequestDenied|Insufficient privileges to complete the operation/,
    title: "Whoever asked Microsoft Graph lacks the right for that.",
    cause: ({ outputs }) =>
      `It is about registering "${outputs.declared.displayName}", not about calling it.`,
    remedy: () => ({
      text: 'Give whoever deploys what the output "requiredPermissions" lists; a person needs the directory role Application Developer, or more for groups and assignments.',
    }),
    links: ["https://github.com/pulumi/pulumi-azuread/issues/246"],
  },
  {
    id: "CannotDeleteOrUpdateEnabledEntitlement",
    matches:
      /CannotDeleteOrUpdateEnabledEntitlement|cannot be deleted or updated unless disabled first/i,
    title: "A scope or role was changed while switched on.",
    cause: () =>
      "Entra ID wants it switched off in an earlier request. The stack does that; a change by hand or by another tool did not.",
    remedy: deployAgain("Deploy the stack, which does it in two steps."),
    links: ["https://github.com/Azure-Samples/azure-search-openai-demo/issues/1601"],
  },
  {
    id: "InvalidValue: delegatedPermissionIds",
    matches: /delegatedPermissionIds|cannot be found in the AppPermissions sets/i,
    title: "A pre-authorization names a scope that is not there.",
    cause: () => "The scope was removed or got another id while a client still held it.",
    remedy: deployAgain("Take the client's pre-authorization off the registration, then deploy."),
    links: ["https://github.com/MicrosoftDocs/azure-docs/issues/121168"],
  },
  {
    id: 'An existing "azuread_application" with name',
    matches: /An existing "azuread_\w+" with name/,
    title: "Something of that name is in the directory already.",
    cause: () =>
      "The stack makes no second one. Either somebody else made it, or an earlier deployment did and lost the answer.",
    remedy: () => ({
      text: 'Somebody else\'s: choose another name in the stack\'s config ("displayName"). The stack\'s own: delete it and deploy again, or keep it: deploy once with the "import" option on that resource and the ID of the message, then take the option out.',
    }),
    links: ["https://www.pulumi.com/docs/iac/concepts/resources/options/import/"],
  },
  {
    id: "already exists - to be managed via Terraform",
    matches:
      /already exists\b[^]{0,5}to be managed via Terraform,? this resource needs to be imported/i,
    title: "A part exists in the directory but not in the stack's state.",
    cause: () =>
      "An earlier deployment was cut off after the directory had made the part, or somebody made it by hand.",
    remedy: () => ({
      text: 'Take the part out of the registration and deploy again. Or keep it: deploy once with the "import" option on that part and the ID of the message, then take the option out. A half-made stack can also be destroyed and deployed anew.',
    }),
    links: ["https://www.pulumi.com/docs/iac/concepts/resources/options/import/"],
  },
  {
    id: "expected non-nil error with nil state",
    matches: /expected non-nil error with nil state during Create/,
    title: "The directory made a part, and did not show it when it was read back.",
    cause: () =>
      "What is new takes a moment to reach every server; the stack's state lacks the part.",
    remedy: deployOnce,
    links: ["https://github.com/pulumi/pulumi-azuread/issues/2191"],
  },
  {
    id: "HTTP response was nil",
    matches: /HTTP response was nil; connection may have been reset/,
    title: "The connection broke before an answer came.",
    cause: () => "The request may have gone through all the same.",
    remedy: deployOnce,
    links: ["https://github.com/hashicorp/go-azure-sdk/blob/main/sdk/client/client.go"],
  },
  {
    id: "Timed out whilst waiting for new service principal to be replicated",
    matches: /Timed out whilst waiting for new service principal to be replicated/,
    title: "The directory was slow to show the new service principal.",
    cause: () => "It is there; only the provider waited in vain.",
    remedy: deployAgain("Deploy again."),
    links: ["https://github.com/hashicorp/terraform-provider-azuread/issues/1811"],
  },
];
