/**
 * Proves that programs end within their time limit with everything they started, by real processes.
 * POSIX only.
 */
import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import { LIMITS } from "../../components/rules/reading/limits";
import { runProcess } from "../../cli/process/processRunner";

const options = { timeoutMs: 20_000, environment: process.env };

describe("runProcess", () => {
  it("gives both streams and the exit code", async () => {
    const script = "process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3";
    assert.deepEqual(await runProcess(process.execPath, ["-e", script], options), {
      kind: "ended",
      exitCode: 3,
      stdout: "out",
      stderr: "err",
    });
  });

  it("hands arguments over unchanged", async () => {
    const args = ["a b", "$HOME", "'", "*", ""];
    const script = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
    const ended = await runProcess(process.execPath, ["-e", script, ...args], options);
    assert.deepEqual(ended.kind === "ended" && JSON.parse(ended.stdout), args);
  });

  it("gives no standard input to wait for", async () => {
    const script = "process.stdin.on('end', () => console.log('end')).resume()";
    const ended = await runProcess(process.execPath, ["-e", script], options);
    assert.equal(ended.kind === "ended" && ended.stdout, "end\n");
  });

  it("says that a program is missing", async () => {
    const result = await runProcess("no-such-program", [], options);
    assert.equal(result.kind, "missing");
  });

  it("stops a program that hangs", async function () {
    if (process.platform === "win32") this.skip();
    const result = await runProcess("sh", ["-c", "echo hello >&2; sleep 600"], {
      ...options,
      timeoutMs: 500,
    });
    assert.deepEqual(result, { kind: "timeout", afterMs: 500, stderr: "hello\n" });
  });

  it("stops a program that prints without end, long before its time", async function () {
    if (process.platform === "win32") this.skip();
    const result = await runProcess("yes", [], options);
    assert.ok(result.kind === "ended");
    assert.deepEqual(
      [result.exitCode, result.stdout.length, result.stderr],
      [null, LIMITS.programOutput, ""],
    );
  });

  it("stops what a program started too", async function () {
    if (process.platform === "win32") this.skip();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);
    const connected = new Promise<Socket>((resolve) => server.once("connection", resolve));
    // The grandchild keeps a connection open for as long as it lives.
    const script = `require("net").connect(${address.port}, "127.0.0.1")`;
    const command = `"${process.execPath}" -e '${script}' & wait`;
    const ending = runProcess("sh", ["-c", command], { ...options, timeoutMs: 3000 });
    const socket = await connected;
    const closed = new Promise((resolve) =>
      socket.once("close", resolve).on("error", () => undefined),
    );
    assert.equal((await ending).kind, "timeout");
    socket.resume();
    await closed;
    server.close();
  });
});
