/** Proves who may use a state folder when: one command at a time, and the directory of a `serve` only while that runs. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { announceServe, findServe, withdrawServe } from "../../runningServe";
import { openStateFolder, type StateFolder } from "../../stateFolder";

describe("a state folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is one command's at a time, and the next one's as soon as that is done", async () => {
    const first = await openStateFolder(folder, { purpose: "up", onWait: () => undefined });
    let opened: Promise<StateFolder> | undefined;
    const said = await new Promise<string>((resolve) => {
      opened = openStateFolder(folder, { purpose: "preview", onWait: resolve });
    });
    assert.equal(
      said,
      `The sandbox "${folder}" is in use by process ${process.pid} ("up"); waiting for it.`,
    );
    await first.release();
    const second = await opened;
    await first.release(); // Does nothing any more: the folder is the second's.
    assert.deepEqual(await readdir(folder), ["lock", "stacks"]);
    await second?.release();
    assert.deepEqual(await readdir(folder), ["stacks"]);
  });
});

describe("the notice of a running serve", () => {
  let folder: string;
  let port: number;
  const server = createServer();
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  after(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const address = (): string => `http://127.0.0.1:${port}`;

  it("is found while it runs, and gone when it has been taken back", async () => {
    const variables = { HTTPS_PROXY: address(), ARM_TENANT_ID: "its tenant" };
    await announceServe({ path: folder }, variables);
    assert.deepEqual(await findServe({ path: folder }), { pid: process.pid, variables });
    await withdrawServe({ path: folder });
    assert.equal(await findServe({ path: folder }), undefined);
  });

  const stale: readonly (readonly [string, () => unknown])[] = [
    // No process has this id: Linux's highest is 4194304.
    ["its process has ended", () => ({ pid: 4_194_305, variables: { HTTPS_PROXY: address() } })],
    [
      "its id is another process's by now",
      () => ({ pid: process.pid, variables: { HTTPS_PROXY: "http://127.0.0.1:1" } }),
    ],
    ["it is half-written", () => ({ pid: process.pid })],
  ];
  for (const [title, notice] of stale) {
    it(`is removed where ${title}`, async () => {
      await announceServe({ path: folder }, {});
      await writeFile(path.join(folder, "serve", "notice.json"), JSON.stringify(notice()));
      assert.equal(await findServe({ path: folder }), undefined);
      assert.deepEqual(await readdir(folder), []);
    });
  }
});
