/**
 * What the deployed API answers, and the libraries that guard it (Microsoft.Identity.Web,
 * Microsoft.IdentityModel).
 */
import { toolCommand } from "../../stackCommands";
import { askAgain, type Case, type Cause, type Entry, signIn } from "../failure";

/** Setting the API up as the stack prints it. */
function settings({ outputs }: Case, text: string): string {
  const { clientId, tenantId } = outputs;
  return `${text}: "Settings:AzureAdConfiguration:ClientId" is "${clientId}", "Settings:AzureAdConfiguration:TenantId" is "${tenantId}". Restart it after a change.`;
}

/** Why an issuer is refused: the text shows what it was. */
function issuerCauses({ message, outputs, ...stack }: Case): readonly Cause[] {
  const { tenantId } = outputs;
  const other = message.tenants.find((id) => id !== tenantId);
  const version: Cause = {
    text: 'The token is of version 1, whose issuer is "https://sts.windows.net/…": the registration does not ask for version 2.',
    tell: toolCommand("doctor", stack, "--only token-version"),
  };
  const tenant: Cause = {
    text: `It was issued by another tenant or cloud than the API's "${tenantId}"${other === undefined ? "" : `: "${other}"`}.`,
    tell: "az account show --query tenantId --output tsv",
  };
  const isOther = other !== undefined && !message.tenants.includes(tenantId);
  return isOther ? [tenant, version] : [version, tenant];
}

