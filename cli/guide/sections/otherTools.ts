import { WELL_KNOWN_CLIENTS } from "../../../components/rules/values/clients";
import { resourceOf } from "../../../components/rules/outputs/commands";
import type { StackOutputs } from "../../../components/rules/outputs";
import { code, type Datum, link, paragraph, prose, type Section, snippet } from "../document";

/** The same token from other shells and programs. */
export function otherTools(outputs: StackOutputs): readonly Section[] {
  return [variants(outputs), postman(outputs), httpFile(outputs)];
}

function variants({ declared, expectedToken, tenantId, tokenCommands }: StackOutputs): Section {
  return {
    id: "variants",
    title: "For your shell",
    blocks: [
      snippet("token-only", "The token and nothing else, in any shell", tokenCommands.tokenOnly),
      snippet("bash", "Into $TOKEN, in bash and zsh", tokenCommands.bash),
      snippet("powershell", "Into $token, in PowerShell", tokenCommands.powershell, "powershell"),
      snippet(
        "tenant",
        "With several tenants; not in Cloud Shell, which refuses --tenant",
        tokenCommands.tenant,
      ),
      snippet(
        "scope",
        expectedToken.ver === "1.0"
          ? `By scope; the token's aud is ${resourceOf(tokenCommands.scope)}`
          : "By scope; the same token",
        tokenCommands.scope,
      ),
      snippet("azd", "Azure Developer CLI, after azd auth login", tokenCommands.azd),
      ...(declared.clients[WELL_KNOWN_CLIENTS.azurePowerShell.clientId] === undefined
        ? [
            paragraph(
              prose`Azure PowerShell (${code("Get-AzAccessToken")}) is not pre-authorized in this stack; use the Azure CLI.`,
            ),
          ]
        : [
            snippet(
              "azure-powershell",
              `Azure PowerShell 14 or newer, after Connect-AzAccount -Tenant ${tenantId}`,
              tokenCommands.azurePowerShell,
              "powershell",
            ),
          ]),
    ],
  };
}

function postman(outputs: StackOutputs): Section {
  const { appSettings, clientId, expectedToken, identifierUri, scopes, tenantId } = outputs;
  const authority = `${appSettings["Settings:AzureAdConfiguration:Instance"]}${tenantId}/oauth2/v2.0`;
  const facts: readonly Datum[] = [
    { name: "Auth URL", value: `${authority}/authorize` },
    { name: "Access Token URL", value: `${authority}/token` },
    {
      name: "Client ID",
      note: prose`Of a registration of your own. Not the Azure CLI's: Postman's callback address is not registered there.`,
    },
    {
      name: "Callback URL",
      value: "https://oauth.pstmn.io/v1/callback",
      note: prose`A redirect URI of your registration, unless you use client credentials.`,
    },
    {
      name: "Scope, for people",
      ...(scopes.length === 0 ? {} : { value: scopes.join(" ") }),
      note: prose`Grant type "Authorization Code (With PKCE)". Ask for your registration's client id to be added to ${code("management-api:clients")}.`,
    },
    {
      name: "Scope, for services",
      value: `${identifierUri}/.default`,
      note: prose`Grant type "Client Credentials". ${expectedToken.roles === undefined ? "This API lets no service in by a role." : prose`Your registration needs the API's application role ${code(expectedToken.roles)}, with an administrator's consent.`}`,
    },
    {
      name: "Audience",
      value: expectedToken.ver === "1.0" ? identifierUri : clientId,
      note: prose`What the token's ${code("aud")} must be. Leave the fields "Audience" and "Resource" empty: Entra ID takes the scope.`,
    },
  ];
  return {
    id: "postman",
    title: "Postman",
    blocks: [
      paragraph(
        prose`Quickest: on the tab "Authorization" choose "Bearer Token" and paste the token of step 3. To let Postman fetch tokens itself, choose "OAuth 2.0" and fill in:`,
      ),
      { kind: "facts", id: "postman-values", copyable: true, facts },
    ],
  };
}

function httpFile({ tokenCommands }: StackOutputs): Section {
  return {
    id: "http-file",
    title: "A .http file",
    blocks: [
      paragraph(
        prose`For the ${link("REST Client of Visual Studio Code", "https://marketplace.visualstudio.com/items?itemName=humao.rest-client")} and for ${link("Visual Studio", "https://learn.microsoft.com/aspnet/core/test/http-files")}. It reads the token from the environment, so that none is ever saved. Start the editor from the terminal where the token was put there.`,
      ),
      snippet(
        "http-request",
        "management-api.http",
        [
          "@host = https://<web app>",
          "",
          "### Active calls",
          "GET {{host}}/api/call/active",
          "Authorization: Bearer {{$processEnv TOKEN}}",
          "Accept: application/json",
        ].join("\n"),
        "http",
      ),
      snippet("http-bash", "First, in bash and zsh", `export ${tokenCommands.bash}`),
      snippet(
        "http-powershell",
        "First, in PowerShell",
        `$env:TOKEN = ${tokenCommands.tokenOnly}`,
        "powershell",
      ),
    ],
  };
}
