/**
 * Proves that what the sandbox starts ends with it, also where it is killed without a chance to say
 * so. It cannot prove that of a program that has left its process group, nor of Windows, where the
 * system does it.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import path from "node:path";

/**
 * Connects, so that its end is seen, starts another one of its kind, and then listens to nothing
 * any more.
 */
const BUSY = `
  require("node:net").connect(Number(process.env.PORT), "127.0.0.1", () => {
    if (process.env.LAST === undefined) {
      const env = { ...process.env, LAST: "yes" };
      require("node:child_process").spawn(process.execPath, ["-e", process.env.BUSY], { env });
    }
    setTimeout(() => { for (;;); });
  });
`;

/** A process that starts such a program as the sandbox does. */
const PARENT = `
  const { runProcess } = require("./process.ts");
  void runProcess(process.execPath, ["-e", process.env.BUSY], { environment: process.env });
`;

describe("what the sandbox starts", () => {
  it("ends when the sandbox is killed, with all that it has started itself", async () => {
    const server = createServer();
    const sockets: Socket[] = [];
    const bothConnected = new Promise<void>((resolve) => {
      server.on("connection", (socket) => {
        socket.on("error", () => undefined);
        if (sockets.push(socket) === 2) resolve();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const parent = spawn(process.execPath, ["--require", "ts-node/register", "--eval", PARENT], {
      cwd: path.resolve(__dirname, ".."),
      env: { ...process.env, BUSY, PORT: String(port) },
      stdio: "inherit",
    });
    await bothConnected;
    assert.deepEqual(
      sockets.map(({ closed }) => closed),
      [false, false],
    );
    const closed = sockets.map((socket) => once(socket.resume(), "close"));
    parent.kill("SIGKILL");
    await Promise.all(closed);
    server.close();
  });
});
