/**
 * Proves that a state folder which cannot be used is told in a line: what, why, and the way out.
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openSandbox } from "../../sandbox";
import { readable, SandboxError } from "../../sandboxError";
import { endSandboxCommands, sandboxCommand } from "../support/sandboxCommand";

describe("a state folder that cannot be used", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
  });
  afterEach(async () => {
    endSandboxCommands();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (state: string): Promise<unknown> =>
    openSandbox(state, { purpose: "up", onWait: () => undefined });

  it("is a file: the command ends with 1", async () => {
    const file = path.join(folder, "file");
    await writeFile(file, "");
    assert.deepEqual(await sandboxCommand(["output", "--engine", "embedded", "--state", file]), {
      code: 1,
      stdout: "",
      stderr: `error: "${file}/stacks" cannot be used: a part of that path is a file, and a folder is needed there (ENOTDIR). Put that right, or name another folder with "--state".\n`,
    });
  });

  it("is a link that leads nowhere: the command ends with 1", async () => {
    const link = path.join(folder, "link");
    await symlink("nowhere", link);
    const up = await sandboxCommand(["up", "--engine", "embedded", "--state", link]);
    assert.deepEqual(up, {
      code: 1,
      stdout: "",
      stderr: `error: "${link}" cannot be used: it is a file or a link that leads nowhere, and a folder is needed there (EEXIST). Put that right, or name another folder with "--state".\n`,
    });
  });

  it("holds a stack that is none: the command ends with 1", async () => {
    const file = path.join(folder, "stacks", "dev.json");
    await mkdir(path.dirname(file));
    await writeFile(file, "[]");
    const ended = await sandboxCommand(["output", "--engine", "embedded", "--state", folder]);
    assert.deepEqual([ended.code, ended.stdout], [1, ""]);
    assert.match(
      ended.stderr,
      /^error: ".*dev\.json" is not a state of deployment version 3: .*; delete it to start over\n$/,
    );
  });

  it("holds what moves a terminal's cursor: that is shown by its numbers", async () => {
    const file = path.join(folder, "stacks", "dev.json");
    await mkdir(path.dirname(file));
    await writeFile(file, "\u001b[2J\u202e");
    const ended = await sandboxCommand(["output", "--engine", "embedded", "--state", folder]);
    assert.match(ended.stderr, /\\u001b\[2J\\u202e/);
    assert.doesNotMatch(ended.stderr, /[^\n -~]/);
  });

  for (const [name, said] of [
    [
      "directory.json",
      /^The sandbox directory's state ".*" cannot be read \(at "version"\)\. .*: remove the file to start with a fresh directory\.$/,
    ],
    [
      "identity.json",
      /^The sandbox directory's keys ".*" cannot be read\. .*: remove the file to make new ones; every login made before ends with it\.$/,
    ],
  ] as const) {
    it(`holds a directory with another "${name}", and opens again without it`, async () => {
      const file = path.join(folder, "directory", name);
      await mkdir(path.dirname(file));
      await writeFile(file, "{}");
      await assert.rejects(open(folder), (error: Error) => {
        assert.match(error.message, said);
        return error instanceof SandboxError;
      });
      await rm(file);
      const sandbox = await openSandbox(folder, { purpose: "up", onWait: () => undefined });
      await sandbox.close();
    });
  }

  it("is told by what the system says; its other errors are mistakes of ours", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
    });
    assert.deepEqual(
      readable(full),
      new SandboxError(
        'The state cannot be used: there is no space left on the disk (ENOSPC). Put that right, or name another folder with "--state".',
      ),
    );
    const renamed = { code: "EISDIR", syscall: "rename", path: "/s/ca.pem.123", dest: "/s/ca.pem" };
    assert.match(
      (readable(Object.assign(new Error("no"), renamed)) as Error).message,
      /^"\/s\/ca\.pem" cannot be used: it is a folder/,
    );
    const mkdir = { code: "ENOENT", syscall: "mkdir", path: "/proc/x" };
    assert.match(
      (readable(Object.assign(new Error("no"), mkdir)) as Error).message,
      /^"\/proc\/x" cannot be used: the system lets nobody make a folder there/,
    );
    for (const other of [
      Object.assign(new Error("no"), { code: "ENOENT", syscall: "spawn az", path: "az" }),
      Object.assign(new Error("no"), { code: "EBADF" }),
      new Error("no"),
      "no",
    ]) {
      assert.equal(readable(other), other);
    }
  });
});
