import type { StackOutputs } from "../../../components/rules/outputs";
import { code, link, list, note, paragraph, prose, type Section, snippet } from "../document";

/** The steps from nothing to a request that the API answers, in order. */
export function steps({
  loginCommand,
  tokenCommand,
  tokenCommands,
}: StackOutputs): readonly Section[] {
  return [install, signIn(loginCommand), getToken(tokenCommand), callApi(tokenCommands)];
}

const install: Section = {
  id: "install",
  step: 1,
  title: "Install the Azure CLI",
  blocks: [
    list(
      prose`${link("Windows", "https://learn.microsoft.com/cli/azure/install-azure-cli-windows")}: ${code("winget install --exact --id Microsoft.AzureCLI")}`,
      prose`${link("macOS", "https://learn.microsoft.com/cli/azure/install-azure-cli-macos")}: ${code("brew install azure-cli")}`,
      prose`${link("Linux", "https://learn.microsoft.com/cli/azure/install-azure-cli-linux")}: the package of your distribution, as described there`,
      prose`${link("Azure Cloud Shell", "https://shell.azure.com")}: it is there already`,
    ),
    paragraph(
      prose`Open a new terminal afterwards. ${code("az version")} says whether it is there.`,
    ),
  ],
};

function signIn(loginCommand: string): Section {
  return {
    id: "sign-in",
    step: 2,
    title: "Sign in",
    blocks: [
      paragraph(
        prose`A browser opens. Plain ${code("az login")} is often not enough: this line signs you in to the right tenant, asks for the second factor where this API wants one, and does not need a subscription.`,
      ),
      snippet("login", "Sign-in line", loginCommand),
      note(
        "hint",
        prose`No browser on that machine: add ${code("--use-device-code")}. In Cloud Shell, run the line too: what you are signed in with there ${link("does not get tokens for other APIs", "https://github.com/Azure/azure-cli/issues/10165")}.`,
      ),
    ],
  };
}

function getToken(tokenCommand: string): Section {
  return {
    id: "token",
    step: 3,
    title: "Get the token",
    blocks: [
      paragraph(prose`The same in every shell; nothing to replace.`),
      { ...snippet("token-command", "Token command", tokenCommand), main: true },
      paragraph(
        prose`It prints JSON: ${code("accessToken")} is the token, ${code("expiresOn")} the local time until which it is valid. When it has expired, repeat this step only.`,
      ),
      note(
        "hint",
        prose`A token is a password for as long as it is valid. Keep it out of chats, tickets, files and repositories.`,
      ),
    ],
  };
}

function callApi({ curl, powershell }: StackOutputs["tokenCommands"]): Section {
  return {
    id: "call",
    step: 4,
    title: "Call the API",
    blocks: [
      paragraph(prose`Send the token in the ${code("Authorization")} header of each request.`),
      snippet("header", "The header", "Authorization: Bearer <accessToken>", "text"),
      paragraph(
        prose`To try it without changing anything, ask for the active calls. Put the address of your deployment in place of ${code("<web app>")}.`,
      ),
      snippet(
        "curl-url",
        "The address, in bash and zsh",
        'API_URL="https://<web app>/api/call/active"',
      ),
      snippet("curl", "Get a token and call, in bash and zsh", curl),
      snippet(
        "powershell-call",
        "Get a token and call, in PowerShell",
        `${powershell}\nInvoke-RestMethod -Uri "https://<web app>/api/call/active" -Headers @{ Authorization = "Bearer $token" }`,
        "powershell",
      ),
    ],
  };
}
