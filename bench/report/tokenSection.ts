/** The section about the command line's own cost. */
import type { TokenSeries } from "../measures/token";
import { summarize, summarizeRatios } from "../statistics";
import { formatRatio, formatSummary, formatTime } from "./figures";
import { renderTable } from "./table";

/** Renders the section; it says so where there was nothing to measure with. */
export function tokenSection(series: TokenSeries | undefined): string {
  const title = "## Getting a token\n";
  if (series === undefined) return [title, "Not measured: no `az` on PATH.\n"].join("\n");
  const { client, az, token } = series;
  return [
    title,
    `The same token from the same cache (${client}), by the stack's command and by \`token\`, which also compares it with the stack.`,
    "`token` starts `az` first and loads itself meanwhile; its limit is 1.2 times plain `az`.\n",
    renderTable(
      [
        { heading: "command" },
        { heading: "time", isNumeric: true },
        { heading: "ratio", isNumeric: true },
      ],
      [
        [
          "az account get-access-token",
          formatSummary(summarize(az), formatTime),
          formatRatio(summarizeRatios(az, az).median),
        ],
        [
          "management-api token",
          formatSummary(summarize(token), formatTime),
          formatRatio(summarizeRatios(token, az).median),
        ],
      ],
    ),
  ].join("\n");
}
