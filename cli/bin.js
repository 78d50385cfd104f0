#!/usr/bin/env node
"use strict";
// Plain JavaScript, because it has to answer where nothing is compiled yet.
const { existsSync } = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
// Only a clone has sources, which may be newer than what was compiled.
const isClone = existsSync(path.join(root, "tsconfig.build.json"));
const reason = isClone ? require("../scripts/build.js").whyNotBuilt(".") : undefined;
if (reason === undefined) {
  require("../dist/cli/main.js").start();
} else {
  process.stderr.write(`error: ${reason}: run "npm run build"\n`);
  process.exitCode = 1;
}
