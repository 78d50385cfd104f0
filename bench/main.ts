/** `npm run bench`: measures, prints, and writes the report, the raw figures and a plot. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Command } from "commander";
import { measureAll } from "./measureAll";
import { FULL, QUICK } from "./plan";
import { growthCharts } from "./report/charts";
import { renderReport } from "./report/document";
import { withScratchFolder } from "./scratchFolder";

const RESULTS = path.join(__dirname, "results");
const PLOT = "results.svg";

interface Options {
  readonly quick?: true;
  readonly output?: string;
}

async function bench({ quick, output }: Options): Promise<void> {
  const measurements = await withScratchFolder((scratch) =>
    measureAll(quick ? QUICK : FULL, scratch, (line) => process.stderr.write(`${line}\n`)),
  );
  const report = renderReport(measurements, PLOT);
  process.stdout.write(report);
  const folder = output ?? (quick ? undefined : RESULTS);
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "results.md"), report);
    await writeFile(
      path.join(folder, "results.json"),
      `${JSON.stringify(measurements, null, 1)}\n`,
    );
    await writeFile(path.join(folder, PLOT), growthCharts(measurements.growth));
  }
  const exceeded = measurements.steps.filter(({ requests, recorded }) => requests > recorded);
  if (exceeded.length > 0) {
    const names = exceeded.map(({ name }) => `"${name}"`).join(", ");
    process.stderr.write(`More requests than the real tools were recorded to send: ${names}.\n`);
    process.exitCode = 1;
  }
}

void new Command("bench")
  .description("Measures the program and its sandbox; prints a report.")
  .option("--quick", "fewer repetitions and sizes, to see that it works; writes nothing by itself")
  .option("--output <folder>", 'where to write the results (default: "bench/results")')
  .action(bench)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