export const API_FAILURES: readonly Entry[] = [
  {
    code: "IDW10201",
    failureCode: "token.wrong.scopes",
    title: "The token has neither scopes nor roles.",
    cause: ({ outputs }) =>
      `The API wants "${outputs.expectedToken.scp}" in "scp", or an app role in "roles". A service principal without the role gets neither.`,
    remedy: signIn(
      "Sign in as a user and get a new token. A daemon needs the app role.",
      'A user\'s token without scopes: the scope is off or gone, which "doctor" finds.',
    ),
    links: ["AzureAD/microsoft-identity-web#1038"],
    shownIn: ["guide"],
  },
  {
    code: "IDW10203",
    failureCode: "token.wrong.scopes",
    title: "The token lacks the scope that this part of the API wants.",
    cause: ({ outputs }) =>
      `The API's code names a scope or role; the token has others. The stack declares ${
        Object.keys(outputs.declared.scopes)
          .map((scope) => `"${scope}"`)
          .join(", ") || "none"
      }.`,
    remedy: askAgain(
      'Compare the scope in the API\'s code with the stack\'s "scopes", and with what "npm run --silent check" shows of the token that this prints:',
    ),
    links: ["AzureAD/microsoft-identity-web#1339"],
  },
  {
    code: ["IDX10205", "IDX40001"],
    name: "The issuer is invalid",
    says: [
      "The issuer…is invalid",
      "issuer validation failed",
      "does not match any of the valid issuers",
    ],
    failureCode: "token.wrong.issuer",
    title: "The API refuses the token's issuer.",
    cause: issuerCauses,
    remedy: (found) => ({
      text: settings(
        found,
        "Have the registration ask for version 2 tokens (deploy the stack), and compare the API's settings",
      ),
      otherwise: 'Then az holds a token from before: run "az logout" and sign in.',
    }),
    links: [
      "AzureAD/microsoft-authentication-library-for-js#560",
      "AzureAD/microsoft-identity-web#1339",
    ],
    any: ["tenant"],
    shownIn: ["guide"],
  },
  {
    code: ["IDX10214", "IDX10206"],
    name: "The audience is invalid",
    says: ["The audience…is invalid", "audience validation failed", "audience is invalid"],
    failureCode: "token.wrong.api",
    title: "The API refuses the token's audience.",
    cause: ({ outputs }) =>
      `The API is configured for another registration than "${outputs.clientId}", or the token is of version 1 or for another API.`,
    remedy: (found) =>
      settings(
        found,
        'Check the token with "check"; if it is for this API, correct the API\'s settings',
      ),
    any: ["resource"],
    shownIn: ["guide"],
  },
  {
    code: "IDX10223",
    name: "The token has expired",
    says: ["The token expired at", "Lifetime validation failed. The token is expired"],
    failureCode: "token.wrong.expired",
    title: "The token has expired.",
    cause:
      "A token lasts 60 to 90 minutes. The API goes by its own clock, with five minutes' grace.",
    remedy: askAgain(
      "Get a new one.",
      "A new one has expired too: the clock of the API's machine is ahead.",
    ),
    shownIn: ["guide"],
  },
  {
    code: "IDX10222",
    says: [
      "The token is not valid before",
      "Lifetime validation failed. The token is not yet valid",
    ],
    failureCode: "token.wrong.not-yet-valid",
    title: "The token is not valid yet, by the clock of the API's machine.",
    cause: "That clock is behind by more than the five minutes that are granted.",
    remedy: "Set the clock of the machine that the API runs on.",
  },
  {
    code: ["IDX10204", "IDX10208"],
    title: "The API was not told which tokens to take.",
    cause: "Its setting for the issuer or for the audience is empty. No token helps.",
    remedy: (found) => settings(found, "Set the API up"),
  },
  {
    code: ["IDX10503", "IDX10501", "IDX10511", "IDX10500", "IDX10516", "IDX10517"],
    says: [
      "The signature key was not found",
      "Signature validation failed",
      "The signature is invalid",
    ],
    name: "The signature is invalid",
    failureCode: "token.wrong.signature",
    title: "The API cannot verify the token's signature.",
    cause: ({ outputs, ...stack }) => [
      {
        text: "The token is for another API: those for Microsoft Graph, for instance, only Graph can verify.",
        tell: `${outputs.tokenCommand} | ${toolCommand("check", stack)}`,
      },
      "The token was changed or cut when it was copied.",
      "The API fetched the keys of another tenant or cloud, or keeps old ones.",
    ],
    remedy: askAgain(
      "Get a token for this API and send it whole.",
      'Restart the API, so that it fetches the keys anew, and compare its tenant and instance with "appSettings".',
    ),
    shownIn: ["guide"],
  },
  {
    code: ["IDX20803", "IDX20804", "IDX20807"],
    says: ["Unable to obtain configuration from"],
    title: "The API cannot fetch the tenant's keys.",
    cause:
      "It asks the sign-in service for them when it starts: its network does not lead there, or its instance or tenant id is wrong.",
    remedy: ({ outputs }) =>
      `Have the API's machine reach "${outputs.appSettings["Settings:AzureAdConfiguration:Instance"]}", and set "Settings:AzureAdConfiguration:Instance" with the slash at its end. No token helps.`,
    any: ["tenant"],
  },
  {
    code: ["IDX12741", "IDX14100", "IDX12709", "IDX12729"],
    failureCode: "token.wrong.not-an-access-token",
    title: "What the API got is not a token.",
    cause:
      'The header holds something else: a variable that was empty, az\'s whole JSON, quotes, or "System.Security.SecureString".',
    remedy: ({ outputs }) => ({
      text: 'Send "Authorization: Bearer <token>", with the token alone:',
      commands: [outputs.tokenCommands.tokenOnly],
    }),
  },
  {
    code: "HTTP 403",
    title: "The API knows the caller and does not let them in.",
    cause: ({ outputs, ...stack }) => {
      const { groups } = outputs.expectedToken;
      return groups === undefined
        ? 'The token is good, and the API still refuses: its "Settings:AzureAdConfiguration:GroupId" names a group although the stack has none, or it asks for a role.'
        : [
            {
              text: `The user is not in the group "${groups}", or joined it after the token was issued.`,
              tell: toolCommand("doctor", stack, "--only membership"),
            },
            {
              text: "The user is in more than 200 groups, so the token names none.",
              tell: toolCommand("doctor", stack, "--only group-count"),
            },
          ];
    },
    remedy: signIn(
      "Once in the group, sign out and in again for a new token: the old one still lacks it.",
      'If a new token has the group ("check" shows it), the API checks another one: compare its settings with "appSettings".',
    ),
    links: ["Azure/azure-cli#29185", "Azure/azure-cli#32855"],
    shownIn: ["guide", "readme"],
  },
  {
    code: "HTTP 401",
    title: "The API does not accept the token.",
    cause: ({ outputs }) =>
      `There was no token, it has expired, or it is not for "${outputs.clientId}" of the tenant "${outputs.tenantId}".`,
    remedy: askAgain(
      'Get a new token and send it as "Authorization: Bearer <token>".',
      'Pipe the token into "check", which says what is wrong with it; if nothing is, the API\'s settings are.',
    ),
    links: ["https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens"],
    shownIn: ["guide", "readme"],
  },
];
