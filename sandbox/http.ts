/**
 * HTTP as a client inside the sandbox sends it: through the sandbox's proxy, trusting the sandbox's
 * certificate authority and nothing else. So no request can reach the real Microsoft hosts: their
 * certificates are not trusted here.
 */
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { ProxyAgent, fetch as undiciFetch, Request } from "undici";
import { SERVED_HOSTS, unservedHost } from "./directory/constants";

/** The part of `fetch` that clients in the sandbox use. */
export type Fetch = typeof undiciFetch;

/** A `fetch` bound to one sandbox. Close it when done: it holds connections. */
export interface SandboxFetch {
  readonly fetch: Fetch;
  close(): Promise<void>;
}

/**
 * Makes the `fetch` for the environment that a sandbox hands out: `HTTPS_PROXY` (the sandbox's
 * proxy) and `SSL_CERT_FILE` (its certificate authority), the same two variables that the real
 * provider reads.
 *
 * @throws when either is missing: there is no default, for the default would be the internet.
 */
export function sandboxFetch(
  environment: Readonly<Record<string, string | undefined>>,
): SandboxFetch {
  const proxy = environment["HTTPS_PROXY"];
  const authority = environment["SSL_CERT_FILE"];
  if (proxy === undefined || authority === undefined) {
    throw new Error(
      'The sandbox\'s clients need "HTTPS_PROXY" and "SSL_CERT_FILE", as "npm run sandbox -- serve" prints them.',
    );
  }
  const dispatcher = new ProxyAgent({
    uri: proxy,
    // Made once: else for each connection, and the directory ends one with each answer.
    requestTls: { secureContext: createSecureContext({ ca: readFileSync(authority, "utf8") }) },
  });
  return {
    fetch: async (input, init) => {
      const { hostname } = new URL(input instanceof Request ? input.url : input);
      // The proxy would refuse it as well, and undici would not tell in which words.
      if (!SERVED_HOSTS.includes(hostname)) throw new Error(unservedHost(hostname));
      return undiciFetch(input, { ...init, dispatcher });
    },
    close: () => dispatcher.close(),
  };
}

/** Why a connection failed: fetch's own error only says that it did. */
export function causeOf(error: unknown): Error {
  if (error instanceof Error) return error.cause instanceof Error ? error.cause : error;
  return new Error(String(error));
}
