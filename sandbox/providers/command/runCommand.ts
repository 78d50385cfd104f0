/** Running one command line as the real command provider does. */
import { constants } from "node:os";
import { type ProcessEnd, runProcess } from "../../process";

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
 * @throws where it does not end with 0: the message holds the command line and both streams, as the
 * real one's does.
 */
export async function runCommand(line: CommandLine): Promise<CommandOutput> {
  const [program, ...args] = line.interpreter ?? defaultInterpreter();
  if (program === undefined) throw new Error('"interpreter" must name a program.');
  const end = await runProcess(program, [...args, line.command], {
    cwd: line.directory,
    environment: line.environment,
    stdin: line.stdin ?? "",
    verbatim: line.interpreter === undefined,
  }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}: running "${line.command}"`, { cause: error });
  });
  if (end.code !== 0) throw new Error(`${ending(end)}: running "${line.command}":\n${end.output}`);
  return { stdout: trimNewline(end.stdout), stderr: trimNewline(end.stderr) };
}

function defaultInterpreter(): readonly string[] {
  return process.platform === "win32" ? ["cmd", "/C"] : ["/bin/sh", "-c"];
}

function ending({ code, signal }: ProcessEnd): string {
  return signal === undefined
    ? `exit status ${code ?? "unknown"}`
    : `signal ${constants.signals[signal]} (${signal})`;
}

function trimNewline(output: string): string {
  return output.replace(/\r?\n$/, "");
}
