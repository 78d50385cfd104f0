/**
 * The one way in which the sandbox starts programs: with the environment that it is given and no
 * other, and so that none of them outlives this process, however that ends.
 */
import { spawn as spawnPlain } from "node:child_process";
import { createInterface } from "node:readline";
import spawn from "cross-spawn";

export interface ProcessOptions {
  /** All that it sees; nothing is inherited. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default: this process's. */
  readonly cwd?: string | undefined;
  /** Takes each line that it prints, on either stream. */
  readonly onLine?: (line: string) => void;
  /** When aborted, the program and all that it started get {@link stopSignal}. */
  readonly signal?: AbortSignal | undefined;
  /** SIGKILL also gives up what they may still print. Default: SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /**
   * Hands the arguments to Windows as they are, for `cmd /C`, whose quoting is its own. Default:
   * quoted for programs.
   */
  readonly verbatim?: boolean;
}

export interface ProcessEnd {
  /** The exit code; undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Both in the order in which they were written, as far as two pipes can tell. */
  readonly output: string;
}

const IS_WINDOWS = process.platform === "win32";

/**
 * Runs a program without a shell, until it has ended and all that it printed is read. It ends with
 * this process, and with it what it has started itself. Rejects where it cannot be started.
 */
export function runProcess(
  program: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessEnd> {
  const { signal, stopSignal = "SIGTERM" } = options;
  const child = spawn(program, [...args], {
    cwd: options.cwd,
    env: { ...options.environment },
    // No input, so that it cannot wait for an answer.
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: a stop reaches what the program starts, and the terminal's Ctrl-C does
    // not come a second time.
    detached: !IS_WINDOWS,
    windowsHide: true,
    windowsVerbatimArguments: options.verbatim === true,
  });
  const release = child.pid === undefined ? () => undefined : endWithThisProcess(child.pid);
  child.once("exit", release);
  const stop = (): void => {
    if (child.pid === undefined) return;
    try {
      if (IS_WINDOWS) child.kill(stopSignal);
      else process.kill(-child.pid, stopSignal);
    } catch {
      // It has ended meanwhile.
    }
    if (stopSignal !== "SIGKILL") return;
    // What has left the group may still hold these open.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted === true) stop();
  const written = { stdout: "", stderr: "", output: "" };
  for (const name of ["stdout", "stderr"] as const) {
    const stream = child[name];
    if (stream === null) continue;
    stream.setEncoding("utf8").on("data", (text: string) => {
      written[name] += text;
      written.output += text;
    });
    if (options.onLine !== undefined) createInterface({ input: stream }).on("line", options.onLine);
  }
  return new Promise<ProcessEnd>((resolve, reject) => {
    child.once("error", reject);
    // "close" comes after both streams have ended.
    child.once("close", (code, endedBy) =>
      resolve({ code: code ?? undefined, signal: endedBy ?? undefined, ...written }),
    );
  }).finally(() => signal?.removeEventListener("abort", stop));
}

/**
 * Ends a group of processes when this process ends, even by SIGKILL, of which it learns nothing
 * itself: a shell beside it waits for the end of a pipe that the system closes then. On Windows,
 * libuv's job object does the same for every process that is not detached.
 *
 * @returns how to let the group go: it has ended by itself, and its number may be another one's
 * soon.
 * @see https://github.com/libuv/libuv/blob/v1.x/src/win/process.c (`uv__init_global_job`)
 */
function endWithThisProcess(group: number): () => void {
  if (IS_WINDOWS) return () => undefined;
  const guard = spawnPlain("/bin/sh", ["-c", 'read -r end || kill -KILL "-$0"', String(group)], {
    // Out of reach of what is sent to this process's own group.
    detached: true,
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.unref();
  guard.on("error", () => undefined);
  guard.stdin.on("error", () => undefined);
  return () => guard.stdin.end("end\n");
}
