/**
 * Refusals of applications that sign in by themselves: pipelines and daemons. Where the azuread
 * provider speaks, it is whoever deploys.
 */
import { AZURE_CLI_CLIENT_ID } from "../../../components/rules/values/clients";
import { DOCUMENTED, type Entry, signIn } from "../failure";

const FEDERATION =
  "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations";

export const APPLICATION_FAILURES: readonly Entry[] = [
  {
    code: "AADSTS7000215",
    from: ["provider"],
    kind: "application",
    title: "The client secret is not one of the application's.",
    cause:
      "Whoever deploys signs in as the application in ARM_CLIENT_ID, with ARM_CLIENT_SECRET (az: with --password). A secret's value is wanted there; beside it, the portal shows the secret's id.",
    remedy:
      "Set ARM_CLIENT_SECRET to the value. It is shown once, when the secret is made: without it, make a new one.",
    links: [DOCUMENTED, "ahaenggli/AzureAD-LDAP-wrapper#45"],
    shownIn: ["readme"],
  },
  {
    code: "AADSTS7000215",
    kind: "application",
    title: "The client secret is not one of the application's.",
    cause:
      "An application signs in by itself, with a secret that is not right: the secret's id instead of its value, one of another application, or one that was cut when it was copied.",
    remedy:
      "Put the secret's value into the settings of the program that signs in. It is shown once, when the secret is made: without it, make a new one. People who use the Azure CLI need none.",
    links: [DOCUMENTED, "ahaenggli/AzureAD-LDAP-wrapper#45"],
    any: ["resource"],
  },
  {
    code: "AADSTS7000222",
    from: ["provider"],
    kind: "application",
    title: "The client secret has expired.",
    cause: "Every secret of the application in ARM_CLIENT_ID that was tried is too old.",
    remedy: "Make a new secret and set ARM_CLIENT_SECRET to its value.",
    links: [DOCUMENTED, "prisma/ecosystem-tests#3437"],
    shownIn: ["readme"],
  },
  {
    code: "AADSTS7000222",
    kind: "application",
    title: "The application's client secret has expired.",
    cause: "An application signs in by itself, and its secret is too old.",
    remedy:
      "Make a new secret for the application that the message names, and put its value into the settings of the program that signs in.",
    links: [DOCUMENTED, "prisma/ecosystem-tests#3437"],
    any: ["resource"],
  },
  {
    code: [
      "AADSTS700213",
      "AADSTS70021",
      "AADSTS700211",
      "AADSTS700212",
      "AADSTS700223",
      "AADSTS7002138",
    ],
    kind: "application",
    title: "No federated credential of the application matches the pipeline's token.",
    cause:
      "Issuer, subject and audience must agree to the letter, capitals too. The message shows what the pipeline presented: branch, environment or pull request make the subject.",
    remedy:
      'Give the application in ARM_CLIENT_ID a federated credential with that issuer and subject, and the audience "api://AzureADTokenExchange".',
    links: [FEDERATION, "Azure/login#517"],
  },
  {
    code: "AADSTS700024",
    kind: "application",
    title: "The pipeline's token is too old, or its clock is wrong.",
    cause: "Tokens of pipelines live for minutes, and this one was used later or earlier.",
    remedy:
      "Have the job fetch its token just before the deployment, and set the clock of its machine.",
    links: [FEDERATION],
  },
  {
    code: ["AADSTS700016", "AADSTS90002", "AADSTS900023", "AADSTS700011"],
    kind: "application",
    from: ["provider"],
    title: "The tenant does not know the application that deploys, or there is no such tenant.",
    cause: ({ outputs }) =>
      `ARM_CLIENT_ID and ARM_TENANT_ID do not belong together. The stack lives in the tenant "${outputs.tenantId}".`,
    remedy:
      "Set ARM_CLIENT_ID to the application's client id (not its object id), and ARM_TENANT_ID to the tenant where it has a service principal.",
    any: ["tenant"],
  },
  {
    code: ["AADSTS700016", "AADSTS700011", "AADSTS70001"],
    kind: "tenant",
    failureCode: "token.refused.wrong-tenant",
    title: "The tenant does not know the client that asks.",
    cause: ({ outputs }) =>
      `The stack lives in the tenant "${outputs.tenantId}"; another one was asked, or a client id is misspelt (an object id, for instance).`,
    remedy: signIn(
      "Sign in to the stack's tenant with the Azure CLI, which every tenant knows.",
      "Then the client is another one: correct its id, or have an administrator add it to the tenant.",
    ),
    any: ["client"],
    shownIn: ["guide"],
  },
  {
    code: "AADSTS7000112",
    kind: "application",
    from: ["provider"],
    title: "The application that deploys is disabled.",
    cause: "The service principal of the application in ARM_CLIENT_ID is switched off.",
    remedy: "Have an administrator switch it on, or deploy as somebody else.",
  },
  {
    code: "AADSTS7000112",
    kind: "application",
    failureCode: "token.refused.api-disabled",
    title: "The client's enterprise application is switched off in the tenant.",
    cause: ({ message, outputs }) => {
      const name = message.clients.includes(AZURE_CLI_CLIENT_ID)
        ? "the Azure CLI itself"
        : message.clients.includes(outputs.clientId)
          ? `"${outputs.declared.displayName}"`
          : "the application that the message names";
      return `Somebody set "Enabled for users to sign-in" to "No" on ${name}. The account is in order.`;
    },
    remedy: ({ message }) => ({
      text: "Have an administrator switch it on, if that was not on purpose.",
      commands: [
        `az ad sp update --id ${message.clients[0] ?? AZURE_CLI_CLIENT_ID} --set accountEnabled=true`,
      ],
    }),
    links: ["Worklytics/psoxy#74", DOCUMENTED],
    shownIn: ["guide"],
  },
];
