/** Refusals of a client that nobody has consented to. */
import {
  apiName,
  askAgain,
  deployAgain,
  DOCUMENTED,
  type Entry,
  signIn,
  undeclaredClient,
} from "../failure";

export const CONSENT_FAILURES: readonly Entry[] = [
  {
    code: "AADSTS65001",
    says: ["has not consented to use the application"],
    kind: "consent",
    title: "The client is not pre-authorized for the scope, and nobody consented.",
    cause: (found) => {
      const { scp } = found.outputs.expectedToken;
      const other = undeclaredClient(found);
      if (other !== undefined) {
        return `The client "${other}" asked, which the stack does not declare.`;
      }
      if (scp === "") {
        return `The stack does not pre-authorize the Azure CLI for ${apiName(found)}.`;
      }
      return `The sign-in service does not see the Azure CLI pre-authorized for ${apiName(found)} with "${scp}": it was taken out, the scope is off, or the change has not reached every server yet.`;
    },
    remedy: (found) => {
      const { expectedToken, scopes } = found.outputs;
      const other = undeclaredClient(found);
      if (other !== undefined) {
        return `Use the Azure CLI, or add "${other}" to the stack's "clients" and deploy.`;
      }
      if (expectedToken.scp === "") {
        return scopes.length === 0
          ? 'Add a scope to the stack\'s "scopes" and "azureCli" to its "clients", and deploy.'
          : 'Add "azureCli" to the stack\'s "clients" and deploy.';
      }
      return deployAgain(
        "If the stack was deployed just now, wait a minute and try again. Else put the pre-authorization back.",
        'Run "doctor": it compares the scopes and clients of the directory with the stack.',
      )(found);
    },
    links: ["Azure/azure-cli#15056", "Azure/azure-cli#12566"],
    any: ["client"],
    shownIn: ["guide", "readme"],
  },
  {
    code: "AADSTS650057",
    kind: "request",
    failureCode: "token.refused.not-preauthorized",
    title: "The client may not ask for this API.",
    cause: (found) =>
      `The same as AADSTS65001, seen at an interactive sign-in: the Azure CLI is not pre-authorized for ${apiName(found)}, or a scope or URI was asked for that the API does not expose.`,
    remedy: deployAgain(
      "Ask for the API as the stack prints it. Put the pre-authorization back; a minute later every server knows it.",
    ),
    links: ["Azure/azure-cli#33887", "Azure/azure-cli#31051"],
    shownIn: ["guide", "readme"],
  },
  {
    code: ["AADSTS90094", "AADSTS90095"],
    name: "Need admin approval",
    says: [
      "Need admin approval",
      "permission to access resources in your organization that only an admin can grant",
      // The same page in German and French.
      "Administratorgenehmigung erforderlich",
      "Genehmigung durch Administrator erforderlich",
      "Approbation de l'administrateur requise",
    ],
    kind: "consent",
    title: "Only an administrator may consent to what was asked for.",
    cause: (found) => {
      const other = undeclaredClient(found);
      return other === undefined
        ? `A client that is pre-authorized for ${apiName(found)} asks nobody. Another client asked, or for more than it holds, and the tenant does not let users consent.`
        : `The client "${other}" asked, which the stack does not declare, and the tenant does not let users consent.`;
    },
    remedy: signIn(
      'Sign in with the Azure CLI, as the stack prints it. A client of your own goes into the stack\'s "clients", or has an administrator consent to it.',
      'Run "doctor": it says whether the directory still has the pre-authorization.',
    ),
    links: [
      DOCUMENTED,
      "https://learn.microsoft.com/entra/identity/enterprise-apps/configure-risk-based-step-up-consent",
    ],
    any: ["client"],
  },
  {
    code: "AADSTS65004",
    kind: "consent",
    title: "Somebody was asked for consent and pressed Cancel.",
    cause:
      "A client that is pre-authorized asks nobody: that there was a question says that this one is not, or that it asked for more than the stack gives it.",
    remedy: signIn(
      "Sign in again and accept.",
      'If the question comes again, the pre-authorization is missing: whoever deploys puts it back with "pulumi up".',
    ),
    links: [DOCUMENTED, "github/GitHub-Copilot-for-Azure#859"],
    shownIn: ["guide"],
  },
  {
    code: "AADSTS65002",
    kind: "consent",
    title: "Consent between two of Microsoft's own applications.",
    cause: (found) =>
      `A scope of one of Microsoft's APIs was asked for, not one of ${apiName(found)}.`,
    remedy: askAgain("Ask for this API."),
    links: ["Azure/azure-cli#33062"],
    any: ["client", "resource"],
    shownIn: ["guide"],
  },
];
