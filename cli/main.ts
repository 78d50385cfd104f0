/** The command line: runs a command, and turns errors into exit codes. */
import { CommanderError } from "commander";
import { showLines } from "../components/rules/reading/hiddenText";
import { CliError, UsageError } from "./cliError";
import { createProgram, type ExitCode } from "./commands";
import type { Deps } from "./deps";
import type { Io } from "./io";
import { missingPackage } from "./missingPackage";
import { readToEnd } from "./readToEnd";
import { runProcess } from "./process/processRunner";

/** Runs one command line. Never rejects. */
export async function run(argv: readonly string[], given: Deps): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const endings: (() => Promise<void>)[] = [];
  // Whatever a command forgets: nothing that it prints moves the cursor, turns text around or
  // hides.
  const io: Io = {
    ...given.io,
    out: (text) => given.io.out(showLines(text)),
    talk: (line) => given.io.talk(showLines(line)),
    atEnd: (work) => void endings.push(work),
  };
  // A guide has been checked as a whole, and keeps the joiners of emoji.
  const guideDeps = { ...given, io: { ...io, out: (text: string) => given.io.out(text) } };
  const program = createProgram({ ...given, io }, guideDeps, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    return report(error, io, argv.includes("--json"));
  } finally {
    // What cannot be put away is told, and leaves the result as it is.
    for (const work of endings.reverse()) await work().catch((error: unknown) => report(error, io));
  }
}

/** @param forPrograms whether standard output holds JSON: of an expected failure, its parts. */
function report(error: unknown, io: Io, forPrograms = false): ExitCode {
  if (error instanceof CommanderError) {
    // Commander has written its message already; "--help" and "--version" end well.
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof UsageError) {
    for (const line of error.message.split("\n")) io.talk(`error: ${line}`);
    io.talk("Add --help for the options.");
    return 2;
  }
  const expected = error instanceof CliError ? error : missingPackage(error);
  if (expected !== undefined) {
    const { code, message, remedy } = expected;
    if (forPrograms) io.out(`${JSON.stringify({ error: { code, message, remedy } }, null, 2)}\n`);
    const [first = "", ...rest] = message.split("\n");
    io.talk(`error: ${first} [${code}]`);
    for (const line of rest) io.talk(line);
    for (const line of remedy) io.talk(`  ${line}`);
    return 1;
  }
  io.talk(
    "error: this is a bug of the command line, not of your set-up. Please report it with these lines:",
  );
  io.talk(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 70;
}

/** The folder that this process runs in; undefined where somebody has removed it meanwhile. */
function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Runs the command line of this process. */
export function start(): void {
  const cwd = currentFolder();
  if (cwd === undefined) {
    process.stderr.write("error: the current folder is not there any more: go to another one\n");
    process.exitCode = 1;
    return;
  }
  // Somebody who reads only the first line ("| head") is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const io: Io = {
    out: (text) => void process.stdout.write(text),
    talk: (line) => void process.stderr.write(`${line}\n`),
    isResultOnTerminal: process.stdout.isTTY,
    // Back to the line's start, and clear what was there.
    ...(process.stderr.isTTY && {
      progress: (text: string) => void process.stderr.write(`\r\u001b[2K${text}`),
    }),
    readInput: () => readToEnd(process.stdin),
    now: () => new Date(),
    environment: process.env,
    cwd,
    platform: process.platform,
  };
  void run(process.argv.slice(2), { io, run: runProcess }).then((code) => {
    process.exitCode = code;
  });
}
