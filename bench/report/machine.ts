/** The machine that was measured on, as far as it explains the figures; nothing that says whose it is. */
import { availableParallelism, loadavg, totalmem } from "node:os";

/** Machine facts. */
export interface Machine {
  readonly cores: number;
  /** Bytes of physical memory. */
  readonly memory: number;
  /** Of Node, such as "v20.19.0". */
  readonly node: string;
  /** Of the system, such as "linux x64". */
  readonly system: string;
  /** How many processes wanted a core in the last minute; absent where the system does not tell (Windows). */
  readonly load?: number;
}

/** Reads the facts of this machine. */
export function thisMachine(): Machine {
  const [load = 0] = loadavg();
  return {
    cores: availableParallelism(),
    memory: totalmem(),
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    ...(process.platform !== "win32" && { load }),
  };
}
