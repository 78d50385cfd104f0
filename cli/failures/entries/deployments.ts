/**
 * Errors of `pulumi preview` and `pulumi up`, in the words of the azuread provider and of Microsoft
 * Graph. On a stack that has resources Pulumi refreshes first, before the program runs, so what
 * goes wrong then is told by the provider alone.
 */
import { advice, because, deployAgain, type Failure } from "../failure";

const VARIABLES = "ARM_CLIENT_ID, ARM_CLIENT_SECRET and ARM_TENANT_ID";
const SIGN_IN_OF_PROVIDER =
  "https://www.pulumi.com/registry/packages/azuread/installation-configuration/";
const IMPORT = "https://www.pulumi.com/docs/iac/concepts/resources/options/import/";
const PROXY = "https://pkg.go.dev/net/http#ProxyFromEnvironment";

/** Where people sign in for a deployment: for Microsoft Graph, not for this API. */
const signInToDeploy =
  (text: string, otherwise: string): Failure["remedy"] =>
  ({ outputs }) => ({
    text,
    commands: [`az login --tenant ${outputs.tenantId} --allow-no-subscriptions`],
    otherwise,
  });

/** How the provider signs in. Special ones before general ones. */
const SIGN_IN: readonly Failure[] = [
  {
    code: "deploy.az-missing",
    name: 'exec: "az": executable file not found',
    says: ['exec: "az": executable file not found', "launching Azure CLI: exec…not found"],
    kind: "missing",
    title: "The Azure CLI is not on the PATH where Pulumi runs.",
    cause: because(`Where ${VARIABLES} are not all set, the provider signs in through "az".`),
    remedy: advice(
      `Install it (https://learn.microsoft.com/cli/azure/install-azure-cli) and sign in, or set ${VARIABLES}.`,
    ),
    links: [SIGN_IN_OF_PROVIDER, "https://github.com/pulumi/pulumi-azure/issues/3600"],
    shownIn: ["readme"],
  },
  {
    code: "deploy.signed-out",
    name: "failed to load Azure credentials: Please run 'az login'",
    says: ["Please run az login", "Please run: az login"],
    from: ["provider"],
    kind: "signedOut",
    title: "Whoever deploys is not signed in.",
    cause: because(`The Azure CLI has no account, and ${VARIABLES} are not all set.`),
    remedy: signInToDeploy(
      `Sign in to the stack's tenant where Pulumi runs. A pipeline sets ${VARIABLES} instead.`,
      "Pulumi runs as another user, or with another AZURE_CONFIG_DIR, than the sign-in.",
    ),
    links: [SIGN_IN_OF_PROVIDER],
    anyTenant: true,
    shownIn: ["readme"],
  },
  {
    code: "deploy.no-credentials",
    name: "failed to load Azure credentials",
    says: ["failed to load Azure credentials", "could not configure AzureCli Authorizer"],
    kind: "signedOut",
    title: "The provider has nothing to sign in with.",
    cause: because("The message goes on to say why."),
    remedy: signInToDeploy(
      `Sign in where Pulumi runs, or set all of ${VARIABLES}.`,
      'Run "az account show" and "az version" as the user that Pulumi runs as: both must work.',
    ),
    links: [SIGN_IN_OF_PROVIDER],
    shownIn: ["readme"],
  },
  {
    code: "deploy.no-token",
    name: "clientCredentialsToken",
    says: ["clientCredentialsToken: received HTTP status"],
    kind: "application",
    title: "The sign-in service gave the application that deploys no token.",
    cause: because(
      `Behind a status of 400 or 401 stands a code (AADSTS…) that says what is wrong with ${VARIABLES}; one of 500 and more is the service's own trouble.`,
    ),
    remedy: advice("Explain the message with its code, or try again after a 5xx."),
    links: [SIGN_IN_OF_PROVIDER],
  },
];

