/**
 * From one HTTP request to one answer: body, journal, faults, transaction, the host's routes, and
 * the host's error envelope.
 */
import type { Hono } from "hono";
import { createArm } from "./arm";
import { readBody } from "./body";
import { type Cloud, CLOUDS } from "./constants";
import {
  armRefusal,
  graphRefusal,
  MalformedRequest,
  NotSaved,
  notServed,
  Refusal,
  resourceNotFound,
} from "./errors";
import type { Exchange } from "./exchange";
import type { Fault, Faults } from "./faults";
import { createGraph } from "./graph/routes";
import type { Journal } from "./journal";
import type { TokenKeys } from "./keys";
import { aadsts } from "./login/refusals";
import { createLogin } from "./login/routes";
import type { Answer } from "./server";
import type { DirectoryState, Store } from "./state";

export interface AppContext {
  readonly store: Store;
  readonly keys: TokenKeys;
  readonly clock: () => Date;
  readonly faults: Faults;
  readonly journal: Journal;
}

interface Host {
  readonly fetch: (request: Request, exchange: Exchange) => Response | Promise<Response>;
  /** What the host says to a request that nobody can read. */
  readonly malformed: (message: string) => Refusal;
}

const graph: Host = {
  fetch: fetchFrom(createGraph()),
  malformed: (message) => graphRefusal(400, "BadRequest", message),
};
const login: Host = {
  fetch: fetchFrom(createLogin()),
  malformed: (message) => aadsts(9002313, message),
};
const arm: Host = {
  fetch: fetchFrom(createArm()),
  malformed: (message) => armRefusal(400, "BadRequest", message),
};
/** Every cloud's hosts show the same directory. */
const ROUTES: ReadonlyMap<string, Host & { readonly cloud: Cloud }> = new Map(
  CLOUDS.flatMap((cloud) => [
    [cloud.login, { ...login, cloud }],
    [cloud.graph, { ...graph, cloud }],
    [cloud.arm, { ...arm, cloud }],
  ]),
);

export function createApp(context: AppContext): Answer {
  const { clock, faults, journal, keys } = context;

  return async (request, drop) => {
    const { method } = request;
    const url = new URL(request.url);
    const host = ROUTES.get(url.hostname);
    const body = await readBody(request).catch((error: unknown) => error);
    const entry = journal.open(method, url, body);
    const fault = faults.take(method, entry.url);

    const handle = async (state: DirectoryState): Promise<Response> => {
      if (host === undefined) throw notServed(`"${url.hostname}"`);
      if (body instanceof Error) throw body;
      checkPath(url);
      return host.fetch(request, { state, now: clock(), keys, body, cloud: host.cloud });
    };
    try {
      const response = await answerOnce(context.store, method, url, handle, fault);
      entry.status = response.status;
      return response;
    } catch (error) {
      const refusal = refusalOf(error, (host ?? graph).malformed);
      const said = refusal.body(clock(), request.headers.get("client-request-id") ?? undefined);
      const { status, headers } = refusal;
      if (fault?.drop === true) drop();
      else Object.assign(entry, { status, ...errorIn(said) });
      return Response.json(said, { status, headers });
    }
  };
}

/**
 * The answer to what is HTTP and no request: a host name that is none, say. Nobody knows which host
 * it was for.
 */
export function answerMalformed(error: unknown): Response {
  const message = error instanceof Error ? error.message : "The request is malformed.";
  const { status, body } = graph.malformed(message);
  return Response.json(body(new Date(), undefined), { status });
}

/**
 * Whatever is thrown ends here. A full disk is no 500 either: clients ask again for minutes after
 * one, and a disk stays full.
 */
function refusalOf(error: unknown, malformed: Host["malformed"]): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof MalformedRequest) return malformed(error.message);
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof NotSaved
    ? graphRefusal(400, "StateNotWritten", `((sandbox)) ${message}`)
    : malformed(`((sandbox)) This request is more than the sandbox can read: ${message}`);
}

/** @throws Refusal that a fault asks for, and whatever `handle` throws. */
async function answerOnce(
  store: Store,
  method: string,
  url: URL,
  handle: (state: DirectoryState) => Promise<Response>,
  fault: Fault | undefined,
): Promise<Response> {
  if (fault?.stale === true) return handle(store.previous);
  const failure = fault && failureOf(fault, url);
  if (failure !== undefined && fault?.when !== "afterCommit") throw failure;
  // The browser sign-in is a GET that leaves a code behind.
  const writes = method !== "GET" || url.pathname.endsWith("/authorize");
  const response = writes ? await store.transact(handle) : await handle(store.state);
  if (failure !== undefined) throw failure;
  return response;
}

function failureOf({ hide, status = 503, headers, body }: Fault, url: URL): Refusal {
  if (hide === true) return resourceNotFound(url.pathname.split("/")[3] ?? "");
  const text = "((sandbox)) A fault was asked for.";
  const usual = graphRefusal(status, "ServiceUnavailable", text).body;
  return new Refusal(status, text, body === undefined ? usual : () => body, headers);
}

/** @throws MalformedRequest for a path like "/%zz". */
function checkPath({ pathname }: URL): void {
  try {
    decodeURIComponent(pathname);
  } catch {
    throw new MalformedRequest(`The path '${pathname}' is not percent-encoded.`);
  }
}

/** What the journal keeps of a refusal: the error object, which is all that the token service says. */
function errorIn(said: Readonly<Record<string, unknown>>): { readonly error?: unknown } {
  const { error } = said;
  if (error === undefined) return {};
  return { error: typeof error === "string" ? said : error };
}

/** A host's routes; what they throw, and what nobody serves, goes to who asked them. */
function fetchFrom<E extends { Bindings: Exchange }>(app: Hono<E>): Host["fetch"] {
  app.onError((error) => {
    throw error;
  });
  app.notFound((c) => {
    const { pathname } = new URL(c.req.url);
    throw notServed(`${c.req.method} ${decodeURIComponent(pathname)}`);
  });
  return (request, exchange) => app.fetch(request, exchange);
}
