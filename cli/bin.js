#!/usr/bin/env node
"use strict";
// Plain JavaScript, because it has to answer where nothing is compiled yet.
const { whyNotBuilt } = require("./build.js");

const reason = whyNotBuilt();
if (reason === undefined) {
  require("../dist/cli/main.js").start();
} else {
  process.stderr.write(`error: ${reason}: run "npm run build"\n`);
  process.exitCode = 1;
}
