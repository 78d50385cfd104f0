import { chooseFrom } from "../../components/rules/reading/suggestion";
import { createAz } from "../az/az";
import { CliError, UsageError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { readStack } from "../outputs/readStack";
import { createApiCaller } from "./callApi";
import { CHECKS, groupTitle } from "./checks";
import type { CheckContext, StackResult } from "./check";
import { createFacts } from "./facts";
import { formatCheckLine, formatFindings, toJsonReport } from "./report";
import { type CheckReport, runChecks, withNeeds } from "./runChecks";

/** The options of `doctor`. */
export interface DoctorOptions extends StackOptions {
  readonly json: boolean;
  /** Ids of the checks to make, with what they build on; commas between. Default: all. */
  readonly only?: string;
  /** An address of the API to call. */
  readonly url?: string;
}

/**
 * Looks for what is wrong between the user and a token.
 *
 * @returns 0 without findings, 1 with, 70 where a check itself failed and nothing was found.
 */
export async function doctorCommand(
  options: DoctorOptions,
  { io, run }: Deps,
): Promise<0 | 1 | 70> {
  const checks = selectChecks(options.only?.split(",").map((id) => id.trim()));
  const url = options.url === undefined ? undefined : parseUrl(options.url);
  const { timeoutMs } = options;
  const stackResult = await tryReadStack(options, { io, run });
  const environment = stackResult.ok ? stackResult.stack.environment : io.environment;
  const az = createAz({ run, environment, timeoutMs });
  const context: CheckContext = {
    stackResult,
    facts: createFacts(az, stackResult.ok ? stackResult.stack.outputs : undefined),
    now: io.now,
    url,
    callApi: createApiCaller(environment, timeoutMs),
  };
  let heading = "";
  const reports = await runChecks(checks, context, {
    started: ({ title }) => {
      io.progress?.(`… ${title}`);
    },
    ended: (report) => {
      io.progress?.("");
      if (options.json) return;
      const title = groupTitle(report.check);
      if (title !== heading) io.out(`${title}\n`);
      heading = title;
      io.out(`  ${formatCheckLine(report)}\n`);
    },
  });
  io.out(options.json ? toJsonReport(reports) : formatFindings(reports));
  return exitCodeOf(reports);
}

async function tryReadStack(options: DoctorOptions, deps: Deps): Promise<StackResult> {
  try {
    return { ok: true, stack: await readStack(options, deps) };
  } catch (error) {
    if (error instanceof CliError) return { ok: false, error };
    throw error;
  }
}

function selectChecks(only: readonly string[] | undefined): typeof CHECKS {
  if (only === undefined) return CHECKS;
  const known = CHECKS.map(({ id }) => id);
  const unknown = only.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new UsageError(
      unknown
        .map(
          (id) => `"--only" names "${id}": it must be the id of a check; ${chooseFrom(id, known)}`,
        )
        .join("\n"),
    );
  }
  return withNeeds(CHECKS, only);
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new UsageError(
      `"--url" is "${text}": it must be a whole address, such as "https://api.example.com/api/call"`,
    );
  }
  // The token goes to whatever answers there.
  if (url.protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)) {
    throw new UsageError(
      `"--url" is "${text}": a token goes over "https:" only, except to this machine`,
    );
  }
  return url;
}

function exitCodeOf(reports: readonly CheckReport[]): 0 | 1 | 70 {
  if (reports.some(({ result }) => result.kind === "found")) return 1;
  return reports.some(({ result }) => result.kind === "crashed") ? 70 : 0;
}
