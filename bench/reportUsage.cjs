"use strict";
// Loaded into a program that is measured (node --require): leaves what its process has used in a file at its end.
const { readFileSync, writeFileSync } = require("node:fs");

process.once("exit", () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(
    process.env.BENCH_USAGE,
    JSON.stringify({ processor: (user + system) / 1000, ...peakMemory() }),
  );
});

// VmHWM of Linux. "ru_maxrss" will not do: a child inherits its parent's (https://man7.org/linux/man-pages/man5/proc_pid_status.5.html).
function peakMemory() {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return kibibytes === undefined ? {} : { memory: Number(kibibytes) * 1024 };
  } catch {
    return {}; // Other systems have no such file.
  }
}
