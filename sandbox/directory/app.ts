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
    const { method, headers } = request;
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
    const response = await answerOnce(context, method, url, handle, fault).catch(
      (error: unknown) => {
        const refusal = refusalOf(error, (host ?? graph).malformed);
        return toResponse(refusal, clock(), headers.get("client-request-id") ?? undefined);
      },
    );
    if (fault?.drop === true) {
      drop();
      return response;
    }
    const error = await errorOf(response);
    journal.settle(entry, {
      status: response.status,
      ...(error === undefined ? {} : { error }),
    });
    return response;
  };
}

/**
 * The answer to what is HTTP and no request: a host name that is none, say. Nobody knows which host
 * it was for.
 */
export function answerMalformed(error: unknown): Response {
  const message = error instanceof Error ? error.message : "The request is malformed.";
  return toResponse(graph.malformed(message), new Date());
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

async function answerOnce(
  { store, clock }: AppContext,
  method: string,
  url: URL,
  handle: (state: DirectoryState) => Promise<Response>,
  fault: Fault | undefined,
): Promise<Response> {
  if (fault?.hide === true) throw resourceNotFound(url.pathname.split("/")[3] ?? "");
  if (fault?.stale === true) return handle(store.previous);
  if (fault !== undefined && fault.when !== "afterCommit") return faultResponse(fault, clock());
  // The browser sign-in is a GET that leaves a code behind.
  const writes = method !== "GET" || url.pathname.endsWith("/authorize");
  const response = writes ? await store.transact(handle) : await handle(store.state);
  return fault === undefined ? response : faultResponse(fault, clock());
}

function faultResponse(fault: Fault, now: Date): Response {
  const { status = 503, headers = {} } = fault;
  const asked = graphRefusal(status, "ServiceUnavailable", "((sandbox)) A fault was asked for.");
  return Response.json(fault.body ?? asked.body(now, undefined), { status, headers });
}

/** @throws MalformedRequest for a path like "/%zz". */
function checkPath({ pathname }: URL): void {
  try {
    decodeURIComponent(pathname);
  } catch {
    throw new MalformedRequest(`The path '${pathname}' is not percent-encoded.`);
  }
}

/** The error object of an answer, read from a copy. */
async function errorOf(response: Response): Promise<unknown> {
  if (response.status < 400) return undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== "object" || body === null || !("error" in body)) return undefined;
  return typeof body.error === "string" ? body : body.error;
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

function toResponse(refusal: Refusal, now: Date, clientRequestId?: string): Response {
  return Response.json(refusal.body(now, clientRequestId), { status: refusal.status });
}
