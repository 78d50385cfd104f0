/** The section about the price of each step. */
import type { StepMeasure } from "../measures/steps";
import { renderTable } from "./table";

/** Renders the section. */
export function stepsSection(steps: readonly StepMeasure[]): string {
  const within = steps.filter(({ requests, recorded }) => requests <= recorded).length;
  return [
    "## Requests of each step\n",
    "The embedded engine and its providers, next to what the real CLI 3.248.0 and azuread provider 6.9.1 were recorded to send for",
    "the same step, without sign-ins and without a look-up of permission ids that this program does not need.\n",
    renderTable(
      [
        { heading: "step" },
        { heading: "requests", isNumeric: true },
        { heading: "recorded", isNumeric: true },
      ],
      steps.map(({ name, requests, recorded }) => [
        name,
        String(requests),
        `${recorded}${requests > recorded ? " (exceeded)" : ""}`,
      ]),
    ),
    `${within} of ${steps.length} steps at or below the recorded number.\n`,
  ].join("\n");
}
