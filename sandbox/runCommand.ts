import { spawn } from "node:child_process";

/** How a command ended. */
export interface CommandResult {
  /** The exit code; undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a command runs. */
export interface CommandOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default: this process's. */
  readonly cwd?: string;
  /** Stops the command when aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a command line in the shell, as a person would, and waits for it. Only for texts that hold no input of others.
 * It gets no standard input, so it cannot wait for an answer.
 */
export function runCommand(commandLine: string, options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(commandLine, {
      shell: true,
      env: options.environment,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      // Its own group, so that stopping it stops what the shell started too.
      detached: process.platform !== "win32",
      ...(options.cwd !== undefined && { cwd: options.cwd }),
    });
    const stop = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(process.platform === "win32" ? child.pid : -child.pid);
      } catch {
        // It has ended meanwhile.
      }
    };
    options.signal?.addEventListener("abort", stop, { once: true });
    if (options.signal?.aborted === true) stop();
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => {
      options.signal?.removeEventListener("abort", stop);
      resolve({ code: code ?? undefined, stdout, stderr });
    });
  });
}
