import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import spawn from "cross-spawn";
import { LIMITS } from "../../components/rules/reading/limits";

/** How to run one program. */
export interface RunOptions {
  /** After this long the program and everything that it started is stopped. Milliseconds. */
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where it runs. Default: this process's folder. */
  readonly cwd?: string;
}

/** How a program ended. Nothing here is logged: standard output may hold a token. */
export type RunResult =
  | {
      readonly kind: "ended";
      /** null where a signal ended it, or it was stopped because it printed without end. */
      readonly exitCode: number | null;
      readonly stdout: string;
      readonly stderr: string;
    }
  /** It is not on the PATH, or cannot be started. */
  | { readonly kind: "missing"; readonly reason: string }
  /** It was stopped by the time limit. */
  | { readonly kind: "timeout"; readonly afterMs: number; readonly stderr: string };

/**
 * Runs a program without a shell and without standard input, and waits for its end. Never rejects.
 */
export type ProcessRunner = (
  command: string,
  args: readonly string[],
  options: RunOptions,
) => Promise<RunResult>;

const IS_WINDOWS = process.platform === "win32";

/**
 * The real runner. On Windows az and pulumi may be batch files, which cross-spawn knows how to
 * start and quote for.
 */
export const runProcess: ProcessRunner = (command, args, options) =>
  new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: { ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own, so that the time limit reaches what the program starts.
      detached: !IS_WINDOWS,
      windowsHide: true,
    });
    const tooMuch = (): void => {
      stop();
      finish({ kind: "ended", exitCode: null, stdout: stdout(), stderr: stderr() });
    };
    const stdout = collect(child.stdout, tooMuch);
    const stderr = collect(child.stderr, tooMuch);
    const stop = (): void => {
      stopTree(child);
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const stopWithUs = (signal: NodeJS.Signals): void => {
      stopTree(child);
      process.exitCode = signal === "SIGINT" ? 130 : 143;
      process.off(signal, stopWithUs);
      process.kill(process.pid, signal);
    };
    process.once("SIGINT", stopWithUs).once("SIGTERM", stopWithUs);
    const finish = (result: RunResult): void => {
      clearTimeout(timer);
      process.off("SIGINT", stopWithUs).off("SIGTERM", stopWithUs);
      resolve(result);
    };
    const timer = setTimeout(() => {
      stop();
      finish({ kind: "timeout", afterMs: options.timeoutMs, stderr: stderr() });
    }, options.timeoutMs);
    child.once("error", (error) => finish({ kind: "missing", reason: error.message }));
    child.once("close", (exitCode) =>
      finish({ kind: "ended", exitCode, stdout: stdout(), stderr: stderr() }),
    );
  });

function stopTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (IS_WINDOWS) {
    spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It ended by itself in the meantime.
  }
}

/**
 * Reads a stream to its end.
 *
 * @param onTooMuch called once when {@link LIMITS.programOutput} is reached.
 * @returns what has come so far, at most that.
 */
function collect(stream: Readable | null, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on("data", (chunk: Buffer) => {
    if (size >= LIMITS.programOutput) return;
    chunks.push(chunk);
    size += chunk.length;
    if (size >= LIMITS.programOutput) onTooMuch();
  });
  return () => Buffer.concat(chunks).toString("utf8", 0, LIMITS.programOutput);
}
