/** Refusals of the sign-in service. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
import { deployAgain, type Explanation, signIn } from "./explanation";

const DOCUMENTED = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
const code = (number: string): RegExp => new RegExp(`AADSTS${number}\\b`);
const apiName: Explanation["cause"] = ({ outputs }) => `"${outputs.declared.displayName}"`;

/** The refusals that this job can meet, the most frequent first. */
export const SIGN_IN_ERRORS: readonly Explanation[] = [
  {
    id: "AADSTS65001",
    failureCode: "token.refused.not-preauthorized",
    matches: code("65001"),
    title: "The client is not pre-authorized for the scope, and nobody consented.",
    cause: (stack) =>
      stack.outputs.expectedToken.scp === ""
        ? `The stack does not pre-authorize the Azure CLI for ${apiName(stack)}.`
        : `The sign-in service does not see the Azure CLI pre-authorized for ${apiName(stack)} with "${stack.outputs.expectedToken.scp}": it was taken out, the scope is off, or the change has not reached every server yet.`,
    remedy: (stack) =>
      stack.outputs.expectedToken.scp === ""
        ? { text: 'Add "azureCli" to the stack\'s "clients" and deploy.' }
        : deployAgain(
            "If the stack was deployed just now, wait a minute and try again. Else put the pre-authorization back.",
          )(stack),
    links: [
      "https://github.com/Azure/azure-cli/issues/15056",
      "https://github.com/Azure/azure-cli/issues/12566",
    ],
  },
  {
    id: "AADSTS650057",
    failureCode: "token.refused.not-preauthorized",
    matches: code("650057"),
    title: "The client may not ask for this API.",
    cause: (stack) =>
      `The same as AADSTS65001, seen at an interactive sign-in: the Azure CLI is not pre-authorized for ${apiName(stack)}, or a scope or URI was asked for that the API does not expose.`,
    remedy: deployAgain("Put the pre-authorization back."),
    links: [
      "https://github.com/Azure/azure-cli/issues/33887",
      "https://github.com/Azure/azure-cli/issues/31051",
    ],
  },
  {
    id: "AADSTS500011",
    failureCode: "token.refused.api-not-found",
    matches: code("500011"),
    title: "The tenant knows no API of this name.",
    cause: ({ outputs }) =>
      `Nothing answers to "${outputs.clientId}" or "${outputs.identifierUri}" in the tenant that was asked: the service principal or the identifier URI is missing, the sign-in is for another tenant, or a scope was given to "--resource".`,
    remedy: deployAgain(
      'Check the tenant first ("az account show"); in the right one, put the service principal and the URI back.',
    ),
    links: [
      "https://github.com/Azure/azure-cli/issues/11109",
      "https://github.com/microsoftgraph/msgraph-bicep-types/issues/239",
    ],
  },
  {
    id: "AADSTS500014",
    failureCode: "token.refused.api-disabled",
    matches: code("500014"),
    title: "The API's service principal is switched off.",
    cause: ({ outputs }) =>
      `Somebody set "Enabled for users to sign-in" to "No" on the enterprise application "${outputs.declared.displayName}".`,
    remedy: ({ outputs }) => ({
      text: "Switch it on again, if that was not on purpose.",
      commands: [`az ad sp update --id ${outputs.clientId} --set accountEnabled=true`],
    }),
    links: [DOCUMENTED],
  },
  {
    id: "AADSTS50105",
    failureCode: "token.refused.not-assigned",
    matches: code("50105"),
    title: "The user is not assigned to the API, and it requires that.",
    cause: ({ outputs }) =>
      `${outputs.declared.assignmentRequired ? "The stack" : "Somebody, but not the stack,"} lets only assigned users and groups get tokens for "${outputs.declared.displayName}"; nested groups do not count.`,
    remedy: ({ outputs }) => ({
      text: `Have the user added to an assigned group${outputs.objectIds.producers === undefined ? "" : ` ("${outputs.objectIds.producers}" is the group of producers)`}, or listed under "assignments" in the stack's config.`,
    }),
    links: ["https://github.com/Azure-Samples/active-directory-dotnet-daemon/issues/10"],
  },
  {
    id: "AADSTS501051",
    failureCode: "token.refused.not-assigned",
    matches: code("501051"),
    title: "The application holds no role of the API, and the API requires one.",
    cause: ({ outputs }) =>
      `"${outputs.declared.displayName}" requires an assignment, and the service principal that asked has none.`,
    remedy: signIn("Sign in as a user, or have an app role assigned to the service principal."),
    links: [DOCUMENTED],
  },
  {
    id: "AADSTS50076",
    failureCode: "token.refused.mfa",
    matches: /AADSTS(50076|50079|50158|50074)\b/,
    title: "The API asks for multi-factor authentication.",
    cause: () =>
      'A plain "az login" signs in for Azure itself and may get by without a second factor; a policy asks for one at this API.',
    remedy: signIn("Sign in for this API, which asks for the second factor."),
    links: [
      "https://github.com/Azure/azure-cli/pull/17738",
      "https://github.com/Azure/azure-devops-cli-extension/issues/1106",
    ],
  },
  {
    id: "AADSTS53003",
    failureCode: "token.refused.conditional-access",
    matches: /AADSTS(53000|53001|53002|53003|53004|530003)\b/,
    title: "A Conditional Access policy blocks the token.",
    cause: ({ outputs }) =>
      `A policy of the tenant "${outputs.tenantId}" does not let this user, device or place have tokens for "${outputs.declared.displayName}". No change to the stack helps.`,
    remedy: () => ({
      text: "Try from a managed device or network, as the policy wants. Else ask the tenant's administrators, with the time and correlation id that az prints; the sign-in log names the policy.",
    }),
    links: [
      "https://github.com/Azure/azure-dev/pull/2168",
      "https://github.com/microsoft/UFO/issues/276",
    ],
  },
  {
    id: "AADSTS650053",
    failureCode: "token.refused.unknown-scope",
    matches: /AADSTS(650053|70011)\b/,
    title: "The API has no such scope.",
    cause: ({ outputs }) =>
      `The stack declares ${outputs.scopes.map((scope) => `"${scope}"`).join(", ") || "no scopes"}; another one was asked for, or the directory has lost it.`,
    remedy: ({ outputs }) => ({
      text: "Ask for one of these, or for all at once.",
      commands: [outputs.tokenCommand],
    }),
    links: [DOCUMENTED],
  },
  {
    id: "AADSTS700082",
    failureCode: "token.refused.not-signed-in",
    matches: /AADSTS(700082|70008|70043|50173|50078|700084|50132|50133|65004)\b/,
    title: "The sign-in has ended.",
    cause: () => "It was too long ago, the password changed, or it was revoked.",
    remedy: signIn("Sign in again."),
    links: [DOCUMENTED],
  },
  {
    id: "AADSTS90002",
    failureCode: "token.refused.wrong-tenant",
    matches: /AADSTS(90002|50020|90072|700016|50034)\b/,
    title: "The tenant does not know the account, the client or itself.",
    cause: ({ outputs }) =>
      `The stack lives in the tenant "${outputs.tenantId}"; another one was asked, or the account is not in it.`,
    remedy: signIn("Sign in to the stack's tenant, with an account of it."),
    links: [DOCUMENTED],
  },
  {
    id: "AADSTS50057",
    failureCode: "token.refused.user",
    matches: /AADSTS(50057|50126|50053|50055|50056|7000112)\b/,
    title: "The account is disabled, locked, or its password is wrong.",
    cause: ({ outputs }) =>
      `The sign-in service of the tenant "${outputs.tenantId}" refuses the account itself, whatever it asks for.`,
    remedy: () => ({ text: "Ask the tenant's administrators, or sign in with another account." }),
    links: [DOCUMENTED],
  },
  {
    id: "AADSTS1002012",
    failureCode: "token.refused.service-principal",
    matches: code("1002012"),
    title: "A service principal asked for a named scope.",
    cause: () =>
      'Applications can only ask for everything they were given ("/.default"); scopes and pre-authorization are for users.',
    remedy: signIn('Sign in as a user. A daemon asks for "/.default" and needs the app role.'),
    links: [DOCUMENTED],
  },
  {
    id: "AADSTS65002",
    failureCode: "token.refused.other",
    matches: code("65002"),
    title: "Consent between two of Microsoft's own applications.",
    cause: ({ outputs }) =>
      `A scope of one of Microsoft's APIs was asked for, not one of "${outputs.declared.displayName}".`,
    remedy: signIn("Sign in for this API's scope."),
    links: ["https://github.com/Azure/azure-cli/issues/33062"],
  },
  {
    id: "AADSTS9010010",
    matches: code("9010010"),
    title: "The client sent a resource that does not match its scopes.",
    cause: () =>
      'OAuth and MCP clients of the API may send "resource" besides the scopes, and the two must agree. "az" never sends it.',
    remedy: ({ outputs }) => ({
      text: `Configure that client to leave "resource" out, or to send "${outputs.identifierUri}".`,
    }),
    links: ["https://github.com/microsoft/powerbi-modeling-mcp/issues/68"],
  },
];
