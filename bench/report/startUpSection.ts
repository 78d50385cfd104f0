/** The section about the program's start. */
import type { Evaluation, StartUpSeries } from "../measures/startUp";
import { PROGRAM_FILES } from "../probeReport";
import { summarize, summarizeRatios } from "../statistics";
import { formatBytes, formatRatio, formatSummary, formatTime } from "./figures";
import { renderTable } from "./table";

const PROGRAMS = {
  empty: "an empty program",
  smallest: "one azuread.Application",
  real: "this program",
} as const;
const LOADINGS = {
  transpiled: "",
  compiled: ", compiled beforehand",
  typeChecked: ", types checked at every start",
} as const;

/** Time on the clock, and processor time of the program. */
const FIGURES: readonly Figure[] = [
  ({ milliseconds }) => milliseconds,
  ({ process }) => process.processor,
];

/** Renders the section: times of all variants against the first, and where the time of a start goes. */
export function startUpSection(series: readonly StartUpSeries[]): string {
  const [baseline] = series;
  if (baseline === undefined) throw new RangeError("No program was measured.");
  return [
    "## Evaluating the program\n",
    "One first preview by the embedded engine: the time on the clock, and the processor time of the program's own process,",
    "which scatters less. Ratios are medians of the ratios within a round. TypeScript is turned into JavaScript at each start, its",
    "types unchecked (that is `npm run typecheck`'s), unless said otherwise.\n",
    renderTable(
      [
        { heading: "program" },
        { heading: "preview", isNumeric: true },
        { heading: "ratio", isNumeric: true },
        { heading: "processor", isNumeric: true },
        { heading: "ratio", isNumeric: true },
        { heading: "peak memory", isNumeric: true },
      ],
      series.map((each) => row(each, baseline)),
    ),
    ...loadingRatios(series),
    "### Where a start goes\n",
    "Each file's own time, without what it loads in turn, summed by package; a package's own dependencies count as part of it",
    "unless they have a line of their own.\n",
    anatomy(series.filter(({ loading }) => loading === baseline.loading)),
  ].join("\n");
}

function row(each: StartUpSeries, baseline: StartUpSeries): readonly string[] {
  const memory = each.runs.flatMap(({ process }) => process.peakMemory ?? []);
  return [
    `${PROGRAMS[each.program]}${LOADINGS[each.loading]}`,
    ...FIGURES.flatMap((of) => [
      formatSummary(summarize(each.runs.map(of)), formatTime),
      formatRatio(summarizeRatios(each.runs.map(of), baseline.runs.map(of)).median),
    ]),
    memory.length === 0 ? "not told" : formatBytes(summarize(memory).median),
  ];
}

/** The real program's other ways of loading against the one it has: on the clock, and in processor time. */
function loadingRatios(series: readonly StartUpSeries[]): readonly string[] {
  const [asItIs, ...others] = series.filter(({ program }) => program === "real");
  if (asItIs === undefined) return [];
  return others.map((other) => {
    const [clock, processor] = FIGURES.map((of) =>
      formatRatio(summarizeRatios(other.runs.map(of), asItIs.runs.map(of)).median),
    );
    return `This program${LOADINGS[other.loading]}, against as it is: ${clock ?? ""} the time, ${processor ?? ""} the processor time.\n`;
  });
}

type Figure = (run: Evaluation) => number;

/** Each group's own loading time in every program, by the last one's cost; medians. */
function anatomy(programs: readonly StartUpSeries[]): string {
  const last = programs.at(-1);
  const median = (program: StartUpSeries | undefined, of: Figure): number =>
    program === undefined ? 0 : summarize(program.runs.map(of)).median;
  const loading =
    (group: string): Figure =>
    ({ process }) =>
      process.loading[group] ?? 0;
  const line = (name: string, of: Figure, files?: Figure): readonly string[] => [
    name,
    ...programs.map((program) => formatTime(median(program, of))),
    files === undefined ? "" : String(median(last, files)),
  ];
  const groups = new Set(last?.runs.flatMap(({ process }) => Object.keys(process.loading)));
  const rows = [...groups]
    .sort((left, right) => median(last, loading(right)) - median(last, loading(left)))
    .flatMap((group) => [
      line(group, loading(group), ({ process }) => process.files[group] ?? 0),
      ...(group === PROGRAM_FILES
        ? [line("… of it TypeScript to JavaScript", ({ process }) => process.transpiling)]
        : []),
    ]);
  const headings = programs.map(({ program }) => PROGRAMS[program]);
  return renderTable(
    [
      { heading: "part" },
      ...[...headings, "files"].map((heading) => ({ heading, isNumeric: true })),
    ],
    [
      line("Node's own start", ({ process }) => process.node),
      ...rows,
      line("running, waiting for the engine, ending", restOf),
      line("all", ({ process }) => process.total),
    ],
  );
}

function restOf({ process }: Evaluation): number {
  const loading = Object.values(process.loading).reduce((sum, each) => sum + each, 0);
  return process.total - process.node - loading;
}
