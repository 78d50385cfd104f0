"use strict";
/** The fuzzers with ten thousand cases each ("npm test" has a few hundred). FUZZ_RUNS says otherwise. */
const { spawnSync } = require("node:child_process");

const { status } = spawnSync(
  process.execPath,
  [require.resolve("mocha/bin/mocha.js"), "test/fuzz"],
  {
    stdio: "inherit",
    env: { FUZZ_RUNS: "10000", ...process.env },
  },
);
process.exitCode = status ?? 1;
