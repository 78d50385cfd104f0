/** The providers of the embedded engine: those that the program uses, made for one sandbox. */
import { createAzureadProvider, type AzureadProvider } from "./azuread/index";
import { createCommandProvider } from "./command/index";
import type { Provider } from "../engine/provider";

/** Providers, and the connections that they hold. */
export interface SandboxProviders {
  readonly providers: readonly Provider[];
  /** Closes the connections. Nothing may be asked of the providers afterwards. */
  close(): Promise<void>;
}

/**
 * Makes them.
 *
 * @param environment what the sandbox hands out: proxy, certificate authority, credentials.
 * @throws where it names no sandbox.
 */
export function sandboxProviders(
  environment: Readonly<Record<string, string | undefined>>,
): SandboxProviders {
  const azuread: AzureadProvider = createAzureadProvider(environment);
  return {
    providers: [azuread, createCommandProvider(environment)],
    close: () => azuread.close(),
  };
}
