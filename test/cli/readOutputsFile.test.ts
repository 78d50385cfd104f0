/**
 * Proves that files and pipes are read to their end, and that neither an endless nor a silent one
 * keeps a command. POSIX only.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readOutputsFile } from "../../cli/outputs/readOutputsFile";
import { isStandardInput } from "../../cli/outputs/outputsSource";

describe("readOutputsFile", function () {
  let folder: string;
  let pipe: string;
  let writer: ChildProcess | undefined;

  before(function () {
    if (process.platform === "win32") this.skip(); // There are no named pipes in folders.
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "outputs-"));
    pipe = path.join(folder, "pipe");
    spawnSync("mkfifo", [pipe]);
  });
  afterEach(() => {
    writer?.kill("SIGKILL");
    writer = undefined;
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (script: string): void => {
    writer = spawn("sh", ["-c", `exec >"$1"; ${script}`, "sh", pipe], { stdio: "ignore" });
  };

  it("reads a file", async () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "text");
    assert.equal(await readOutputsFile(file, 1), "text");
  });

  for (const [encoding, turn] of [
    ["UTF-16, as Windows PowerShell writes it", (bytes: Buffer) => bytes],
    ["UTF-16 of the other byte order", (bytes: Buffer) => bytes.swap16()],
  ] as const) {
    it(`reads a file in ${encoding}`, async () => {
      const file = path.join(folder, "file");
      writeFileSync(file, turn(Buffer.from('\uFEFF{"name": "é"}', "utf16le")));
      assert.equal(await readOutputsFile(file, 1), '{"name": "é"}');
    });
  }

  it("reads neither devices nor folders: some would wait for ever", async () => {
    for (const other of ["/dev/null", "/dev/tty", folder]) {
      await assert.rejects(readOutputsFile(other, 1), /^Error: it is neither a file nor a pipe$/);
    }
  });

  it("reads a pipe, also one that somebody opens only later", async () => {
    const reading = readOutputsFile(pipe, 20_000);
    write("printf one; printf two");
    assert.equal(await reading, "onetwo");
  });

  it("gives a pipe up that does not end", async () => {
    write("printf one; exec sleep 60");
    await assert.rejects(readOutputsFile(pipe, 1000), /did not end in time/);
  });

  it("gives a pipe up that nobody writes to", async () => {
    await assert.rejects(readOutputsFile(pipe, 50), /did not end in time/);
  });

  it("stops reading what has no end", async () => {
    write("exec yes");
    await assert.rejects(readOutputsFile(pipe, 20_000), { code: "input.too-large" });
    const file = path.join(folder, "file");
    writeFileSync(file, Buffer.alloc(1_000_001));
    await assert.rejects(readOutputsFile(file, 20_000), { code: "input.too-large" });
  });

  it("leaves standard input to whoever reads it, by each of its names", () => {
    assert.deepEqual(["-", "/dev/stdin", "/dev/fd/0", "/dev/fd/3", "stdin"].map(isStandardInput), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
