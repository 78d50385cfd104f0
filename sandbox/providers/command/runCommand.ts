/** Running one command line as the real command provider does. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** A command line and where it runs. */
export interface CommandLine {
  /** The text, given to the interpreter as its last argument. */
  readonly command: string;
  /** Program and arguments. Default: /bin/sh -c, on Windows cmd /C. */
  readonly interpreter?: readonly string[];
  readonly directory?: string;
  readonly stdin?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a command wrote, each without one trailing newline. */
export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs it to its end.
 *
 * @throws where it does not end with 0: the message holds the command line and both streams, as the real one's does.
 */
export function runCommand(line: CommandLine): Promise<CommandOutput> {
  const [program, ...args] = line.interpreter ?? defaultInterpreter();
  if (program === undefined) {
    return Promise.reject(new Error('"interpreter" must name a program.'));
  }
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, line.command], {
      cwd: line.directory,
      env: line.environment,
      // cmd has quoting rules of its own: the text must reach it as it is.
      windowsVerbatimArguments: process.platform === "win32" && line.interpreter === undefined,
      windowsHide: true,
    });
    const streams = { stdout: "", stderr: "" };
    // In the order in which it was written, as far as two pipes can tell.
    let both = "";
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8");
      child[name].on("data", (chunk: string) => {
        streams[name] += chunk;
        both += chunk;
      });
    }
    child.on("error", (error) => {
      reject(new Error(`${error.message}: running "${line.command}"`, { cause: error }));
    });
    child.on("close", (status, signal) => {
      if (status === 0) {
        resolve({ stdout: trimNewline(streams.stdout), stderr: trimNewline(streams.stderr) });
      } else {
        reject(new Error(`${ending(status, signal)}: running "${line.command}":\n${both}`));
      }
    });
    // A command that does not read its input ends before it is written; that is no failure.
    child.stdin.on("error", () => undefined);
    child.stdin.end(line.stdin ?? "");
  });
}

function defaultInterpreter(): readonly string[] {
  return process.platform === "win32" ? ["cmd", "/C"] : ["/bin/sh", "-c"];
}

function ending(status: number | null, signal: NodeJS.Signals | null): string {
  return signal === null
    ? `exit status ${status ?? "unknown"}`
    : `signal ${constants.signals[signal]} (${signal})`;
}

function trimNewline(output: string): string {
  return output.replace(/\r?\n$/, "");
}
