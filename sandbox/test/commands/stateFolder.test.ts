/**
 * Proves who may use a state folder when: one command at a time, also after a crash, and the
 * directory of a `serve` only while that runs. It cannot prove that for folders which two machines
 * share.
 */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { announceServe, findServe } from "../../runningServe";
import { SandboxError } from "../../sandboxError";
import { openStateFolder, type StateFolder } from "../../stateFolder";
import { IS_LONG } from "../support/fuzzing";
import type { Answer, Order } from "./lockUser";

const LEFT_OPEN = { purpose: "up", onWait: () => undefined };

describe("a state folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is one command's at a time, and the next one's as soon as that is done", async () => {
    const first = await openStateFolder(folder, LEFT_OPEN);
    let opened: Promise<StateFolder> | undefined;
    const said = await new Promise<string>((resolve) => {
      opened = openStateFolder(folder, { purpose: "preview", onWait: resolve });
    });
    assert.equal(
      said,
      `The sandbox "${folder}" is in use by process ${process.pid} ("up"), which has locked "${folder}/lock"; waiting for it.`,
    );
    await first.release();
    const second = await opened;
    await first.release(); // Does nothing any more: the folder is the second's.
    assert.deepEqual(await readdir(folder), ["holder.json", "lock", "stacks"]);
    await second?.release();
    assert.deepEqual(await readdir(folder), ["lock", "stacks"]);
  });

  it("is refused with the lock's name to a command that has been told to stop", async () => {
    const first = await openStateFolder(folder, LEFT_OPEN);
    await rm(path.join(folder, "holder.json"));
    await assert.rejects(
      openStateFolder(folder, { ...LEFT_OPEN, signal: AbortSignal.abort() }),
      new SandboxError(
        `The sandbox "${folder}" is in use by another process, which has locked "${folder}/lock". Wait until it is done, or name another folder with "--state".`,
      ),
    );
    await first.release();
  });

  it("opens where the note names a process that runs, but has nothing to do with it", async () => {
    for (const name of ["lock", "holder.json"]) {
      await writeFile(path.join(folder, name), JSON.stringify({ pid: process.pid, purpose: "up" }));
    }
    const opened = await openStateFolder(folder, LEFT_OPEN);
    await opened.release();
  });

  it("loses what a killed command has left half-written", async () => {
    const stacks = path.join(folder, "stacks");
    await mkdir(stacks);
    for (const name of ["dev.json", "dev.json.2716418352", "dev.json.1.json"]) {
      await writeFile(path.join(stacks, name), "{}");
    }
    const opened = await openStateFolder(folder, LEFT_OPEN);
    assert.deepEqual(await readdir(stacks), ["dev.json", "dev.json.1.json"]);
    await opened.release();
  });
});

describe("the lock of a killed command", function () {
  const ROUNDS = IS_LONG ? 12 : 4;
  this.timeout(120_000); // Sixteen processes start.
  let folder: string;
  const processes: ChildProcess[] = [];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
  });
  after(async () => {
    for (const each of processes) each.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<ChildProcess> {
    const child = fork(path.join(__dirname, "lockUser.ts"), {
      execArgv: ["--require", "ts-node/register"],
    });
    processes.push(child);
    await once(child, "message");
    return child;
  }

  async function tell(child: ChildProcess, as: Order["as"]): Promise<Answer> {
    child.send({ folder, as } satisfies Order);
    const [answer] = (await once(child, "message")) as [Answer];
    return answer;
  }

  it(`goes to one of four who come at once, in each of ${ROUNDS} rounds`, async () => {
    const four = await Promise.all([start(), start(), start(), start()]);
    for (let round = 1; round <= ROUNDS; round++) {
      const killed = await start();
      assert.equal(await tell(killed, "keep"), "keeping");
      const answers = Promise.all(four.map((each) => tell(each, "use")));
      killed.kill("SIGKILL");
      assert.deepEqual(await answers, ["alone", "alone", "alone", "alone"], `round ${round}`);
    }
  });
});

describe("the notice of a running serve", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const variables = { HTTPS_PROXY: "http://127.0.0.1:1", ARM_TENANT_ID: "its tenant" };
  const notice = (): string => path.join(folder, "serve", "notice.json");

  it("is found while it runs, and gone when it has been taken back", async () => {
    const announcement = await announceServe({ path: folder }, variables);
    assert.deepEqual(await findServe({ path: folder }), { pid: process.pid, variables });
    await announcement.withdraw();
    announcement.end();
    assert.equal(await findServe({ path: folder }), undefined);
  });

  it("is waited for where its directory is ending", async () => {
    const announcement = await announceServe({ path: folder }, variables);
    await announcement.withdraw();
    const found = findServe({ path: folder });
    announcement.end();
    assert.equal(await found, undefined);
  });

  it("is one at a time", async () => {
    const announcement = await announceServe({ path: folder }, variables);
    await assert.rejects(
      announceServe({ path: folder }, variables),
      new SandboxError(
        `A "serve" on the sandbox "${folder}" has not ended: it has locked "${folder}/serve.lock". End it, or name another folder with "--state".`,
      ),
    );
    await announcement.release();
  });

  const stale: readonly (readonly [string, () => unknown])[] = [
    [
      "its process has ended, though another one has its number",
      () => ({ pid: process.pid, variables }),
    ],
    ["it is half-written", () => ({ pid: process.pid })],
  ];
  for (const [title, text] of stale) {
    it(`is removed where ${title}`, async () => {
      await mkdir(path.dirname(notice()));
      await writeFile(notice(), JSON.stringify(text()));
      assert.equal(await findServe({ path: folder }), undefined);
      assert.deepEqual(await readdir(folder), ["serve.lock"]);
    });
  }
});
