/**
 * Microsoft Graph as the real provider calls it: its headers, its retries, its reading of answers.
 * One request a call; paths start with the version, e.g. "/v1.0/applications".
 */
import type { Properties, Value } from "../../engine/provider";
import { causeOf, type Fetch } from "../../http";
import { isRecord, parseJson, records, text } from "../values";
import { GraphError, graphError } from "./graphError";
import { isTransient, retrying, type Answer, type Sleep } from "./retry";

/** Query parameters, e.g. `{ $filter: "displayName eq 'x'" }`. */
export type Query = Readonly<Record<string, string>>;

/** Whether a refusal is worth another try beyond those that always are. */
export type Retryable = (error: GraphError) => boolean;

/**
 * The requests that resources and functions make. All throw {@link GraphError} where Graph refuses.
 */
export interface GraphClient {
  get(path: string, query?: Query): Promise<Properties>;
  /** As `get`, but undefined where there is nothing (404). */
  find(path: string, query?: Query): Promise<Properties | undefined>;
  /** All entries of a list, over all its pages. */
  list(path: string, query?: Query): Promise<readonly Properties[]>;
  /** @returns the created object; empty where the answer holds none. */
  post(path: string, body: Properties, retryable?: Retryable): Promise<Properties>;
  patch(path: string, body: Properties, retryable?: Retryable): Promise<void>;
  delete(path: string): Promise<void>;
  /** A reference to a directory object, as bodies hold it. */
  reference(version: "v1.0" | "beta", objectId: string): string;
}

const HEADERS = {
  Accept: "application/json; charset=utf-8; IEEE754Compatible=false",
  "Content-Type": "application/json; charset=utf-8",
  "Odata-Maxversion": "4.0",
  "Odata-Version": "4.0",
};

/**
 * Makes the client. The token is asked for with each request; whoever gives it keeps it.
 *
 * @param graph where Microsoft Graph is, without a slash at the end.
 */
export function createGraphClient(
  fetch: Fetch,
  accessToken: () => Promise<string>,
  sleep: Sleep,
  graph: () => string,
): GraphClient {
  function address(path: string, query: Query = {}): string {
    const parameters = new URLSearchParams(query).toString();
    return `${graph()}${path}${parameters === "" ? "" : `?${parameters}`}`;
  }

  async function send(
    method: string,
    url: string,
    body?: Properties,
    retryable: Retryable = () => false,
  ): Promise<Properties> {
    const answer = await retrying<GraphAnswer>(
      () => exchange(method, url, body),
      (got) =>
        isTransient(got.status) ||
        (got.broken !== undefined && method === "GET" && isReset(got.broken)) ||
        (got.status >= 400 && retryable(graphError(got.status, got.body))),
      sleep,
    );
    if (answer.broken !== undefined) throw brokenConnection(method, url, answer.broken);
    if (answer.status < 200 || answer.status > 299) throw graphError(answer.status, answer.body);
    return answer.body;
  }

  async function exchange(method: string, url: string, body?: Properties): Promise<GraphAnswer> {
    const token = await accessToken();
    try {
      const response = await fetch(url, {
        method,
        headers: { ...HEADERS, Authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return {
        status: response.status,
        retryAfter: response.headers.get("retry-after"),
        body: readBody(response.headers.get("content-type"), await response.text()),
      };
    } catch (error) {
      return { status: 0, retryAfter: null, body: {}, broken: causeOf(error) };
    }
  }

  async function find(path: string, query?: Query): Promise<Properties | undefined> {
    try {
      return await send("GET", address(path, query));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  return {
    get: (path, query) => send("GET", address(path, query)),
    find,
    async list(path, query) {
      const entries: Properties[] = [];
      for (let url = address(path, query); url !== "";) {
        const page = await send("GET", url);
        entries.push(...records(page, "value"));
        url = text(page, "@odata.nextLink");
      }
      return entries;
    },
    post: (path, body, retryable) => send("POST", address(path), body, retryable),
    async patch(path, body, retryable) {
      await send("PATCH", address(path), body, retryable);
    },
    async delete(path) {
      await send("DELETE", address(path));
    },
    reference: (version, objectId) => address(`/${version}/directoryObjects/${objectId}`),
  };
}

/** Whether an error says that the object is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof GraphError && error.status === 404;
}

function readBody(contentType: string | null, body: string): Properties {
  if (contentType?.startsWith("application/json") !== true || body === "") return {};
  const value: Value = parseJson(body);
  return isRecord(value) ? value : {};
}

/** What came back: an answer, or the reason why none did. */
interface GraphAnswer extends Answer {
  readonly body: Properties;
  /** Status 0: the connection failed. Whether a write was done is not known then. */
  readonly broken?: Error;
}

/** Reads are sent again after a reset, as there; writes are not, for they may have been done. */
function isReset(error: Error): boolean {
  return "code" in error && error.code === "ECONNRESET";
}

function brokenConnection(method: string, url: string, error: Error): Error {
  const { host } = new URL(url);
  return new Error(
    method === "GET"
      ? `could not reach "${host}": ${error.message}`
      : `HTTP response was nil; connection may have been reset ("${host}": ${error.message})`,
    { cause: error },
  );
}
