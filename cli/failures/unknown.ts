/**
 * What is not known, placed by its kind: a code without an entry, a speaker who is not about this
 * API, another tenant. Never a guess.
 */
import { microsoftApi } from "../../components/rules/values/microsoftApis";
import { askAgain, DOCUMENTED, errorPage, type Failure, VALIDATION_CODES } from "./failure";
import { complete } from "./kinds";
import type { FoundCode, Message, Speaker } from "./message";

const RUN_DOCTOR = "Run the doctor without it: it looks for the cause itself.";

/** What is not known, but for whose or what it is. */
function notKnown(code: string, title: string, remedy: string, links: readonly string[]): Failure {
  return complete({ code, title, remedy, links });
}

/** A code that nothing is known of. */
export function unknownCode({ code, pasted }: FoundCode): Failure {
  const number = /^AADSTS(\d+)$/.exec(code)?.[1];
  if (number !== undefined) {
    const page = errorPage(number);
    const where = pasted === code ? "" : "Where the sign-in page shows it, this is ";
    return complete({
      code: "unknown.refusal",
      kind: "request",
      title: `The code "${pasted}" has no explanation here.`,
      cause: "",
      remedy: `${where}Microsoft's page about it: ${page}`,
      links: [page],
    });
  }
  if (code.startsWith("ID")) {
    return notKnown(
      "unknown.validation",
      `The code "${code}" has no explanation here. It is of the library with which the API validates tokens.`,
      'Pipe the token into "check", which says what is wrong with it; the API\'s own log says more.',
      [VALIDATION_CODES],
    );
  }
  return broker(`The number "${code}" has no explanation here.`);
}

function broker(title: string): Failure {
  return notKnown(
    "unknown.broker",
    `${title} The broker of Windows says it, and hides the code of the sign-in service.`,
    'Run the command again with "--debug": it shows that code (AADSTS…), which can be explained.',
    ["Azure/azure-cli#29881"],
  );
}

const NOBODY = notKnown("unknown", "Nothing in the text is known here.", RUN_DOCTOR, []);

const SPEAKERS: Readonly<Partial<Record<Speaker, Failure>>> = {
  arm: notKnown(
    "unknown.arm",
    "Azure Resource Manager says this, about subscriptions and their resources. It is neither the sign-in nor this API.",
    "Ask whoever manages the subscription. A token for this API needs none.",
    ["https://learn.microsoft.com/azure/role-based-access-control/troubleshooting"],
  ),
  graph: notKnown(
    "unknown.graph",
    "Microsoft Graph says this, about the directory. It is not this API; what it means is not known here.",
    'Run "doctor": it asks Microsoft Graph the same, one thing after the other.',
    ["https://learn.microsoft.com/graph/errors"],
  ),
  provider: notKnown(
    "unknown.deployment",
    "This is about the deployment. What it means is not known here.",
    'Run "pulumi preview --diff" to see which resource it is about.',
    ["https://www.pulumi.com/docs/support/troubleshooting/"],
  ),
  broker: broker("This status has no explanation here."),
  powershell: notKnown(
    "unknown.powershell",
    "Azure PowerShell says this. What it means is not known here.",
    "Try with the Azure CLI, whose messages are known here.",
    ["https://learn.microsoft.com/powershell/azure/troubleshooting"],
  ),
  azd: notKnown(
    "unknown.azd",
    "The Azure Developer CLI says this. What it means is not known here.",
    "Try the stack's own token command, whose messages are known here.",
    ["https://learn.microsoft.com/azure/developer/azure-developer-cli/troubleshoot"],
  ),
  azCredential: notKnown(
    "unknown.az-credential",
    "The program's Azure CLI credential failed, and does not say why.",
    "Run the token command by itself, as the user that the program runs as: it shows what az says.",
    ["https://learn.microsoft.com/azure/developer/python/sdk/authentication/credential-chains"],
  ),
  inFront: notKnown(
    "unknown.in-front",
    "Something in front of the API answers here, or passes an answer on: a proxy, a gateway, a web server. Whether the API refused is not known.",
    "Ask whoever runs the API: its own log shows whether the request came through.",
    [
      "https://learn.microsoft.com/azure/architecture/guide/technology-choices/load-balancing-overview",
    ],
  ),
  otherCredential: notKnown(
    "unknown.credential",
    "Another credential of the program's chain says this, not the Azure CLI. What it means for this API is not known here.",
    "Explain the line of AzureCliCredential, or run the token command by itself.",
    ["https://learn.microsoft.com/azure/developer/python/sdk/authentication/credential-chains"],
  ),
  api: notKnown(
    "unknown.api",
    "The API says this. What it means is not known here.",
    'Pipe the token into "check"; if nothing is wrong with it, the API\'s own log says more.',
    ["https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens"],
  ),
  elsewhere: notKnown(
    "unknown.elsewhere",
    "Another service says this, not this API and not its sign-in. Nothing is known here about it.",
    RUN_DOCTOR,
    [],
  ),
};

/** A text without anything known: by who speaks. */
export function unknownText(speaker: Speaker | undefined): Failure {
  return (speaker === undefined ? undefined : SPEAKERS[speaker]) ?? NOBODY;
}

/** A message about a tenant that is not the stack's. */
export function otherTenant(tenant: string, message: Message): Failure {
  const isDeployment = message.speaker === "provider";
  return complete({
    code: "other.tenant",
    kind: "tenant",
    failureCode: "token.refused.wrong-tenant",
    title: `This is about the tenant "${tenant}", which this stack does not use.`,
    cause: ({ outputs }) =>
      `The stack lives in "${outputs.tenantId}". A sign-in without a tenant tries every one that the account is a guest of, and tells of each.`,
    remedy: ({ outputs }) =>
      isDeployment
        ? {
            text: `Have whoever deploys sign in to "${outputs.tenantId}" (ARM_TENANT_ID, or "az login --tenant").`,
          }
        : {
            text: "Sign in to the stack's tenant alone:",
            commands: [outputs.loginCommand],
            otherwise:
              "What is said of other tenants does not matter; explain the message that names the stack's, or none.",
          },
    links: ["Azure/azure-cli#8566"],
  });
}

/** An answer of HTTP whose sender nothing names. @param failure what it means if the API sent it. */
export function perhapsOfApi(failure: Failure): Failure {
  const { title } = failure;
  return {
    ...failure,
    title: `If this is the API's answer: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  };
}

/** A message about a client or an API that is not the stack's. @param id its client id. */
export function otherApplication(id: string): Failure {
  const name = microsoftApi(id);
  const application = name === undefined ? `"${id}"` : `${name} ("${id}")`;
  return complete({
    code: "other.application",
    kind: "request",
    title: `This is about another application, ${application}, which is not of this stack.`,
    cause: ({ outputs }) => `The API of this stack is "${outputs.clientId}".`,
    remedy: askAgain("Ask for this API; if that is refused, explain the message that comes then."),
    links: [DOCUMENTED],
  });
}
