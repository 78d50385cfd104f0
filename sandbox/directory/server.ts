/**
 * The one listener: an HTTP proxy on loopback that hands allowed hosts to a TLS server in this
 * process and refuses all others. Clients reach the usual host names through `HTTPS_PROXY`, so
 * nothing about them has to change.
 */
import { getRequestListener } from "@hono/node-server";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Certificates } from "./certificates";
import { SERVED_HOSTS, unservedHost } from "./constants";
import { hashSecret, matchesHash } from "./secrets";

/** Answers one request; `drop` resets the connection instead. */
export type Answer = (request: Request, drop: () => void) => Promise<Response>;

/** Starts the listener on a port that the system chooses. */
export async function startServer(options: {
  readonly certificates: Certificates;
  /** What the proxy asks of its clients, as text that needs no escape in a URL. */
  readonly secret: string;
  readonly onRefused: (host: string) => void;
  readonly answer: Answer;
  /** Answers what is HTTP and no request. */
  readonly answerMalformed: (error: unknown) => Response;
}) {
  const { secret, onRefused, answer, answerMalformed } = options;
  const userInfo = `sandbox:${secret}`;
  // Clients take it from the proxy's address: Python's requests, Go, undici and curl send it with
  // each CONNECT.
  const authorization = hashSecret(`Basic ${Buffer.from(userInfo).toString("base64")}`);
  const isKnown = ({ headers }: IncomingMessage): boolean =>
    matchesHash(headers["proxy-authorization"] ?? "", authorization);
  const sockets = new Set<Socket>();
  const answering = new Set<Promise<Response>>();

  const listener = getRequestListener(
    (request, { incoming }) => {
      const answered = answer(request, () => reset(incoming, sockets));
      answering.add(answered);
      return answered.finally(() => answering.delete(answered));
    },
    { overrideGlobalObjects: false, errorHandler: answerMalformed },
  );
  const tls = createTlsServer(
    // Longer than a client pauses: az asks for a device's sign-in every five seconds.
    { keepAliveTimeout: 30_000 },
    (request, response) => void listener(request, response),
  );
  const useCertificates = ({ certificate, privateKey }: Certificates): void =>
    tls.setSecureContext({ cert: certificate, key: privateKey, minVersion: "TLSv1.2" });
  useCertificates(options.certificates);
  const proxy = createServer((request, response) => {
    onRefused(request.url ?? "");
    response.writeHead(502, { "content-type": "text/plain", connection: "close" });
    response.end("((sandbox)) Only CONNECT to the directory's hosts is served.\n");
  });
  // Connections end in many ways when clients are stopped; none of them is the server's business.
  tls.on("tlsClientError", () => undefined);
  proxy.on("clientError", (_error, socket) => socket.destroy());
  proxy.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  proxy.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = request.url ?? "";
    const [host = "", port] = target.toLowerCase().split(":");
    if (port !== "443" || !SERVED_HOSTS.includes(host)) {
      onRefused(target);
      // Go and Python tell people the words beside the number, and nothing else of the answer.
      refuse(socket, `502 ${unservedHost(target)}`, unservedHost(target));
      return;
    }
    if (!isKnown(request)) {
      onRefused(target);
      refuse(
        socket,
        '407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="sandbox"',
        "((sandbox)) The proxy's address holds a secret that this client did not send: use HTTPS_PROXY as the sandbox gives it.",
      );
      return;
    }
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    tls.emit("connection", socket);
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once("error", reject);
    proxy.listen(0, "127.0.0.1", resolve);
  });
  const { port } = proxy.address() as AddressInfo;

  let closing: Promise<void> | undefined;
  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      proxy.close(() => resolve());
    });
    await Promise.allSettled(answering);
    // An answer that was just given still has to leave the machine.
    await new Promise((resolve) => setImmediate(resolve));
    for (const socket of sockets) socket.destroySoon();
    await closed;
  }
  return {
    /** The value of `HTTPS_PROXY`. */
    proxyUrl: `http://${userInfo}@127.0.0.1:${port}`,
    /** Puts other certificates in place; connections that are open stay. */
    useCertificates,
    /** Stops listening, lets requests that are being answered finish, and closes every connection. */
    close: () => (closing ??= stop()),
  };
}

function refuse(socket: Socket, status: string, message: string): void {
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${message}\n`,
  );
}

/**
 * Resets a connection the way a failing network does. A TLS socket cannot be reset, only the one
 * below it.
 */
function reset(incoming: { readonly socket: unknown }, sockets: ReadonlySet<Socket>): void {
  if (!(incoming.socket instanceof TLSSocket)) return;
  const { remotePort } = incoming.socket;
  for (const socket of sockets) {
    if (socket.remotePort === remotePort) socket.resetAndDestroy();
  }
}
