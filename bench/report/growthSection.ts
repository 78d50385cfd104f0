/** The section about how stacks grow. */
import { medianOf, requestModel, scopeExponent } from "../growthModel";
import type { DeployMeasure, GrowthSeries } from "../measures/growth";
import { summarize } from "../statistics";
import { formatBytes, formatExponent, formatSummary, formatTime } from "./figures";
import { renderTable } from "./table";

const clock = ({ milliseconds }: DeployMeasure): number => milliseconds;
const processor = (measure: DeployMeasure): number => measure.processor;
const bytesSent = (measure: DeployMeasure): number => measure.bytesSent;

/** Renders the section: every size, and the laws behind them. */
export function growthSection(series: readonly GrowthSeries[]): string {
  return [
    "## First preview and first up, by size of the stack\n",
    "Every size in a process and a directory of its own; the `up` follows the preview in the same process. All clients hold all",
    "scopes. Requests count the sign-in. Processor time is that of all processes together.\n",
    renderTable(
      [
        "scopes",
        "clients",
        "preview: requests",
        "time",
        "up: requests",
        "sent",
        "time",
        "processor",
        "peak: sandbox",
        "program",
      ].map((heading) => ({ heading, isNumeric: true })),
      series.map(row),
    ),
    ...laws(series),
  ].join("\n");
}

function row({ scopes, clients, preview, up }: GrowthSeries): readonly string[] {
  const count = (measures: readonly DeployMeasure[]): string =>
    String(medianOf(measures, ({ requests }) => requests));
  return [
    String(scopes),
    String(clients),
    count(preview),
    formatSummary(summarize(preview.map(clock)), formatTime),
    count(up),
    formatBytes(medianOf(up, bytesSent)),
    formatSummary(summarize(up.map(clock)), formatTime),
    formatTime(medianOf(up, processor)),
    peak(up.flatMap(({ engineMemory }) => engineMemory ?? [])),
    peak(up.flatMap(({ programMemory }) => programMemory ?? [])),
  ];
}

function peak(values: readonly number[]): string {
  return values.length === 0 ? "not told" : formatBytes(summarize(values).median);
}

function laws(series: readonly GrowthSeries[]): readonly string[] {
  const model = requestModel(series, "up");
  if (model === undefined) return [];
  const clients = [...new Set(series.map((each) => each.clients))];
  const exponents = clients.map((count) => [
    String(count),
    ...[bytesSent, processor].map((figure) =>
      formatExponent(scopeExponent(series, count, "up", figure)),
    ),
  ]);
  return [
    `Requests of a first \`up\`: ${model.base}, and ${model.perScope} for each further scope and ${model.perClient} for each ` +
      `further client; ${model.error === 0 ? "exact for every size" : `off by at most ${model.error}`}. ` +
      "A preview's do not grow.\n",
    "Growth of the first `up` with the number of scopes n, what one scope costs taken off (1 is linear, 2 quadratic),\n" +
      "from the least of the rounds. Exponents of times are rough: start-up is most of a small stack's time.\n",
    renderTable(
      ["clients", "bytes sent", "processor"].map((heading) => ({
        heading,
        isNumeric: true,
      })),
      exponents,
    ),
    "Bytes sent are quadratic by Microsoft Graph's own protocol: scopes and pre-authorizations have no addresses of their own, so",
    "each change to one sends the whole list again, and reads it before and after. The number of requests stays linear.\n",
  ];
}
