/**
 * Proves with real processes what moments.test.ts proves of all moments: `up` is killed by SIGKILL
 * at a random request or in the middle of a random write, its program ends with it, its files can
 * be read, and what runs next ends with one registration. It cannot prove what is left when the
 * machine loses its power.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { readState as readDirectory } from "../../directory/state";
import { readState as readStack } from "../../engine/state/stateFile";
import { IS_LONG, SEED } from "../support/fuzzing";
import { madeIn } from "./world";

const REPOSITORY = path.resolve(__dirname, "..", "..", "..");
const KILLS = IS_LONG ? 200 : 4;

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly output: string;
}

/**
 * What is done to one `up`: killed at a share of what it does, or of its time; and what comes next.
 */
const kill = fc.record({
  by: fc.constantFrom("what it does", "what it does", "what it does", "what it does", "time"),
  at: fc.noBias(fc.nat({ max: 999 })).map((thousandths) => thousandths / 1000),
  isRefreshed: fc.boolean(),
});

describe(`an up that is killed, ${KILLS} times by seed ${SEED}`, function () {
  this.timeout(120_000 + KILLS * 60_000);
  let folder: string;
  let template: string;
  let server: Server;
  /** Of all processes that are running. */
  const sockets = new Set<Socket>();
  /** What the last command that ended by itself has counted. */
  let counted = 0;
  /** Of an up that nobody kills: what it counts, its time in milliseconds, and what it makes. */
  let total = 0;
  let duration = 0;
  let expected: unknown;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on("data", (text) => (counted = Number(text.toString())));
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    template = path.join(folder, "template");
    assert.equal((await run(["output"], template)).code, 1, "nothing is deployed yet");
    const whole = path.join(folder, "whole");
    await cp(template, whole, { recursive: true });
    const started = performance.now();
    const up = await run(["up"], whole);
    duration = performance.now() - started;
    assert.equal(up.code, 0, up.output);
    total = counted;
    assert.ok(total > 100, `only ${total} places to kill it at`);
    expected = made(whole);
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(
    args: readonly string[],
    state: string,
    by: { readonly killAt?: number; readonly killAfter?: number } = {},
  ): Promise<Ended> {
    const child = spawn(
      process.execPath,
      ["sandbox/bin.js", ...args, "--engine", "embedded", "--state", state],
      {
        cwd: REPOSITORY,
        env: {
          ...process.env,
          NODE_OPTIONS: `--require ${path.join(__dirname, "preload.js")}`,
          PORT: String((server.address() as AddressInfo).port),
          STATE: state,
          KILL_AT: String(by.killAt ?? 0),
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const timer =
      by.killAfter === undefined
        ? undefined
        : setTimeout(() => child.kill("SIGKILL"), by.killAfter);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    clearTimeout(timer);
    // Its program too, or this waits for ever.
    for (const socket of sockets) await once(socket, "close");
    return { code, signal, output };
  }

  const directoryOf = (state: string): string => path.join(state, "directory", "directory.json");
  const made = (state: string): unknown => {
    const directory = readDirectory(directoryOf(state));
    return directory && madeIn(directory, "");
  };

  const kills = fc.sample(kill, { numRuns: KILLS, seed: SEED });
  for (const [index, { by, at, isRefreshed }] of kills.entries()) {
    const next = isRefreshed ? ["refresh", "up"] : ["up"];
    it(`at ${Math.round(at * 100)} % of ${by}, ends well by ${next.join(" and ")} (kill ${index + 1})`, async () => {
      const state = path.join(folder, String(index));
      await cp(template, state, { recursive: true });
      const killed = await run(
        ["up"],
        state,
        by === "time" ? { killAfter: duration * at } : { killAt: 1 + Math.floor(total * at) },
      );
      if (by === "what it does") assert.equal(killed.signal, "SIGKILL", killed.output);
      await readStack(path.join(state, "stacks", "dev.json"));
      made(state);
      for (const command of next) {
        const ended = await run([command], state);
        assert.equal(ended.code, 0, `${killed.output}\n${ended.output}`);
      }
      assert.deepEqual(made(state), expected, killed.output);
      assert.deepEqual((await readdir(path.join(state, "stacks"))).sort(), ["dev.json"]);
      await rm(state, { recursive: true });
    });
  }
});
