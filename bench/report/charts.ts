/** The charts of a run: requests and processor time of a first preview and `up` over the number of scopes. */
import type { DeployMeasure, GrowthSeries } from "../measures/growth";
import { summarize } from "../statistics";
import { type ChartLine, renderCharts } from "./chart";

/** Draws them as one SVG. */
export function growthCharts(series: readonly GrowthSeries[]): string {
  const clients = [...new Set(series.map((each) => each.clients))];
  const lines = (
    operation: "preview" | "up",
    figure: (measure: DeployMeasure) => number,
  ): readonly ChartLine[] =>
    clients.map((count) => ({
      label: `${operation}, ${count} ${count === 1 ? "client" : "clients"}`,
      points: series
        .filter((each) => each.clients === count)
        .map((each) => {
          const { median, min, max } = summarize(each[operation].map(figure));
          return { x: each.scopes, y: median, low: min, high: max };
        }),
    }));
  const both = (figure: (measure: DeployMeasure) => number): readonly ChartLine[] => [
    ...lines("up", figure),
    ...lines("preview", figure),
  ];
  return renderCharts(
    "Requests and processor time of a first preview and up, by number of scopes",
    [
      {
        title: "Requests to the directory",
        xLabel: "scopes",
        yLabel: "requests",
        lines: both(({ requests }) => requests),
      },
      {
        title: "Processor time",
        xLabel: "scopes",
        yLabel: "seconds (median, least to most)",
        lines: both(({ processor }) => processor / 1000),
      },
    ],
  );
}
