/**
 * Requests of the played az: by the proxy and the authority that the environment names, as Python's
 * "requests" sends them.
 */
import { existsSync } from "node:fs";
import { causeOf, sandboxFetch, type SandboxFetch } from "../../../sandbox/http";
import { type AzError, NotPlayed, pythonError } from "./azError";

/** The environment of one command. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A request. At most one of `form` and `json` is its body. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly token?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** An answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** The words after the status: "Not Found". */
  readonly reason: string;
  readonly text: string;
}

/** Sends requests; holds its connections between commands. */
export class HttpClient {
  readonly #open = new Map<string, SandboxFetch>();

  /** @throws AzError where nothing answers. */
  public async send(request: HttpRequest, environment: Environment): Promise<HttpAnswer> {
    const { method, url, token, form, json } = request;
    const { fetch } = this.#connect(environment);
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    try {
      const answer = await fetch(url, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
          ...(json !== undefined && { "content-type": "application/json" }),
        },
        body: body ?? (json === undefined ? null : JSON.stringify(json)),
      });
      const { status, statusText: reason } = answer;
      return { status, reason, text: await answer.text() };
    } catch (error) {
      const cause = causeOf(error);
      const isRefused = "code" in cause && cause.code === "ECONNREFUSED";
      if (!isRefused) throw new NotPlayed(`a connection that fails with "${cause.message}"`);
      throw refusedProxy(url, environment["HTTPS_PROXY"] ?? "");
    }
  }

  public async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((client) => client.close()));
  }

  #connect(environment: Environment): SandboxFetch {
    const { HTTPS_PROXY: proxy = "", REQUESTS_CA_BUNDLE: authority = "" } = environment;
    if (!existsSync(authority)) {
      throw pythonError(
        `OSError: Could not find a suitable TLS CA certificate bundle, invalid path: ${authority}`,
      );
    }
    const key = `${proxy} ${authority}`;
    const client =
      this.#open.get(key) ?? sandboxFetch({ HTTPS_PROXY: proxy, SSL_CERT_FILE: authority });
    this.#open.set(key, client);
    return client;
  }
}

/** What "requests" says of a proxy that nobody listens at. */
function refusedProxy(url: string, proxy: string): AzError {
  const { hostname, pathname, search } = new URL(url);
  const { hostname: host, port } = new URL(proxy);
  const cause = `NewConnectionError("HTTPSConnection(host='${host}', port=${port}): Failed to establish a new connection: [Errno 111] Connection refused")`;
  return pythonError(
    `requests.exceptions.ProxyError: HTTPSConnectionPool(host='${hostname}', port=443): Max retries exceeded with url: ${pathname}${search} (Caused by ProxyError('Unable to connect to proxy', ${cause}))`,
  );
}
