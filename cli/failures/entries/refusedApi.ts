/** Refusals about the API that is asked for: its service principal, scopes, assignments. */
import { showText } from "../../../components/rules/reading/hiddenText";
import { isUuid } from "../../../components/rules/reading/schema";
import { withoutSecrets } from "../../secrets";
import {
  apiName,
  askAgain,
  type Case,
  type Cause,
  deployAgain,
  type Entry,
  type Remedy,
  signIn,
} from "../failure";

/** What was asked for, where the service repeats it; it is shown. */
function askedFor({ text }: Case["message"]): string | undefined {
  const asked = /resource principal named '?([^\s'"]{1,300}?)'?\s(?:was|is|has)\b/i.exec(text)?.[1];
  return asked === undefined || asked.includes("{") ? undefined : showText(withoutSecrets(asked));
}

/** What "no such resource" means, most likely first, and the way out; the text decides where it can. */
function notFound(found: Case): {
  readonly causes: readonly (string | Cause)[];
  readonly remedy: Remedy;
} {
  const { outputs, message } = found;
  const { clientId, identifierUri, tenantId } = outputs;
  const asked = askedFor(message)?.toLowerCase();
  const names = [clientId, identifierUri];
  const askAlone: Remedy = {
    text: "Ask with the client id alone.",
    commands: [outputs.tokenCommand],
  };
  // Also without a stack: what follows a client id is a scope.
  if (asked !== undefined && /^(?:api:\/\/)?[0-9a-f-]{36}\/[^/\s]/.test(asked)) {
    const scope = `"${asked}" is a scope, and was given to "--resource", which takes the API: "${clientId}".`;
    return { causes: [scope], remedy: askAlone };
  }
  if (asked !== undefined && isUuid(clientId) && !names.includes(asked.replace(/\/$/, ""))) {
    const other = `"${asked}" was asked for; this API is known as "${clientId}" and "${identifierUri}".`;
    return { causes: [other], remedy: askAlone };
  }
  const missing: Cause = {
    text: `The service principal or the identifier URI of "${outputs.declared.displayName}" is gone from the tenant.`,
    tell: `az ad sp show --id ${clientId}`,
  };
  if (message.tenants.includes(tenantId)) {
    const remedy = deployAgain("Put the service principal and the URI back.")(found);
    return { causes: [missing], remedy };
  }
  const [other] = message.tenants;
  const causes =
    isUuid(tenantId) && other !== undefined
      ? [`The request went to the tenant "${other}"; the stack lives in "${tenantId}".`]
      : [
          {
            text: `The sign-in is for another tenant than "${tenantId}".`,
            tell: "az account show --query tenantId --output tsv",
          },
          missing,
        ];
  const remedy: Remedy = {
    text: "Sign in to the stack's tenant, and ask as the stack prints it.",
    commands: [outputs.loginCommand, outputs.tokenCommand],
    otherwise:
      "In the right tenant, the service principal or the URI is missing: deploy the stack.",
  };
  return { causes, remedy };
}

/** A scope that the API does not have. */
const UNKNOWN_SCOPE: Pick<Entry, "kind" | "failureCode" | "title" | "cause"> = {
  kind: "request",
  failureCode: "token.refused.unknown-scope",
  title: "The API has no such scope.",
  cause: ({ outputs }) =>
    `The stack declares ${outputs.scopes.map((scope) => `"${scope}"`).join(", ") || "no scopes"}; another one was asked for, or the directory has lost it.`,
};

