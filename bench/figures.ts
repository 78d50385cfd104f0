/** The arithmetic of the benchmark, and its one table. */

/** One measurement. */
export interface Sample {
  /** Processor time of all processes together, in milliseconds. */
  readonly processor: number;
  /** Time on the clock, in milliseconds. */
  readonly clock: number;
  /** The most memory that the program's process held, in bytes, where the system tells. */
  readonly memory?: number;
  /** Requests to the directory, where there is one. */
  readonly requests?: number;
}

/**
 * What was measured in turn, round by round. The first series is what the others are set against.
 */
export interface Group {
  readonly title: string;
  readonly series: readonly { readonly name: string; readonly samples: readonly Sample[] }[];
}

/**
 * The middle value, or the mean of the two middle ones.
 *
 * @throws RangeError where there are none: what was not measured must not appear as a figure.
 */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) {
    throw new RangeError("There is no median of nothing: measure at least once.");
  }
  return (lower + upper) / 2;
}

/**
 * The ratios of two series within each round. What slows the machine down for a while slows both
 * members of a pair, so ratios scatter less than times do.
 *
 * @throws RangeError where the series differ in length.
 */
export function ratios(values: readonly number[], baseline: readonly number[]): readonly number[] {
  if (values.length !== baseline.length) {
    throw new RangeError(
      `${values.length} values cannot be set against ${baseline.length}: measure both in every round.`,
    );
  }
  return values.map((value, index) => value / (baseline[index] ?? Number.NaN));
}

const HEADINGS = [
  "measured",
  "processor",
  "ratio",
  "clock",
  "ratio",
  "peak memory",
  "requests",
] as const;

/**
 * The table of all groups, in Markdown with cells of any width. Times are medians; ratios are
 * medians of pairs, with the least and the most.
 */
export function renderTable(groups: readonly Group[]): string {
  const rows = groups.flatMap(({ title, series }) => [
    [`**${title}**`],
    ...series.map(({ name, samples }) => {
      const baseline = series[0]?.samples ?? [];
      const isBaseline = samples === baseline;
      const timed = (figure: (sample: Sample) => number): readonly string[] => [
        `${median(samples.map(figure)).toFixed(0)} ms`,
        isBaseline ? "1" : formatRatios(ratios(samples.map(figure), baseline.map(figure))),
      ];
      const memory = samples.flatMap((sample) => sample.memory ?? []);
      const requests = samples.flatMap((sample) => sample.requests ?? []);
      return [
        name,
        ...timed(({ processor }) => processor),
        ...timed(({ clock }) => clock),
        memory.length === 0 ? "" : `${(median(memory) / 2 ** 20).toFixed(0)} MiB`,
        requests.length === 0 ? "" : median(requests).toFixed(0),
      ];
    }),
  ]);
  const rule = HEADINGS.map((_, column) => (column === 0 ? "---" : "---:"));
  return [HEADINGS, rule, ...rows]
    .map((cells) => `| ${HEADINGS.map((_, column) => cells[column] ?? "").join(" | ")} |\n`)
    .join("");
}

/** "1.27 (1.20 to 1.31)"; a single ratio has no range. */
function formatRatios(values: readonly number[]): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)];
  const range = values.length === 1 ? "" : ` (${least.toFixed(2)} to ${most.toFixed(2)})`;
  return `${middle.toFixed(2)}${range}`;
}
