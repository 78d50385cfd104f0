/** Running one command line as the real command provider does. */
import { constants } from "node:os";
import { type ProcessEnd, runProcess } from "../../process";

/** What a command wrote, each without one trailing newline. */
export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command line to its end: by /bin/sh -c, on Windows by cmd /C. It has no input.
 *
 * @param environment all that it sees.
 * @throws where it does not end with 0: the message holds the command line and both streams, as the
 * real one's does.
 */
export async function runCommand(
  command: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CommandOutput> {
  const [program, flag] = process.platform === "win32" ? ["cmd", "/C"] : ["/bin/sh", "-c"];
  const options = { environment, verbatim: true };
  const end = await runProcess(program, [flag, command], options).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}: running "${command}"`, { cause: error });
  });
  if (end.code !== 0) throw new Error(`${ending(end)}: running "${command}":\n${end.output}`);
  return { stdout: trimNewline(end.stdout), stderr: trimNewline(end.stderr) };
}

function ending({ code, signal }: ProcessEnd): string {
  return signal === undefined
    ? `exit status ${code ?? "unknown"}`
    : `signal ${constants.signals[signal]} (${signal})`;
}

function trimNewline(output: string): string {
  return output.replace(/\r?\n$/, "");
}
