/**
 * Proves that a file is written whole or stays as it was, also where there is room for half of it.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { removeHalfWritten, writeWhole } from "../wholeFile";

describe("a file that is written whole or not at all", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "management-api-test-"));
    file = path.join(folder, "state.json");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has the new text, and is its owner's only", async () => {
    await writeWhole(file, "öld");
    await writeWhole(file, "nëw");
    assert.equal(readFileSync(file, "utf8"), "nëw");
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ["state.json"]);
  });

  it("keeps the old text where the new one does not fit", function () {
    if (process.platform === "win32") this.skip(); // Nothing there limits the size of files.
    writeFileSync(file, "old");
    // Compiled: the compiler would have to write files of its own under that limit.
    const write = 'require("./dist/wholeFile.js").writeWhole(process.env.FILE, "x".repeat(20_000))';
    // 8 blocks of 512 bytes: the system writes that many, says so, and refuses the rest, as a full
    // disk does.
    const { status, stderr } = spawnSync(
      "/bin/sh",
      ["-c", 'trap "" XFSZ; ulimit -f 8; exec "$0" --eval "$1"', process.execPath, write],
      { cwd: path.resolve(__dirname, ".."), env: { ...process.env, FILE: file }, encoding: "utf8" },
    );
    assert.match(stderr, /EFBIG: file too large, write/);
    assert.equal(status, 1);
    assert.equal(readFileSync(file, "utf8"), "old");
    assert.deepEqual(readdirSync(folder), ["state.json"]);
  });

  it("is all that is left when what was half-written has been removed", async () => {
    for (const name of ["state.json", "state.json.2716418352", "ca.pem.1", "x.json.1.json"]) {
      writeFileSync(path.join(folder, name), "");
    }
    await removeHalfWritten(folder);
    assert.deepEqual(readdirSync(folder).sort(), ["state.json", "x.json.1.json"]);
    await removeHalfWritten(path.join(folder, "nowhere"));
  });
});
