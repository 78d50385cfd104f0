/** Peak memory, where the system tells it. */
import { readFileSync } from "node:fs";

/**
 * The most physical memory that the running process has held so far, in bytes: `VmHWM` of Linux. `ru_maxrss` will not do: a
 * child inherits its parent's.
 *
 * @returns undefined where there is no such figure (other systems).
 * @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
export function peakMemory(): number | undefined {
  let status: string;
  try {
    status = readFileSync("/proc/self/status", "utf8");
  } catch {
    return undefined;
  }
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
