/**
 * Starts the token command before the rest of the command line is loaded: loading takes a tenth of a second, az most of one, and
 * side by side they cost no more than az alone. It changes nothing but time: whoever runs exactly this command gets this run's
 * result, and if nobody does, it is stopped. So it imports next to nothing.
 */
import { readFileSync } from "node:fs";
import { tokenArguments } from "../components/rules/commands";
import { azEnvironment, forReading } from "./az/azEnvironment";
import { DEFAULT_TIMEOUT_SECONDS } from "./deps";
import { createProcessRunner, type ProcessRunner, type RunResult } from "./process/processRunner";

/** A command that runs already. */
export interface HeadStart {
  readonly args: readonly string[];
  readonly result: Promise<RunResult>;
  /** Stops it, if it still runs. */
  readonly drop: () => void;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The client id that a command line is going to ask a token for, where that can be told at a glance: `token` with outputs in a
 * file, and none of the options that change the request.
 *
 * @returns undefined wherever there is any doubt; the command line then does it all itself, and reports what is wrong.
 */
export function foreseeClientId(argv: readonly string[]): string | undefined {
  const [command, ...options] = argv;
  const at = options.indexOf("--outputs");
  const file = options[at + 1];
  const isPlain = options.every(
    (option) => !/^--(scope|timeout|sandbox|stack|cwd|help|outputs=)|^-[sh]/.test(option),
  );
  if (command !== "token" || at === -1 || file === undefined || file === "-" || !isPlain)
    return undefined;
  try {
    const outputs: unknown = JSON.parse(readFileSync(file, "utf8"));
    const hasId = typeof outputs === "object" && outputs !== null && "clientId" in outputs;
    const clientId = hasId ? outputs.clientId : undefined;
    return typeof clientId === "string" && UUID.test(clientId) ? clientId : undefined;
  } catch {
    return undefined;
  }
}

/** Starts az, if it can be told what for. */
export function startAhead(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): HeadStart | undefined {
  const clientId = foreseeClientId(argv);
  if (clientId === undefined) return undefined;
  const [command = "", ...rest] = tokenArguments({ clientId });
  const args = forReading(rest);
  const stop = new AbortController();
  const result = createProcessRunner(platform)(command, args, {
    timeoutMs: DEFAULT_TIMEOUT_SECONDS * 1000,
    environment: azEnvironment(environment),
    signal: stop.signal,
  });
  return { args, result, drop: () => stop.abort() };
}

/** A runner that hands out a head start's result, once, to whoever runs the same command. */
export function withHeadStart(run: ProcessRunner, ahead: HeadStart | undefined): ProcessRunner {
  let isTaken = ahead === undefined;
  return (command, args, options) => {
    const isSame = command === "az" && JSON.stringify(args) === JSON.stringify(ahead?.args);
    if (ahead === undefined || isTaken || !isSame) return run(command, args, options);
    isTaken = true;
    return ahead.result;
  };
}
