"use strict";
/**
 * Compiles both packages, the tools and the sandbox, into a folder "dist" each, so that they start
 * without a compiler: `npm ci` does it ("prepare"), and `npm run build`. It only transpiles: types
 * are checked by `npm run typecheck`, which needs packages that `npm ci --omit=dev` leaves out. No
 * package holds this script; what is packed is compiled.
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.join(__dirname, "..");

/**
 * By the folder of their "package.json". Assets are read at run time, and the compiler does not
 * carry them over.
 */
const PACKAGES = {
  ".": { sources: ["cli", "components"], assets: ["cli/guide/page"] },
  sandbox: { sources: ["sandbox"], assets: [] },
};

/** Its time is that at which the build began: what was edited after that is not in the output. */
const stampOf = (folder) => path.join(ROOT, folder, "dist", "built");

/** Why a package's output cannot be run; undefined: it can. Costs a few milliseconds. */
function whyNotBuilt(folder) {
  const stamp = stampOf(folder);
  if (!fs.existsSync(stamp)) return "nothing is compiled yet";
  const builtAt = fs.statSync(stamp).mtimeMs;
  const newer = PACKAGES[folder].sources.find(
    (source) => newestIn(path.join(ROOT, source)) > builtAt,
  );
  return newer === undefined ? undefined : `"${newer}" has changed since it was compiled`;
}

/**
 * When the last source was written; a folder's own time tells of files that were added or deleted.
 */
function newestIn(folder) {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  const times = entries.map((entry) => {
    const file = path.join(folder, entry.name);
    if (!entry.isDirectory()) return /\.(ts|js|css)$/.test(file) ? fs.statSync(file).mtimeMs : 0;
    return IGNORED.has(entry.name) ? 0 : newestIn(file);
  });
  // The sandbox's own folder changes with every build.
  const isPackage = fs.existsSync(path.join(folder, "package.json"));
  return Math.max(isPackage ? 0 : fs.statSync(folder).mtimeMs, ...times);
}
const IGNORED = new Set(["dist", "node_modules", "test"]);

function build(folder) {
  const startedAt = new Date();
  const output = path.join(ROOT, folder, "dist");
  fs.rmSync(output, { recursive: true, force: true });
  const project = path.join(ROOT, folder, "tsconfig.build.json");
  const compiler = require.resolve("typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "--project", project], {
    stdio: "inherit",
  });
  if (status !== 0) return status ?? 1;
  for (const asset of PACKAGES[folder].assets) {
    fs.cpSync(path.join(ROOT, folder, asset), path.join(output, asset), { recursive: true });
  }
  fs.writeFileSync(stampOf(folder), "");
  fs.utimesSync(stampOf(folder), startedAt, startedAt);
  return 0;
}

module.exports = { whyNotBuilt };
if (require.main === module) {
  const named = process.argv.slice(2);
  const folders = named.length > 0 ? named : Object.keys(PACKAGES);
  process.exitCode = Math.max(...folders.map(build));
}
