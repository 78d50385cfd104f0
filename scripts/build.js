"use strict";
/**
 * Compiles both packages, the tools and the sandbox, into a folder "dist" each, so that they start
 * without a compiler: `npm ci` does it ("prepare"), and `npm run build`, where sources are newer
 * than what was compiled. It only transpiles: types are checked by `npm run lint`, which needs
 * packages that `npm ci --omit=dev` leaves out. No package holds this script; what is packed is
 * compiled.
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.join(__dirname, "..");

const SETTINGS = ["tsconfig.json", "tsconfig.build.json"];

/**
 * By the folder of their "package.json". Assets are read at run time, and the compiler does not
 * carry them over.
 */
const PACKAGES = {
  ".": { sources: ["cli", "components", ...SETTINGS], assets: ["cli/guide/page"] },
  sandbox: { sources: ["sandbox", "sandbox/tsconfig.build.json", ...SETTINGS], assets: [] },
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
 * When a file, or the last source in a folder, was written; a folder's own time tells of files
 * that were added or deleted.
 */
function newestIn(place) {
  const stats = fs.statSync(place);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = fs.readdirSync(place, { withFileTypes: true });
  const sources = entries.filter((entry) =>
    entry.isDirectory() ? !IGNORED.has(entry.name) : /\.(ts|js|css)$/.test(entry.name),
  );
  // The sandbox's own folder changes with every build.
  const isPackage = fs.existsSync(path.join(place, "package.json"));
  return Math.max(
    isPackage ? 0 : stats.mtimeMs,
    ...sources.map(({ name }) => newestIn(path.join(place, name))),
  );
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
  const stale = folders.filter((folder) => whyNotBuilt(folder) !== undefined);
  process.exitCode = Math.max(0, ...stale.map(build));
}
