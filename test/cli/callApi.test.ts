/** Proves how the API is called and what is told of its answer, by a server on loopback. */
import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiAnswer, createApiCaller } from "../../cli/doctor/callApi";
import { GOOD_CLAIMS, makeToken } from "./support/tokens";

const token = makeToken(GOOD_CLAIMS);

describe("createApiCaller", () => {
  let server: Server;

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function call(listener: RequestListener, timeoutMs = 20_000): Promise<ApiAnswer> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return createApiCaller({}, timeoutMs)(new URL(`http://127.0.0.1:${port}/api`), token);
  }

  it("hands the token over, and tells nothing of a good answer but its status", async () => {
    const answer = await call(({ method, url, headers }, response) => {
      const isRight = `${method ?? ""} ${url ?? ""} ${headers.authorization ?? ""}`;
      response.statusCode = isRight === `GET /api Bearer ${token}` ? 200 : 500;
      response.end("all the calls");
    });
    assert.deepEqual(answer, { kind: "answered", status: 200, reasons: [] });
  });

  it("tells why the API refuses, without the token that it repeats", async () => {
    const answer = await call((_, response) => {
      response.writeHead(401, { "www-authenticate": 'Bearer error="invalid_token"' });
      response.end(`IDW10201:\n  ${token}  ${"x".repeat(1000)}`);
    });
    assert.deepEqual(answer, {
      kind: "answered",
      status: 401,
      reasons: ['Bearer error="invalid_token"', `IDW10201: … ${"x".repeat(288)}`],
    });
  });

  it("tells the beginning of any error", async () => {
    const answer = await call((_, response) => {
      response.statusCode = 400;
      response.end("no such call");
    });
    assert.deepEqual(answer, { kind: "answered", status: 400, reasons: ["no such call"] });
  });

  it("tells that nothing answers in time", async () => {
    const answer = await call(() => undefined, 50);
    assert.deepEqual(answer, { kind: "unreachable", why: "no answer within 0.05 seconds" });
  });

  it("tells why a connection fails", async () => {
    const answer = await call(({ socket }) => socket.destroy());
    assert.deepEqual(answer, { kind: "unreachable", why: "UND_ERR_SOCKET: other side closed" });
  });

  it("tells what has no code by its words", async () => {
    const answer = await call((_, response) => response.end());
    assert.equal(answer.kind, "answered");
    const failed = await createApiCaller({}, 1000)(new URL("ftp://127.0.0.1/"), token);
    assert.equal(failed.kind, "unreachable");
  });
});
