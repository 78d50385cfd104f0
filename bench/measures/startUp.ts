/** What evaluating the program costs, against an empty one and against other ways to load it. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { startDirectory } from "../../sandbox/directory";
import { preview } from "../../sandbox/engine";
import { clientEnvironment, withoutForeignVariables } from "../../sandbox/environment";
import { sandboxProviders } from "../../sandbox/providers";
import { probeVariables, readProbeReport } from "../installProbe";
import type { ProbeReport } from "../probeReport";
import type { Plan } from "../plan";
import { type ProgramVariant, writeProgram } from "../programs";
import { expectSuccess } from "../success";

/** One preview of a program. */
export interface Evaluation {
  /** From the engine's start of the operation to its result, in milliseconds. */
  readonly milliseconds: number;
  /** The program's own process. */
  readonly process: ProbeReport;
}

/** A variant and its previews, one a round. */
export interface StartUpSeries extends ProgramVariant {
  readonly runs: readonly Evaluation[];
}

/** What can be measured; the first is the baseline: an empty program, loaded as ours is. */
export const VARIANTS: readonly ProgramVariant[] = [
  { program: "empty", loading: "transpiled" },
  { program: "smallest", loading: "transpiled" },
  { program: "real", loading: "transpiled" },
  { program: "real", loading: "compiled" },
  { program: "real", loading: "typeChecked" },
];

/**
 * Previews every variant once a round, in turn, with the embedded engine against one directory.
 *
 * @param folder for program folders; made here.
 * @param probe for the programs.
 * @param plan `warmUps` are rounds before, which do not count: files are read from disk then.
 */
export async function measureStartUp(
  folder: string,
  probe: string,
  { variants, rounds, warmUps }: Plan["startUp"],
  onRound: (round: number) => void,
): Promise<readonly StartUpSeries[]> {
  await mkdir(folder);
  const reportFile = path.join(folder, "report.json");
  const directory = await startDirectory();
  const environment = {
    ...withoutForeignVariables(process.env),
    ...clientEnvironment(directory, { azureConfigDir: path.join(folder, "azure") }),
    ...probeVariables(probe, reportFile),
  };

  async function evaluate(program: string): Promise<Evaluation> {
    const { providers, ...connections } = sandboxProviders(environment);
    try {
      const result = await preview({
        directory: program,
        stack: "dev",
        stateFile: path.join(folder, "none.json"),
        providers,
        environment,
      });
      expectSuccess(result);
      return { milliseconds: result.duration, process: await readProbeReport(reportFile) };
    } finally {
      await connections.close();
    }
  }

  try {
    const series = await Promise.all(
      variants.map(async (variant) => ({
        variant,
        program: await writeProgram(folder, variant),
        runs: new Array<Evaluation>(),
      })),
    );
    for (let round = 1 - warmUps; round <= rounds; round += 1) {
      onRound(round);
      for (const { program, runs } of series) {
        const run = await evaluate(program);
        if (round > 0) runs.push(run);
      }
    }
    return series.map(({ variant, runs }) => ({ ...variant, runs }));
  } finally {
    await directory.close();
  }
}
