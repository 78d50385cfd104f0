/** The whole report in Markdown. */
import type { Measurements } from "../measurements";
import { connectionsSection } from "./connectionsSection";
import { formatBytes } from "./figures";
import { growthSection } from "./growthSection";
import type { Machine } from "./machine";
import { startUpSection } from "./startUpSection";
import { stepsSection } from "./stepsSection";
import { tokenSection } from "./tokenSection";

/** Renders a run. @param plot the picture's file beside the report. */
export function renderReport(measurements: Measurements, plot: string): string {
  const { date, machine } = measurements;
  return [
    "# Measurements\n",
    "Made by `npm run bench`. What is compared was measured in turn, within one run; figures are medians, with the least and the",
    "most in brackets. Absolute times are this machine's: rely on ratios, counts and growth.\n",
    `${date}: ${machine.cores} cores, ${formatBytes(machine.memory)} of memory, Node ${machine.node}, ${machine.system}${loadOf(machine)}.\n`,
    startUpSection(measurements.startUp),
    growthSection(measurements.growth),
    `![Requests and processor time by number of scopes](${plot})\n`,
    connectionsSection(measurements.connections),
    stepsSection(measurements.steps),
    tokenSection(measurements.token),
  ].join("\n");
}

/** Whether others were at work on the machine: it explains scattered times. */
function loadOf({ load }: Machine): string {
  return load === undefined ? "" : `; load at the start ${load.toFixed(1)}`;
}
