/** From one HTTP request to one answer: journal, faults, transaction, the host's routes, and the host's error envelope. */
import type { Hono } from "hono";
import { createArm } from "./arm";
import { cloudOfHost, CLOUDS } from "./constants";
import {
  ArmError,
  GraphError,
  LoginError,
  notServed,
  renderArmError,
  renderGraphError,
  renderLoginError,
  resourceNotFound,
} from "./errors";
import type { ErrorAnswer } from "./errors";
import type { Exchange } from "./exchange";
import type { Fault, Faults } from "./faults";
import { createGraph } from "./graph/routes";
import { readableUrl, withoutSecrets } from "./journal";
import type { JournalEntry } from "./journal";
import type { TokenKeys } from "./keys";
import { createLogin } from "./login/routes";
import type { Answer } from "./server";
import type { Store } from "./state";

/** What the app works on. */
export interface AppContext {
  readonly store: Store;
  readonly keys: TokenKeys;
  readonly clock: () => Date;
  readonly faults: Faults;
  readonly journal: JournalEntry[];
}

/** A Hono app as the dispatcher sees it. */
interface HostRoutes {
  fetch(request: Request, exchange: Exchange): Response | Promise<Response>;
}

/** Makes the function that answers every request. */
export function createApp(context: AppContext): Answer {
  const { clock, faults, journal } = context;
  const [login, graph, arm] = [createLogin(), createGraph(), createArm()];
  const served = [
    withErrors(login, clock),
    withErrors(graph, clock),
    withErrors(arm, clock),
  ] as const;
  const routes = new Map<string, HostRoutes>(
    CLOUDS.flatMap((cloud) => [
      [cloud.login, served[0]],
      [cloud.graph, served[1]],
      [cloud.arm, served[2]],
    ]),
  );

  return async (request, drop) => {
    const url = new URL(request.url);
    const text = await request.text();
    const body = parseBody(text, request.headers.get("content-type") ?? "");
    const entry = {
      sequence: journal.length + 1,
      method: request.method,
      host: url.hostname,
      url: readableUrl(url),
      // A text is JSON that cannot be read: nobody knows what is in it.
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? "…" : withoutSecrets(body) }),
      status: 0,
    };
    journal.push(entry);

    const fault = faults.take(entry.method, entry.url);
    const hostRoutes = routes.get(url.hostname);
    const handle = (exchange: Pick<Exchange, "state">): Promise<Response> =>
      hostRoutes === undefined
        ? Promise.resolve(toResponse(renderGraphError(notServed(`"${url.hostname}"`), clock())))
        : Promise.resolve(
            hostRoutes.fetch(
              new Request(request.url, { method: request.method, headers: request.headers }),
              {
                state: exchange.state,
                now: clock(),
                keys: context.keys,
                body,
                cloud: cloudOfHost(url.hostname),
              },
            ),
          );

    const response = await answerOnce(context, request.method, url, handle, fault).catch(
      (error: unknown) => toResponse(renderError(error, clock())),
    );
    if (fault?.drop === true) {
      drop();
      return response;
    }
    const error = await errorOf(response);
    journal[entry.sequence - 1] = {
      ...entry,
      status: response.status,
      ...(error === undefined ? {} : { error }),
    };
    return response;
  };
}

async function answerOnce(
  { store, clock }: AppContext,
  method: string,
  url: URL,
  handle: (exchange: Pick<Exchange, "state">) => Promise<Response>,
  fault: Fault | undefined,
): Promise<Response> {
  if (fault?.hide === true) {
    return toResponse(renderGraphError(resourceNotFound(objectIdOf(url)), clock()));
  }
  if (fault?.stale === true) {
    return handle({ state: store.previous });
  }
  if (fault !== undefined && fault.when !== "afterCommit") {
    return faultResponse(fault, clock());
  }
  // The browser sign-in is a GET that leaves a code behind.
  const writes = method !== "GET" || url.pathname.endsWith("/authorize");
  const response = writes
    ? await store.transact(
        (state) => handle({ state }),
        (answer) => answer.status < 400,
      )
    : await handle(store);
  return fault === undefined ? response : faultResponse(fault, clock());
}

function faultResponse(fault: Fault, now: Date): Response {
  const status = fault.status ?? 503;
  const body =
    fault.body ??
    renderGraphError(
      new GraphError(status, "ServiceUnavailable", "((sandbox)) A fault was asked for."),
      now,
    ).body;
  return toResponse({ status, body }, fault.headers);
}

function objectIdOf(url: URL): string {
  return url.pathname.split("/")[3] ?? "";
}

function parseBody(text: string, contentType: string): unknown {
  if (text === "") {
    return undefined;
  }
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Handlers refuse it: no schema accepts a text.
    return text;
  }
}

/** The error object of an answer, read from a copy. */
async function errorOf(response: Response): Promise<unknown> {
  if (response.status < 400) {
    return undefined;
  }
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== "object" || body === null || !("error" in body)) {
    return undefined;
  }
  return typeof body.error === "string" ? body : body.error;
}

/** Gives every host its own envelope for what rules throw and for what nobody serves. */
function withErrors<E extends { Bindings: Exchange }>(app: Hono<E>, clock: () => Date): HostRoutes {
  app.onError((error, c) => {
    return toResponse(renderError(error, clock(), c.req.header("client-request-id")));
  });
  app.notFound((c) => {
    const { pathname } = new URL(c.req.url);
    return toResponse(
      renderGraphError(notServed(`${c.req.method} ${decodeURIComponent(pathname)}`), clock()),
    );
  });
  return { fetch: (request, exchange) => app.fetch(request, exchange) };
}

function renderError(error: unknown, now: Date, requestId?: string): ErrorAnswer {
  if (error instanceof LoginError) {
    return renderLoginError(error, now);
  }
  if (error instanceof GraphError) {
    return renderGraphError(error, now, requestId);
  }
  if (error instanceof ArmError) {
    return renderArmError(error);
  }
  // A mistake in the sandbox, or a full disk: say so, change nothing.
  const message = error instanceof Error ? error.message : "unknown";
  return renderGraphError(
    new GraphError(500, "InternalServerError", `((sandbox)) ${message}`),
    now,
  );
}

function toResponse(
  answer: ErrorAnswer | { status: number; body: unknown },
  headers = {},
): Response {
  return Response.json(answer.body, { status: answer.status, headers });
}
