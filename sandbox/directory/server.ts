/**
 * The one listener: an HTTP proxy on loopback that hands allowed hosts to a TLS server in this process and refuses all
 * others. Clients reach the usual host names through `HTTPS_PROXY`, so nothing about them has to change.
 */
import { getRequestListener } from "@hono/node-server";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Certificates } from "./certificates";

/** Answers one request; `drop` resets the connection instead. */
export type Answer = (request: Request, drop: () => void) => Promise<Response>;

/** A running listener. */
export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`, the value of `HTTPS_PROXY`. */
  readonly proxyUrl: string;
  /** Stops listening, lets requests that are being answered finish, and closes every connection. */
  close(): Promise<void>;
}

/** Starts the listener on a port that the system chooses. */
export async function startServer(options: {
  readonly certificates: Certificates;
  readonly allowedHosts: readonly string[];
  readonly onRefused: (host: string) => void;
  readonly answer: Answer;
}): Promise<LoopbackServer> {
  const { certificates, allowedHosts, onRefused, answer } = options;
  const sockets = new Set<Socket>();
  const answering = new Set<Promise<Response>>();

  const listener = getRequestListener(
    (request, { incoming }) => {
      const answered = answer(request, () => reset(incoming, sockets));
      answering.add(answered);
      return answered.finally(() => answering.delete(answered));
    },
    { overrideGlobalObjects: false },
  );
  const tls = createTlsServer(
    { cert: certificates.certificate, key: certificates.privateKey, minVersion: "TLSv1.2" },
    (request, response) => {
      // The provider opens a connection for every request and would leave each one idle for 90 s.
      response.shouldKeepAlive = false;
      void listener(request, response);
    },
  );
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
    if (port !== "443" || !allowedHosts.includes(host)) {
      onRefused(target);
      socket.end(
        "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" +
          `((sandbox)) "${target}" is not a host of the sandbox directory.\n`,
      );
      return;
    }
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) {
      socket.unshift(head);
    }
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
    for (const socket of sockets) {
      socket.destroySoon();
    }
    await closed;
  }
  return {
    proxyUrl: `http://127.0.0.1:${port}`,
    close: () => (closing ??= stop()),
  };
}

/** Resets a connection the way a failing network does. A TLS socket cannot be reset, only the one below it. */
function reset(incoming: { readonly socket: unknown }, sockets: ReadonlySet<Socket>): void {
  if (!(incoming.socket instanceof TLSSocket)) {
    return;
  }
  const { remotePort } = incoming.socket;
  for (const socket of sockets) {
    if (socket.remotePort === remotePort) {
      socket.resetAndDestroy();
    }
  }
}
