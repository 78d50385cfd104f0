/** The section about the directory's rate of requests. */
import type { ConnectionSeries } from "../measures/connections";
import { summarize, summarizeRatios } from "../statistics";
import { formatRatio, formatSummary } from "./figures";
import { renderTable } from "./table";

/** Renders the section: fresh connections against kept ones, for each number of requests at a time. */
export function connectionsSection(series: readonly ConnectionSeries[]): string {
  const rate = (value: number): string => value.toFixed(0);
  return [
    "## Requests to the directory\n",
    "A search for a registration, through the proxy and TLS, from another process. The directory closes the connection after each",
    "answer, because the real provider opens one for each request and would leave it idle for 90 s; kept connections are measured",
    "with the same listener and rules, told to keep them. The difference is what TCP, CONNECT and the TLS handshake cost.\n",
    renderTable(
      [
        { heading: "at a time", isNumeric: true },
        { heading: "connections" },
        { heading: "opened", isNumeric: true },
        { heading: "requests a second", isNumeric: true },
        { heading: "ratio to fresh", isNumeric: true },
      ],
      series.map((each) => {
        const fresh = series.find(
          ({ parallel, use }) => parallel === each.parallel && use === "fresh",
        );
        return [
          String(each.parallel),
          each.use,
          String(each.connections),
          formatSummary(summarize(each.rates), rate),
          fresh === undefined ? "" : formatRatio(summarizeRatios(each.rates, fresh.rates).median),
        ];
      }),
    ),
  ].join("\n");
}
