import * as v from "valibot";
import { showValue } from "../../components/rules/reading/problem";
import type { ProcessRunner, RunOptions, RunResult } from "../process/processRunner";
import { formatCommand, isPortable } from "../shellCommand";
import { parseAzJson } from "./parseAzJson";
import { Unanswered } from "./unanswered";

/**
 * Runs `az` with arguments and reads its JSON. Commands run one after the other: two at once in one
 * configuration folder break each other's token cache.
 *
 * @param schema what the answer must look like; anything else is the failure "unreadable".
 * @throws Unanswered where `az` fails.
 */
export type Az = <T>(args: readonly string[], schema: v.GenericSchema<unknown, T>) => Promise<T>;

/** What {@link createAz} needs. The time limit is that of each command. */
export interface AzOptions extends Omit<RunOptions, "cwd"> {
  readonly run: ProcessRunner;
}

/**
 * How `az` must behave for us, whatever the user's own settings.
 * https://learn.microsoft.com/cli/azure/azure-cli-configuration
 */
const SETTINGS = {
  AZURE_CORE_NO_COLOR: "yes",
  AZURE_CORE_SURVEY_MESSAGE: "no",
  AZURE_CORE_DISABLE_PROGRESS_BAR: "yes",
  AZURE_CORE_LOGIN_EXPERIENCE_V2: "off",
  // Else a refusal is replayed from disk for a minute, although its cause is gone.
  AZURE_CORE_USE_MSAL_HTTP_CACHE: "false",
};

/** Makes the `az` of one run of the command line. */
export function createAz({ run, environment, timeoutMs }: AzOptions): Az {
  let last: Promise<unknown> = Promise.resolve();
  return (args, schema) => {
    const answer = last.then(async () => {
      const file = args.find(namesFile);
      if (file !== undefined) {
        const text = `az would read a file in place of ${showValue(file)}, so it was not started`;
        const command = formatCommand(["az", ...args]);
        throw new Unanswered({ kind: "failed", said: "", text, command });
      }
      // An answer that can be read, whatever output form the user has configured.
      const ended = await run("az", [...args, "--output", "json"], {
        timeoutMs,
        environment: { ...environment, ...SETTINGS },
      });
      return readAnswer(ended, args, schema);
    });
    last = answer.catch(() => undefined);
    return answer;
  };
}

/** Whom a command asks, where it is Microsoft Graph alone. */
function isForGraph(args: readonly string[]): boolean {
  return args[0] === "ad" || args.some((arg) => arg.startsWith("https://graph.microsoft."));
}

/**
 * Whether az would put a file's content in place of an argument: "@file", and the same after the
 * first "=" (azure-cli-core, azure/cli/core/commands/__init__.py, _expand_file_prefixed_files).
 */
export function namesFile(argument: string): boolean {
  return /^@./s.test(argument) || /^[^=]*=@./s.test(argument);
}

async function readAnswer<T>(
  ended: RunResult,
  args: readonly string[],
  schema: v.GenericSchema<unknown, T>,
): Promise<T> {
  const command = args.every(isPortable) ? formatCommand(["az", ...args]) : "az";
  if (ended.kind !== "ended" || ended.exitCode !== 0) {
    // The catalogue of failures is loaded only where something failed.
    const { readFailure } = await import("./azFailure.ts");
    throw new Unanswered(readFailure(ended, command, isForGraph(args) ? "graph" : undefined));
  }
  const unreadable = (text: string) =>
    new Unanswered({ kind: "unreadable", said: "", text, command });
  let answer: unknown;
  try {
    answer = parseAzJson(ended.stdout);
  } catch {
    throw unreadable("it is not JSON");
  }
  const parsed = v.safeParse(schema, answer);
  if (parsed.success) return parsed.output;
  const where = v.getDotPath(parsed.issues[0]) ?? "the whole";
  throw unreadable(`"${where}" is missing or has another form`);
}
