"use strict";
/**
 * Runs this project's TypeScript without the 0.2 seconds that loading a compiler takes. What ts-node would make of a file is kept
 * under "node_modules/.cache", named after a hash of everything that decides about it; so it is never stale, and the compiler
 * is loaded only for a file that has changed. Where the cache cannot be written, everything still works, only slower.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const cacheDir = path.join(root, "node_modules", ".cache", "management-api-cli");

/** Makes `require` understand ".ts" files of this project. */
function register() {
  if (require.extensions[".ts"] !== undefined) return; // ts-node is there already.
  const basis = createHash("sha256")
    .update(readFileSync(path.join(root, "tsconfig.json")))
    // It pins the versions of ts-node and TypeScript.
    .update(readFileSync(path.join(root, "package.json")))
    .update(process.versions.node);
  let compiler;
  require.extensions[".ts"] = (module, filename) => {
    const source = readFileSync(filename, "utf8");
    const key = basis.copy().update(filename).update("\0").update(source).digest("hex");
    const cached = path.join(cacheDir, `${key}.js`);
    let code = read(cached);
    if (code === undefined) {
      compiler ??= require("ts-node").create({ cwd: root, transpileOnly: true });
      code = compiler.compile(source, filename);
      write(cached, code);
    }
    module._compile(code, filename);
  };
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function write(file, text) {
  try {
    mkdirSync(cacheDir, { recursive: true });
    // Whole or not at all: another process may be reading.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch {
    // A read-only installation: compile every time.
  }
}

module.exports = { register };