/** The network where Pulumi runs. */
const NETWORK: readonly Failure[] = [
  {
    code: "deploy.unknown-authority",
    name: "x509: certificate signed by unknown authority",
    says: ["x509: certificate signed by unknown authority", "x509:…certificate is not trusted"],
    kind: "network",
    title: "Pulumi's provider does not trust the certificate that it sees.",
    cause: because(
      "Something between this machine and the host in the message, such as a proxy that inspects traffic, signs with an authority of its own.",
    ),
    remedy: advice(
      "Have this machine trust that authority: on Linux in SSL_CERT_FILE, which replaces the system's list, else in the system's own store.",
    ),
    links: [
      "https://github.com/hashicorp/terraform-provider-azuread/issues/296",
      "https://pkg.go.dev/crypto/x509#SystemCertPool",
    ],
  },
  {
    code: "deploy.certificate-time",
    name: "x509: certificate has expired or is not yet valid",
    says: ["x509: certificate has expired or is not yet valid"],
    kind: "network",
    title: "A certificate is not valid at this machine's time.",
    cause: because(
      "The message names both times: either the clock is wrong, or the certificate is old.",
    ),
    remedy: advice(
      "Set the clock if it is wrong. Else whoever runs the proxy that signed the certificate renews it.",
    ),
    links: ["https://pkg.go.dev/crypto/x509#CertificateInvalidError"],
  },
  {
    code: "deploy.proxy",
    name: "proxyconnect",
    says: ["proxyconnect tcp"],
    kind: "network",
    title: "The proxy does not answer.",
    cause: because("HTTPS_PROXY names a proxy to which Pulumi's provider gets no connection."),
    remedy: advice("Set HTTPS_PROXY to the proxy that leads out, or unset it."),
    links: [PROXY],
  },
  {
    code: "deploy.network",
    name: "dial tcp",
    says: ["dial tcp"],
    // Pulumi speaks to its own plugins by TCP too: that is no matter of the network.
    unless: ["Error while dialing"],
    kind: "network",
    title: "A host cannot be reached from where Pulumi runs.",
    cause: because(
      "The message names the host, and how it failed: no such name, nobody listening, no answer. Network, name service, firewall or proxy are in the way.",
    ),
    remedy: advice(
      "Restore the connection, or set HTTPS_PROXY to the proxy that leads out, then deploy again.",
    ),
    links: [PROXY],
  },
];