export const API_REFUSALS: readonly Entry[] = [
  {
    code: "AADSTS500011",
    says: ["The resource principal named…was not found in the tenant named"],
    kind: "request",
    failureCode: "token.refused.api-not-found",
    title: "The tenant knows no API of this name.",
    cause: (found) => notFound(found).causes,
    remedy: (found) => notFound(found).remedy,
    links: [
      "Azure/azure-cli#11109",
      "Azure/azure-cli#30491",
      "microsoftgraph/msgraph-bicep-types#239",
    ],
    any: ["tenant", "client", "resource"],
    shownIn: ["guide", "readme"],
  },
  {
    code: ["AADSTS650052", "AADSTS650051"],
    kind: "application",
    failureCode: "token.refused.api-not-found",
    title: "The tenant has no service principal of an API that the client wants.",
    cause: (found) =>
      `A client that lists ${apiName(found)} among its permissions signs somebody in, where that API, or another one of the list, is not installed.`,
    remedy: deployAgain(
      "Deploy the stack, which makes the API's service principal.",
      "Then it is another API of the list, named in the message: an administrator adds it to the tenant, or the client's registration drops it.",
    ),
    links: ["MicrosoftDocs/azure-docs#52572", "polymind-inc/acmebot#46"],
    any: ["resource"],
  },
  {
    code: "AADSTS500014",
    kind: "application",
    failureCode: "token.refused.api-disabled",
    title: "The API's service principal is switched off.",
    cause: ({ outputs }) =>
      `Somebody set "Enabled for users to sign-in" to "No" on the enterprise application "${outputs.declared.displayName}".`,
    remedy: ({ outputs }) => ({
      text: "Switch it on again, if that was not on purpose.",
      commands: [`az ad sp update --id ${outputs.clientId} --set accountEnabled=true`],
    }),
    shownIn: ["guide"],
  },
  {
    code: "AADSTS50105",
    says: ["is not assigned to a role for the application"],
    kind: "assignment",
    title: "The user is not assigned to the API, and it requires that.",
    cause: ({ outputs }) =>
      `${outputs.declared.assignmentRequired ? "The stack" : "Somebody, but not the stack,"} lets only assigned users and groups get tokens for "${outputs.declared.displayName}"; nested groups do not count.`,
    remedy: ({ outputs }) =>
      `Have the user added to an assigned group${outputs.objectIds.producers === undefined ? "" : ` ("${outputs.objectIds.producers}" is the group of producers)`}, or listed under "assignments" in the stack's config, or assigned where else the API's assignments are managed.`,
    links: ["Azure-Samples/active-directory-dotnet-daemon#10"],
    shownIn: ["guide", "readme"],
  },
  {
    code: "AADSTS501051",
    kind: "assignment",
    title: "The application holds no role of the API, and the API requires one.",
    cause: (found) =>
      `${apiName(found)} requires an assignment, and the service principal that asked has none.`,
    remedy: signIn(
      "Sign in as a user, or have an app role assigned to the service principal.",
      'An assignment can take some minutes; "doctor" tells whether it is there.',
    ),
    any: ["client"],
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS650053", "AADSTS70011"],
    ...UNKNOWN_SCOPE,
    remedy: askAgain("Ask for one of these, or for all at once."),
    shownIn: ["guide"],
  },
  {
    // With other words it is about an API that the client does not list.
    code: "AADSTS65005",
    only: ["doesn't exist on the resource"],
    ...UNKNOWN_SCOPE,
    remedy: askAgain("Have the client ask for one of these. With the Azure CLI:"),
  },
  {
    code: "AADSTS1002012",
    kind: "request",
    failureCode: "token.refused.service-principal",
    title: "A service principal asked for a named scope.",
    cause: 'Applications ask for all they were given ("/.default"); scopes are for users.',
    remedy: signIn(
      'Sign in as a user. A daemon asks for "/.default" and needs the app role.',
      'See who is signed in: "az account show". It must be a user.',
    ),
    shownIn: ["guide"],
  },
  {
    code: "AADSTS9010010",
    kind: "request",
    title: "The client sent a resource that does not match its scopes.",
    cause: 'OAuth and MCP clients may send "resource" besides scopes; both must agree.',
    remedy: ({ outputs }) =>
      `Configure that client to leave "resource" out, or to send "${outputs.identifierUri}".`,
    links: ["microsoft/powerbi-modeling-mcp#68"],
    any: ["client", "resource"],
    shownIn: ["guide"],
  },
  {
    code: "AADSTS90009",
    kind: "application",
    title: "A client asks for a token for itself, by its URI.",
    cause: ({ outputs }) =>
      `The registration of the API, "${outputs.clientId}", is used as the client too, as in Postman or in one registration for page and API. Then only its bare client id is taken, not "${outputs.identifierUri}".`,
    remedy: ({ outputs }) => ({
      text: `Ask for "${outputs.clientId}/.default", or give the client a registration of its own and add it to "clients". The Azure CLI has one.`,
      commands: [outputs.tokenCommand],
    }),
    links: [
      "AzureAD/microsoft-authentication-library-for-dotnet#2498",
      "Azure-Samples/azure-search-openai-demo#1534",
    ],
  },
];
