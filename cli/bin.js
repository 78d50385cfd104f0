#!/usr/bin/env node
"use strict";
// Plain JavaScript, so that it starts at once; everything after it is TypeScript.
require("./transpileCache.js").register();
const { startAhead } = require("./headStart");
const ahead = startAhead(process.argv.slice(2), process.env, process.platform);
require("./main").start(ahead);