/** What Microsoft Graph refuses, and what it leaves half-made. */
const DIRECTORY: readonly Failure[] = [
  {
    code: "deploy.quota",
    name: "Directory_QuotaExceeded",
    says: ["Directory_QuotaExceeded", "directory object quota limit"],
    kind: "deployment",
    title: "Whoever deploys owns as many objects of the directory as one may.",
    cause: because(
      "Who is no administrator may own 250 objects, and deleted ones count for 30 days.",
    ),
    remedy: advice(
      "Delete registrations for good that nobody needs (in the portal, under deleted applications), or deploy as somebody else.",
    ),
    links: [
      "https://learn.microsoft.com/entra/identity/users/directory-service-limits-restrictions",
      "https://github.com/vdesabou/kafka-docker-playground/issues/128",
    ],
  },
  {
    code: "deploy.service-tree",
    name: "ServiceTreeValueMissing",
    says: ["ServiceTreeValueMissing", "ServiceManagementReference field is required"],
    kind: "deployment",
    title: "The tenant wants every registration to say which service it belongs to.",
    cause: because('A policy demands "serviceManagementReference" of every application.'),
    remedy: advice(
      "Ask whoever keeps the tenant's list of services for the id. The stack has no key for it: set it on the registration by hand, or have the registration excepted.",
    ),
    links: [
      "https://github.com/hashicorp/terraform-provider-azuread/issues/1043",
      "https://github.com/Azure/azure-cli/pull/29860",
    ],
  },
  {
    code: "Authorization_RequestDenied",
    says: [
      "Authorization_RequestDenied",
      "Insufficient privileges to complete the operation",
      "Authorization_IdentityNotFound",
      "backing application of the service principal being created must",
      "does not have permission to register",
    ],
    kind: "denied",
    title: "Whoever asked Microsoft Graph lacks the right for that.",
    cause: ({ outputs }) =>
      `It is about registering "${outputs.declared.displayName}", or reading the directory, not about calling the API.`,
    remedy: advice(
      'Give whoever deploys what the output "requiredPermissions" lists; a person needs the directory role Application Developer, or more for groups and assignments.',
    ),
    links: ["https://github.com/pulumi/pulumi-azuread/issues/246"],
    anyClient: true,
    shownIn: ["readme"],
  },
  {
    code: "CannotDeleteOrUpdateEnabledEntitlement",
    says: [
      "CannotDeleteOrUpdateEnabledEntitlement",
      "cannot be deleted or updated unless disabled first",
    ],
    kind: "deployment",
    title: "A scope or role was changed while switched on.",
    cause: because(
      "Entra ID wants it switched off in an earlier request. The stack does that; a change by hand or by another tool did not.",
    ),
    remedy: deployAgain("Deploy the stack, which does it in two steps."),
    links: ["https://github.com/Azure-Samples/azure-search-openai-demo/issues/1601"],
  },
  {
    code: "InvalidValue: delegatedPermissionIds",
    says: ["delegatedPermissionIds", "cannot be found in the AppPermissions sets"],
    kind: "deployment",
    title: "A pre-authorization names a scope that is not there.",
    cause: because("The scope was removed or got another id while a client still held it."),
    remedy: deployAgain("Take the client's pre-authorization off the registration, then deploy."),
    links: ["https://github.com/MicrosoftDocs/azure-docs/issues/121168"],
  },
  {
    code: "deploy.name-taken",
    name: 'An existing "azuread_application" with name',
    says: ['An existing "azuread_…" with name'],
    kind: "deployment",
    title: "Something of that name is in the directory already.",
    cause: because(
      "The stack makes no second one. Either somebody else made it, or an earlier deployment did and lost the answer.",
    ),
    remedy: advice(
      'Somebody else\'s: choose another name in the stack\'s config ("displayName"). The stack\'s own: delete it and deploy again, or keep it: deploy once with the "import" option on that resource and the ID of the message, then take the option out.',
    ),
    links: [IMPORT],
    shownIn: ["readme"],
  },
  {
    code: "deploy.exists",
    name: "already exists - to be managed via Terraform",
    says: ["already exists…to be managed via Terraform…this resource needs to be imported"],
    kind: "deployment",
    title: "A part exists in the directory but not in the stack's state.",
    cause: because(
      "An earlier deployment was cut off after the directory had made the part, or somebody made it by hand.",
    ),
    remedy: advice(
      'Take the part out of the registration and deploy again. Or keep it: deploy once with the "import" option on that part and the ID of the message, then take the option out. A half-made stack can also be destroyed and deployed anew.',
    ),
    links: [IMPORT],
    shownIn: ["readme"],
  },
  {
    code: "deploy.not-shown",
    name: "expected non-nil error with nil state",
    says: ["expected non-nil error with nil state during Create"],
    kind: "deployment",
    title: "The directory made a part, and did not show it when it was read back.",
    cause: because(
      "What is new takes a moment to reach every server; the stack's state lacks the part.",
    ),
    remedy: deployAgain(
      'Deploy again. If the next message says "already exists" or "An existing … with name", explain that one: it names what is there.',
    ),
    links: ["https://github.com/pulumi/pulumi-azuread/issues/2191"],
  },
  {
    code: "deploy.lost-answer",
    name: "HTTP response was nil",
    says: ["HTTP response was nil; connection may have been reset"],
    kind: "deployment",
    title: "The connection broke before an answer came.",
    cause: because("The request may have gone through all the same."),
    remedy: deployAgain(
      "Deploy again. A second registration is not made: the next message names the first one, if it is there.",
    ),
    links: ["https://github.com/hashicorp/go-azure-sdk/blob/main/sdk/client/client.go"],
  },
  {
    code: "deploy.replication",
    name: "to be replicated in Azure AD",
    says: [
      "Timed out whilst waiting for new…to be replicated",
      "waiting for…to be replicated in Azure AD",
      "does not reference a valid application object",
      "NoBackingApplicationObject",
    ],
    kind: "deployment",
    title: "The directory was slow to show what is new.",
    cause: because(
      "It is there; only the provider, or another server of the directory, did not see it in time.",
    ),
    remedy: deployAgain("Deploy again, after a minute."),
    links: [
      "https://github.com/hashicorp/terraform-provider-azuread/issues/1811",
      "https://github.com/hashicorp/terraform-provider-azuread/issues/1802",
    ],
  },
  {
    code: "deploy.protected",
    name: "cannot be deleted because it is protected",
    says: [
      "cannot be deleted because it is protected",
      "marked for protection",
      "cannot be deleted…as it is currently marked for protection",
    ],
    kind: "deployment",
    title: "The stack is protected from deletion.",
    cause: because('"protect" is on, or was taken off in the same edit that removes a part.'),
    remedy: advice(
      'Take "protect" off and run "pulumi up"; then remove the part and run it again.',
    ),
    links: ["https://www.pulumi.com/docs/iac/concepts/resources/options/protect/"],
    shownIn: ["readme"],
  },
];

/** Entries. */
export const DEPLOYMENT_FAILURES: readonly Failure[] = [...SIGN_IN, ...NETWORK, ...DIRECTORY];
