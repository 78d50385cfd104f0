/**
 * Plays `az` in this process: real requests to a directory, with az's own answers, exit codes and
 * error texts as far as the tools read them. Faster than az by the start of a Python for each
 * command. The real az proves it, command by command, in azPlayer.test.ts; what it does not play,
 * it refuses by name.
 */
import type { ProcessRunner, RunResult } from "../../../cli/process/processRunner";
import { ACCOUNT_COMMANDS } from "./accountCommands";
import { AzError, NotPlayed } from "./azError";
import type { PlayedCommand } from "./command";
import { DIRECTORY_COMMANDS } from "./directoryCommands";
import { GraphClient } from "./graph";
import { type Environment, HttpClient } from "./httpClient";
import { commandName, readOptions, splitCommand } from "./options";
import { TokenClient } from "./tokenClient";

/** The version whose words are played. */
export const PLAYED_VERSION = "2.91.0";

/** Every command that is played, by name. */
export const PLAYED: Readonly<Record<string, PlayedCommand>> = {
  version: {
    options: {},
    run: () =>
      Promise.resolve({
        "azure-cli": PLAYED_VERSION,
        "azure-cli-core": PLAYED_VERSION,
        "azure-cli-telemetry": "1.1.0",
        extensions: {},
      }),
  },
  ...ACCOUNT_COMMANDS,
  ...DIRECTORY_COMMANDS,
};

/** The played az. Close it when done: it holds connections. */
export interface AzPlayer {
  /**
   * Runs `az` and no other program. Rejects, unlike a real runner, for what is not played: the test
   * is to fail.
   */
  readonly run: ProcessRunner;
  /** Runs a printed command as it stands. */
  readonly shell: (line: string, environment: Environment) => Promise<RunResult>;
  readonly close: () => Promise<void>;
}

/**
 * Makes one. Who is signed in stands in the folder AZURE_CONFIG_DIR of each command's environment.
 */
export function createAzPlayer(): AzPlayer {
  const http = new HttpClient();
  const run: ProcessRunner = async (program, args, { environment }) => {
    if (program !== "az") throw new NotPlayed(`the program "${program}"`);
    return play(args, environment, http);
  };
  return {
    run,
    shell: (line, environment) => {
      const [program = "", ...args] = splitCommand(line);
      return run(program, args, { environment, timeoutMs: 0 });
    },
    close: () => http.close(),
  };
}

async function play(
  args: readonly string[],
  environment: Environment,
  http: HttpClient,
): Promise<RunResult> {
  const name = commandName(args);
  const command = PLAYED[name];
  if (command === undefined) throw new NotPlayed(`"az ${name}"`);
  const options = readOptions(args, command.options);
  const tokens = new TokenClient(http, environment);
  const graph = new GraphClient(http, tokens, environment);
  const lines: string[] = [];
  const ended = (exitCode: number, stdout: string): RunResult => ({
    kind: "ended",
    exitCode,
    stdout,
    stderr: lines.map((line) => `${line}\n`).join(""),
  });
  try {
    const answer = await command.run(options, { tokens, graph, talk: (line) => lines.push(line) });
    return ended(0, answer === undefined || options.isSilent ? "" : formatJson(answer));
  } catch (error) {
    if (!(error instanceof AzError)) throw error;
    lines.push(`ERROR: ${error.message}`);
    return ended(error.exitCode, "");
  }
}

function formatJson(answer: unknown): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}
