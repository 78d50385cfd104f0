"use strict";
/**
 * Compiles the tools into "dist", so that they start without a compiler: `npm ci` does it ("prepare"), and `npm run build`.
 * Only transpiles: types are checked by `npm run typecheck`, which needs packages that `npm ci --omit=dev` leaves out.
 */
const { spawnSync } = require("node:child_process");
const {
  cpSync,
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require("node:fs");
const path = require("node:path");

const ROOT = path.join(__dirname, "..");
const OUTPUT = path.join(ROOT, "dist");
/** Its time is that at which the build began: what was edited after that is not in the output. */
const STAMP = path.join(OUTPUT, "built");
const SOURCES = ["cli", "components", "sandbox", "tsconfig.build.json"];
/** What the tools read at run time and the compiler does not carry over. */
const ASSETS = ["cli/guide/page"];

/** Why the output cannot be run; undefined: it can. Costs a few milliseconds in a clone, nothing in an installed package. */
function whyNotBuilt() {
  if (!existsSync(STAMP)) return "the command line is not compiled yet";
  // Installed packages hold no sources.
  if (!existsSync(path.join(ROOT, "tsconfig.build.json"))) return undefined;
  const builtAt = statSync(STAMP).mtimeMs;
  const newer = SOURCES.find((source) => newestIn(path.join(ROOT, source)) > builtAt);
  return newer === undefined ? undefined : `"${newer}" has changed since "dist" was compiled`;
}

/** When the last file was written; a folder's own time tells of files that were added or deleted. */
function newestIn(file) {
  if (file.endsWith(".md")) return 0; // Nothing is made of it.
  const status = statSync(file);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(
    status.mtimeMs,
    ...readdirSync(file).map((name) => newestIn(path.join(file, name))),
  );
}

function build() {
  const startedAt = new Date();
  rmSync(OUTPUT, { recursive: true, force: true });
  const compiler = require.resolve("typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (status !== 0) return status ?? 1;
  for (const asset of ASSETS) {
    cpSync(path.join(ROOT, asset), path.join(OUTPUT, asset), { recursive: true });
  }
  writeFileSync(STAMP, "");
  utimesSync(STAMP, startedAt, startedAt);
  return 0;
}

module.exports = { whyNotBuilt };
if (require.main === module) process.exitCode = build();
