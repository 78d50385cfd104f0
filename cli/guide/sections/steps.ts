import type { StackOutputs } from "../../../components/rules/outputs";
import { type Block, code, link, paragraph, prose, type Section, type Snippet } from "../document";

/** The steps from nothing to a request that the API answers, in order. */
export function steps(outputs: StackOutputs): readonly Section[] {
  return [install, signIn(outputs), getToken(outputs), callApi(outputs)];
}

const install: Section = {
  id: "install",
  step: 1,
  title: "Install the Azure CLI",
  blocks: [
    {
      kind: "list",
      items: [
        prose`${link("Windows", "https://learn.microsoft.com/cli/azure/install-azure-cli-windows")}: ${code("winget install --exact --id Microsoft.AzureCLI")}`,
        prose`${link("macOS", "https://learn.microsoft.com/cli/azure/install-azure-cli-macos")}: ${code("brew install azure-cli")}`,
        prose`${link("Linux", "https://learn.microsoft.com/cli/azure/install-azure-cli-linux")}: the package of your distribution, as described there`,
        prose`${link("Azure Cloud Shell", "https://shell.azure.com")}: it is there already`,
      ],
    },
    paragraph(
      prose`Open a new terminal afterwards. ${code("az version")} says whether it is there.`,
    ),
  ],
};

/** The sign-in as a snippet; it stands in several places, so its id is the caller's. */
export function signInSnippet(outputs: StackOutputs, id: string): Snippet {
  return {
    kind: "snippet",
    id,
    label: "Sign-in line",
    code: outputs.loginCommand,
    language: "sh",
  };
}

function signIn(outputs: StackOutputs): Section {
  return {
    id: "sign-in",
    step: 2,
    title: "Sign in",
    blocks: [
      paragraph(
        prose`A browser opens. Plain ${code("az login")} is often not enough: this line signs you in to the right tenant, asks for the second factor where this API wants one, and does not need a subscription.`,
      ),
      signInSnippet(outputs, "login"),
      {
        kind: "note",
        tone: "hint",
        text: prose`No browser on that machine: add ${code("--use-device-code")}. In Cloud Shell, run the line too: what you are signed in with there ${link("does not get tokens for other APIs", "https://github.com/Azure/azure-cli/issues/10165")}.`,
      },
    ],
  };
}

function getToken(outputs: StackOutputs): Section {
  return {
    id: "token",
    step: 3,
    title: "Get the token",
    blocks: [
      paragraph(prose`The same in every shell; nothing to replace.`),
      {
        kind: "snippet",
        id: "token-command",
        label: "Token command",
        code: outputs.tokenCommand,
        language: "sh",
        main: true,
      },
      paragraph(
        prose`It prints JSON: ${code("accessToken")} is the token, ${code("expiresOn")} the local time until which it is valid. When it has expired, repeat this step only.`,
      ),
      {
        kind: "note",
        tone: "hint",
        text: prose`A token is a password for as long as it is valid. Keep it out of chats, tickets, files and repositories.`,
      },
    ],
  };
}

function callApi({ tokenCommands }: StackOutputs): Section {
  const blocks: readonly Block[] = [
    paragraph(prose`Send the token in the ${code("Authorization")} header of each request.`),
    {
      kind: "snippet",
      id: "header",
      label: "The header",
      code: "Authorization: Bearer <accessToken>",
      language: "text",
    },
    paragraph(
      prose`To try it without changing anything, ask for the active calls. Put the address of your deployment in place of ${code("<web app>")}.`,
    ),
    {
      kind: "snippet",
      id: "curl-url",
      label: "The address, in bash and zsh",
      code: 'API_URL="https://<web app>/api/call/active"',
      language: "sh",
    },
    {
      kind: "snippet",
      id: "curl",
      label: "Get a token and call, in bash and zsh",
      code: tokenCommands.curl,
      language: "sh",
    },
    {
      kind: "snippet",
      id: "powershell-call",
      label: "Get a token and call, in PowerShell",
      code: `${tokenCommands.powershell}\nInvoke-RestMethod -Uri "https://<web app>/api/call/active" -Headers @{ Authorization = "Bearer $token" }`,
      language: "powershell",
    },
  ];
  return { id: "call", step: 4, title: "Call the API", blocks };
}
