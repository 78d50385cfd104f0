/**
 * Proves that a file is written whole or stays as it was, also where there is room for half of it.
 */
import assert from "node:assert/strict";
import fs, {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeFolder, removeHalfWritten, writeWhole } from "../wholeFile";

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

  it("keeps the old text where the new one does not fit", async () => {
    writeFileSync(file, "old");
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
    });
    const original = fs.writeFileSync;
    // As a full disk does: the system writes what there is room for, and refuses the rest.
    fs.writeFileSync = (target, data) => {
      original(target, (data as Buffer).subarray(0, 2));
      throw full;
    };
    try {
      await assert.rejects(writeWhole(file, "new text"), full);
    } finally {
      fs.writeFileSync = original;
    }
    assert.equal(readFileSync(file, "utf8"), "old");
    assert.deepEqual(readdirSync(folder), ["state.json"]);
  });

  it("takes the place of a link, and leaves alone what that leads to", async function () {
    if (process.platform === "win32") this.skip(); // Links need a right there.
    const elsewhere = path.join(folder, "elsewhere");
    writeFileSync(elsewhere, "theirs");
    symlinkSync(elsewhere, file);
    await writeWhole(file, "ours");
    assert.deepEqual(
      [readFileSync(elsewhere, "utf8"), readFileSync(file, "utf8"), lstatSync(file).isFile()],
      ["theirs", "ours", true],
    );
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

describe("makeFolder", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "management-api-test-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("makes a folder and those above it, for their owner only; one that is there stays", async () => {
    const folder = path.join(root, "a", "b", "c");
    await makeFolder(folder);
    await makeFolder(folder);
    assert.ok(statSync(folder).isDirectory());
    if (process.platform !== "win32") {
      assert.equal(statSync(path.dirname(folder)).mode & 0o777, 0o700);
    }
  });

  it("makes it with others who come at once", async () => {
    for (let round = 1; round <= 20; round += 1) {
      const folder = path.join(root, `round ${round}`, "b", "c");
      await Promise.all(Array.from({ length: 4 }, () => makeFolder(folder)));
      assert.ok(statSync(folder).isDirectory());
    }
  });

  it("ends where there can be none", async function () {
    writeFileSync(path.join(root, "file"), "");
    await assert.rejects(makeFolder(path.join(root, "file")), { code: "EEXIST" });
    await assert.rejects(makeFolder(path.join(root, "file", "x")), { code: "ENOTDIR" });
    if (process.platform !== "linux") this.skip();
    await assert.rejects(makeFolder("/proc/none/stacks"), { code: "ENOENT", path: "/proc/none" });
  });
});
