/**
 * The command line: declares the commands, dispatches, and turns errors into exit codes. Commands
 * are loaded when used.
 */
import { Command, CommanderError, Option } from "commander";
import { showLines } from "../components/rules/reading/hiddenText";
import { adoptCommands } from "./adopt";
import { CliError, UsageError } from "./cliError";
import type { Deps } from "./deps";
import { guideCommands } from "./guide";
import type { Io } from "./io";
import { missingPackage } from "./missingPackage";
import { readToEnd } from "./readToEnd";
import { releaseCommands } from "./release";
import { runProcess } from "./process/processRunner";
import { addStackOptions, type RawStackOptions, readStackOptions } from "./stackOptions";
import { TOKEN_FORMATS, type TokenFormat } from "./token/formats";

/** 0 good; 1 refused, wrong or a finding; 2 wrong usage; 70 a bug of ours. */
export type ExitCode = 0 | 1 | 2 | 70;

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
  const program = createProgram({ ...given, io }, (code) => {
    exitCode = code;
  });
  // A guide has been checked as a whole, and keeps the joiners of emoji.
  guideCommands(program, { ...given, io: { ...io, out: (text) => given.io.out(text) } });
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

function createProgram(deps: Deps, setExitCode: (code: ExitCode) => void): Command {
  const { io } = deps;
  const program = new Command("management-api")
    .description(
      "Get, check and explain tokens for a Management API that this project has registered.",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.talk(text.trimEnd()),
    })
    .showHelpAfterError("Add --help for the options.");

  addStackOptions(program.command("token"))
    .description("Print a token that the API accepts.")
    .addOption(
      new Option("-f, --format <form>", "how to print it")
        .choices([...TOKEN_FORMATS])
        .default("raw"),
    )
    .option("--scope <value>", "one scope, by value or in full")
    .option("--include-token", 'with "--format json": the token too', false)
    .action(
      async (
        raw: RawStackOptions & { format: TokenFormat; scope?: string; includeToken: boolean },
      ) => {
        if (raw.includeToken && raw.format !== "json") {
          throw new UsageError(
            '"--include-token" goes with "--format json": the other forms are the token',
          );
        }
        const { tokenCommand } = await import("./token/tokenCommand.ts");
        const { format, scope, includeToken } = raw;
        await tokenCommand({ ...readStackOptions(raw), format, scope, includeToken }, deps);
      },
    );

  addStackOptions(program.command("check"))
    .description("Read a token from standard input and tell what is wrong with it.")
    .option("--verify", "fail where the signature cannot be checked")
    .option("--no-verify", "do not check the signature")
    .option("--json", "print JSON", false)
    .action(async (raw: RawStackOptions & { verify?: boolean; json: boolean }) => {
      const { checkCommand } = await import("./check/checkCommand.ts");
      const signature = raw.verify === undefined ? "auto" : raw.verify ? "must" : "off";
      const good = await checkCommand(
        { ...readStackOptions(raw), signature, json: raw.json },
        deps,
      );
      setExitCode(good ? 0 : 1);
    });

  addStackOptions(program.command("doctor"))
    .description("Find what stands between you and a token, and how to fix it.")
    .option("--list", "list the checks and make none", false)
    .option("--only <ids>", "make only these checks (commas between) and what they build on")
    .option("--url <address>", "call the API there with the token")
    .option("--error <text>", "explain a pasted error instead of looking for one")
    .option("--json", "print JSON", false)
    .action(async (raw: RawStackOptions & RawDoctorOptions) => {
      if (raw.list) {
        const { CHECK_GROUPS } = await import("./doctor/checks/index.ts");
        const { formatCheckTable } = await import("./doctor/report.ts");
        io.out(formatCheckTable(CHECK_GROUPS));
        return;
      }
      const options = { ...readStackOptions(raw), json: raw.json };
      if (raw.error !== undefined) {
        if (raw.url !== undefined || raw.only !== undefined) {
          throw new UsageError('"--error" makes no check: leave "--url" and "--only" out');
        }
        const { explainCommand } = await import("./doctor/explainCommand.ts");
        setExitCode((await explainCommand({ ...options, text: raw.error }, deps)) ? 0 : 1);
        return;
      }
      const { doctorCommand } = await import("./doctor/doctorCommand.ts");
      const only = raw.only?.split(",").map((id) => id.trim());
      setExitCode(await doctorCommand({ ...options, only, url: raw.url }, deps));
    });
  adoptCommands(program, deps);
  releaseCommands(program, deps);
  return program;
}

interface RawDoctorOptions {
  readonly list: boolean;
  readonly only?: string;
  readonly url?: string;
  readonly error?: string;
  readonly json: boolean;
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
