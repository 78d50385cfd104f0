/** A command line's world in memory. */
import type { Io } from "../../../cli/io";

/** An {@link Io} that remembers what was written. */
export interface MemoryIo extends Io {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Makes one. Nothing is inherited from this process. */
export function createMemoryIo(
  options: {
    readonly input?: string;
    readonly environment?: Readonly<Record<string, string | undefined>>;
    readonly cwd?: string;
    readonly now?: () => Date;
  } = {},
): MemoryIo {
  let stdout = "";
  let stderr = "";
  return {
    out: (text) => {
      stdout += text;
    },
    talk: (line) => {
      stderr += `${line}\n`;
    },
    readInput: () => Promise.resolve(options.input ?? ""),
    now: options.now ?? (() => new Date()),
    environment: options.environment ?? {},
    cwd: options.cwd ?? process.cwd(),
    platform: "linux",
    stdout: () => stdout,
    stderr: () => stderr,
  };
}
