"use strict";
/**
 * Loaded by "--require" into every Node process of a sandbox command. Each of them connects to
 * PORT, so that its end is seen. The command itself counts what it does to its files and what it is
 * asked, and kills itself at number KILL_AT; at its end it sends the count.
 */
const fs = require("node:fs");
const https = require("node:https");
const net = require("node:net");

const { PORT, KILL_AT, STATE } = process.env;
const observer = net.connect(Number(PORT), "127.0.0.1").on("error", () => undefined);
observer.unref();

if (process.argv[1]?.endsWith("bin.js")) {
  let count = 0;
  const mayDie = (before = () => undefined) => {
    if (++count !== Number(KILL_AT)) return;
    before();
    process.kill(process.pid, "SIGKILL");
  };
  const isOurs = (file) => String(file).startsWith(STATE);

  // Before a file is written, with half of it written, and before it gets its name.
  const { writeFileSync, rename } = fs;
  fs.writeFileSync = (file, data, ...rest) => {
    if (isOurs(file)) {
      mayDie();
      mayDie(() => writeFileSync(file, data.subarray(0, data.length / 2)));
    }
    return writeFileSync(file, data, ...rest);
  };
  fs.rename = (file, ...rest) => {
    if (isOurs(file)) mayDie();
    return rename(file, ...rest);
  };

  // Before the directory has read a request, and after it has answered.
  const { emit } = https.Server.prototype;
  https.Server.prototype.emit = function (event, ...rest) {
    if (event === "request") {
      mayDie();
      rest[1].once("finish", () => mayDie());
    }
    return emit.call(this, event, ...rest);
  };
  process.once("beforeExit", () => observer.write(`${count}\n`));
}
