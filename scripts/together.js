"use strict";
/**
 * Runs scripts of package.json side by side and shows what each printed when it ends; fails where
 * one of them does.
 */
const { spawn } = require("node:child_process");

function run(script) {
  const printed = [];
  // npm is a batch file on Windows, which only a shell starts; no name here comes from outside.
  const child = spawn(`npm run --silent ${script}`, { shell: true, env: process.env });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => printed.push(data));
  child.on("close", (code) => {
    process.stdout.write(`${code === 0 ? "ok    " : "failed"} npm run ${script}\n`);
    process.stdout.write(Buffer.concat(printed));
    if (code !== 0) process.exitCode = 1;
  });
}

process.argv.slice(2).forEach(run);
