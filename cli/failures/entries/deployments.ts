/**
 * Errors of `pulumi preview` and `pulumi up` before Microsoft Graph answers: sign-in and network, in
 * the words of the azuread provider. On a stack that has resources Pulumi refreshes first, before
 * the program runs, so what goes wrong then is told by the provider alone.
 */
import type { Entry } from "../failure";
import { signInToDeploy } from "../tongues";

const VARIABLES = "ARM_CLIENT_ID, ARM_CLIENT_SECRET and ARM_TENANT_ID";
const SIGN_IN_OF_PROVIDER =
  "https://www.pulumi.com/registry/packages/azuread/installation-configuration/";
const PROXY = "https://pkg.go.dev/net/http#ProxyFromEnvironment";

/** Sign-in of the provider, network, Pulumi itself. Special ones before general ones. */
export const DEPLOYMENT_FAILURES: readonly Entry[] = [
  {
    code: "deploy.az-missing",
    says: ['exec: "az": executable file not found', "launching Azure CLI: exec…not found"],
    kind: "missing",
    title: "The Azure CLI is not on the PATH where Pulumi runs.",
    cause: `Where ${VARIABLES} are not all set, the provider signs in through "az".`,
    remedy: `Install it (https://learn.microsoft.com/cli/azure/install-azure-cli) and sign in, or set ${VARIABLES}.`,
    links: [SIGN_IN_OF_PROVIDER, "pulumi/pulumi-azure#3600"],
    shownIn: ["readme"],
  },
  {
    code: "deploy.signed-out",
    says: [
      "failed to load Azure credentials: Please run 'az login'",
      "Please run 'az login'",
      "Please run: az login",
    ],
    from: ["provider"],
    kind: "signedOut",
    title: "Whoever deploys is not signed in.",
    cause: `The Azure CLI has no account, and ${VARIABLES} are not all set.`,
    remedy: signInToDeploy(
      `Sign in to the stack's tenant where Pulumi runs. A pipeline sets ${VARIABLES} instead.`,
    ),
    links: [SIGN_IN_OF_PROVIDER],
    any: ["tenant"],
    shownIn: ["readme"],
  },
  {
    code: ["AADSTS50076", "AADSTS50074"],
    from: ["provider"],
    kind: "secondFactor",
    title: "Microsoft Graph asks whoever deploys for a second factor.",
    cause: 'A plain "az login" may get by without one; the provider asks for a token for Graph.',
    remedy: signInToDeploy(
      "Sign in for Microsoft Graph where Pulumi runs, with the second factor.",
    ),
    links: ["Azure/azure-cli#17738"],
    any: ["client"],
  },
  {
    code: "deploy.no-credentials",
    says: ["failed to load Azure credentials", "could not configure AzureCli Authorizer"],
    kind: "signedOut",
    title: "The provider has nothing to sign in with.",
    cause: "The message goes on to say why.",
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
    cause: `Behind a status of 400 or 401 stands a code (AADSTS…) that says what is wrong with ${VARIABLES}; one of 500 and more is the service's own trouble.`,
    remedy: "Explain the message with its code, or try again after a 5xx.",
    links: [SIGN_IN_OF_PROVIDER],
  },
  {
    code: "deploy.unknown-authority",
    says: ["x509: certificate signed by unknown authority", "x509:…certificate is not trusted"],
    kind: "network",
    title: "Pulumi's provider does not trust the certificate that it sees.",
    cause:
      "Something between this machine and the host in the message, such as a proxy that inspects traffic, signs with an authority of its own.",
    remedy:
      "Have this machine trust that authority: on Linux in SSL_CERT_FILE, which replaces the system's list, else in the system's own store.",
    links: [
      "hashicorp/terraform-provider-azuread#296",
      "https://pkg.go.dev/crypto/x509#SystemCertPool",
    ],
  },
  {
    code: "deploy.certificate-time",
    says: ["x509: certificate has expired or is not yet valid"],
    kind: "network",
    title: "A certificate is not valid at this machine's time.",
    cause: "The message names both times: either the clock is wrong, or the certificate is old.",
    remedy: "Set the clock if it is wrong. Else whoever runs the proxy renews its certificate.",
    links: ["https://pkg.go.dev/crypto/x509#CertificateInvalidError"],
  },
  {
    code: "deploy.proxy",
    says: ["proxyconnect"],
    kind: "network",
    title: "The proxy does not answer.",
    cause: "HTTPS_PROXY names a proxy to which Pulumi's provider gets no connection.",
    remedy: "Set HTTPS_PROXY to the proxy that leads out, or unset it.",
    links: [PROXY],
  },
  {
    code: "deploy.network",
    says: ["dial tcp"],
    // Pulumi speaks to its own plugins by TCP too: that is no matter of the network.
    unless: ["Error while dialing"],
    kind: "network",
    title: "A host cannot be reached from where Pulumi runs.",
    cause:
      "The message names the host, and how it failed: no such name, nobody listening, no answer. Network, name service, firewall or proxy are in the way.",
    remedy:
      "Restore the connection, or set HTTPS_PROXY to the proxy that leads out, then deploy again.",
    links: [PROXY],
  },
  {
    code: "deploy.pulumi-missing",
    name: "pulumi not found",
    says: [
      "pulumi: command not found",
      "pulumi: not found",
      "command not found: pulumi",
      "spawn pulumi ENOENT",
      "'pulumi' is not recognized as",
      "The term 'pulumi' is not recognized",
    ],
    only: [/(?<![\w-])pulumi(?![\w-])/],
    title: "The Pulumi CLI is not installed, or not on the PATH.",
    cause: "Stacks are deployed with it; only the sandbox has an engine of its own.",
    remedy: "Install it (https://www.pulumi.com/docs/install/), then open another window.",
    links: ["https://www.pulumi.com/docs/install/"],
  },
  {
    code: "deploy.not-installed",
    says: ["no resource plugin 'pulumi-resource-", "Cannot find module '@pulumi/"],
    title: "A package of the program, or a plugin of Pulumi, is not installed.",
    cause: "It was never installed on this machine, or in another version.",
    remedy:
      'In the folder of Pulumi.yaml run "npm ci" for the packages and "pulumi plugin install" for the plugins, then deploy again.',
    links: ["https://www.pulumi.com/docs/iac/cli/commands/pulumi_plugin_install/"],
  },
  {
    code: "deploy.locked",
    says: [
      "stack is currently locked by",
      "[409] Conflict: Another update is currently in progress",
    ],
    title: "Another run of Pulumi holds the stack, or one that was cut off did not let go.",
    cause: "One run at a time may change a stack's state.",
    remedy:
      'Wait until the other run has ended. Where none is left, "pulumi cancel" takes the lock away; then deploy again, which first looks at what the run has made.',
    links: ["https://www.pulumi.com/docs/iac/cli/commands/pulumi_cancel/"],
  },
  {
    code: "deploy.no-login",
    says: ["PULUMI_ACCESS_TOKEN must be set for login"],
    title: "Pulumi is signed in nowhere, so it has no place for states.",
    cause: 'Nobody ran "pulumi login" as this user, and there is no terminal to ask in.',
    remedy:
      'Run "pulumi login", with the address of the place where the stack\'s state is, if it is not Pulumi Cloud. A pipeline sets PULUMI_ACCESS_TOKEN for Pulumi Cloud, or PULUMI_BACKEND_URL for another place.',
    links: ["https://www.pulumi.com/docs/iac/cli/commands/pulumi_login/"],
  },
  {
    code: "deploy.passphrase",
    says: ["passphrase must be set with PULUMI_CONFIG_PASSPHRASE", "incorrect passphrase"],
    from: ["provider"],
    title: "Pulumi has no passphrase for this stack, or a wrong one.",
    cause: "Without a Pulumi account, a stack keeps its secrets under a passphrase of its own.",
    remedy:
      "Set PULUMI_CONFIG_PASSPHRASE to that passphrase, or PULUMI_CONFIG_PASSPHRASE_FILE to a file that holds it; it may be empty, and has to be set then too.",
    links: ["https://www.pulumi.com/docs/iac/concepts/secrets/"],
  },
  {
    code: "deploy.no-stack",
    says: ["no stack selected", "no Pulumi.yaml project file found", "no stack named"],
    title: "Pulumi does not know which stack is meant.",
    cause:
      "It runs in another folder than this program's, is signed in to another place for states, or no stack was made or chosen yet.",
    remedy:
      'Go to the folder of Pulumi.yaml. "pulumi whoami --verbose" says where states are kept, "pulumi stack ls" which stacks are there; then "pulumi stack select", or "pulumi stack init" for a new one.',
    links: ["https://www.pulumi.com/docs/iac/concepts/stacks/"],
  },
];
