import {
  type AccountInfo,
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
  PublicClientApplication,
} from "@azure/msal-node";
import { AZURE_CLI_APP_ID } from "../directory";
import type { Fetch } from "../http";
import type { TokenAnswer, TokenClient } from "./tokenClient";

/**
 * Stands in for the Azure CLI where there is none: Microsoft's own library, with the Azure CLI's
 * client id, sends the requests that the command would send. It keeps its login in memory.
 */
export class MsalClient implements TokenClient {
  readonly title = "no Azure CLI on PATH; @azure/msal-node stands in for it";
  readonly #application: PublicClientApplication;
  #account: AccountInfo | null = null;

  constructor(tenantId: string, fetch: Fetch) {
    this.#application = new PublicClientApplication({
      auth: {
        clientId: AZURE_CLI_APP_ID,
        authority: `https://login.microsoftonline.com/${tenantId}`,
      },
      system: { networkClient: networkModule(fetch) },
    });
  }

  async signIn(loginCommand: string): Promise<string> {
    const scope =
      argumentOf(loginCommand, "--scope") ?? "https://management.core.windows.net//.default";
    const result = await this.#application.acquireTokenByDeviceCode({
      scopes: [scope],
      deviceCodeCallback: () => undefined, // The sandbox approves by itself.
    });
    this.#account = result?.account ?? null;
    return this.#account?.username ?? "";
  }

  async getToken(tokenCommand: string): Promise<TokenAnswer> {
    const resource = argumentOf(tokenCommand, "--resource");
    if (this.#account === null || resource === undefined) {
      return { ok: false, message: "ERROR: Please run 'az login' to setup account." };
    }
    try {
      const { accessToken, expiresOn } = await this.#application.acquireTokenSilent({
        account: this.#account,
        scopes: [`${resource}/.default`],
        forceRefresh: true,
      });
      return { ok: true, accessToken, expiresOn: expiresOn ?? new Date() };
    } catch (error) {
      if (error instanceof AuthError) return { ok: false, message: `ERROR: ${error.errorMessage}` };
      throw error;
    }
  }
}

function argumentOf(commandLine: string, name: string): string | undefined {
  const words = commandLine.split(" ");
  const at = words.indexOf(name);
  return at === -1 ? undefined : words[at + 1];
}

function networkModule(fetch: Fetch): INetworkModule {
  const send = async <T>(
    method: string,
    url: string,
    options: NetworkRequestOptions | undefined,
  ): Promise<NetworkResponse<T>> => {
    const response = await fetch(url, {
      method,
      headers: options?.headers ?? {},
      ...(options?.body !== undefined && { body: options.body }),
    });
    return {
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as T,
      status: response.status,
    };
  };
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}
