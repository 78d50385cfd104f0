/**
 * Proves how the benchmark's report reads: tables, figures, sections and charts from fixed measurements. It cannot show how a
 * chart looks: its geometry is checked, not its picture.
 */
import assert from "node:assert/strict";
import type { ProbeReport } from "../../bench/probeReport";
import { type Chart, renderCharts, ticks } from "../../bench/report/chart";
import { connectionsSection } from "../../bench/report/connectionsSection";
import {
  formatBytes,
  formatExponent,
  formatRatio,
  formatSummary,
  formatTime,
} from "../../bench/report/figures";
import { startUpSection } from "../../bench/report/startUpSection";
import { stepsSection } from "../../bench/report/stepsSection";
import { tokenSection } from "../../bench/report/tokenSection";
import { renderTable } from "../../bench/report/table";

/** The table rows of a section, cells without the spaces around them. */
function rowsOf(section: string): readonly (readonly string[])[] {
  return section
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| --"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe("the benchmark's report", () => {
  it("aligns a table's columns, figures to the right", () => {
    assert.equal(
      renderTable(
        [{ heading: "step" }, { heading: "requests", isNumeric: true }],
        [["first up", "23"], ["destroy"]],
      ),
      [
        "| step     | requests |",
        "| -------- | -------: |",
        "| first up |       23 |",
        "| destroy  |          |",
        "",
      ].join("\n"),
    );
  });

  it("writes times, bytes, ratios and exponents with their units", () => {
    assert.deepEqual([87.4, 999.4, 1000, 12_345].map(formatTime), [
      "87 ms",
      "999 ms",
      "1.00 s",
      "12.35 s",
    ]);
    assert.deepEqual([0, 155, 1024, 2.5 * 2 ** 20, 24 * 2 ** 30].map(formatBytes), [
      "0 B",
      "155 B",
      "1 KiB",
      "3 MiB",
      "24 GiB",
    ]);
    assert.equal(formatRatio(1.267), "1.27 ×");
    assert.deepEqual(
      [formatExponent(1.987), formatExponent(undefined)],
      ["n^1.99", "not above the noise"],
    );
  });

  it("gives a range only where something was repeated", () => {
    const once = { median: 5, min: 5, max: 5, count: 1 };
    assert.equal(formatSummary(once, String), "5");
    assert.equal(formatSummary({ median: 5, min: 4, max: 7, count: 3 }, String), "5 (4 to 7)");
  });

  it("says which steps ask more than the real tools were recorded to", () => {
    const section = stepsSection([
      { name: "rename", requests: 6, recorded: 7 },
      { name: "destroy", requests: 9, recorded: 6 },
    ]);
    assert.deepEqual(rowsOf(section), [
      ["step", "requests", "recorded"],
      ["rename", "6", "7"],
      ["destroy", "9", "6 (exceeded)"],
    ]);
    assert.match(section, /^1 of 2 steps at or below the recorded number\.$/m);
  });

  it("sets `token` against plain az, pair by pair, and says where there was no az", () => {
    const section = tokenSection({
      client: "Azure CLI 2.91.0",
      az: [1000, 800, 2000],
      token: [1100, 1000, 2000],
    });
    assert.deepEqual(rowsOf(section), [
      ["command", "time", "ratio"],
      ["az account get-access-token", "1.00 s (800 ms to 2.00 s)", "1.00 ×"],
      ["management-api token", "1.10 s (1.00 s to 2.00 s)", "1.10 ×"],
    ]);
    assert.match(tokenSection(undefined), /^Not measured: no `az` on PATH\.$/m);
  });

  it("sets kept connections against fresh ones of the same number at a time", () => {
    const section = connectionsSection([
      { use: "fresh", parallel: 1, rates: [100, 50], connections: 400 },
      { use: "kept", parallel: 1, rates: [300, 150], connections: 1 },
      { use: "kept", parallel: 8, rates: [500, 500], connections: 8 },
    ]);
    assert.deepEqual(rowsOf(section).slice(1), [
      ["1", "fresh", "400", "75 (50 to 100)", "1.00 ×"],
      ["1", "kept", "1", "225 (150 to 300)", "3.00 ×"],
      ["8", "kept", "8", "500 (500 to 500)", ""],
    ]);
  });

  it("sets programs against the empty one, and shows where a start goes by cost", () => {
    const report = (own: number, memory?: { readonly peakMemory: number }): ProbeReport => ({
      node: 50,
      loading: { typescript: 300, "the program's own files": own },
      files: { typescript: 1, "the program's own files": own / 10 },
      transpiling: own / 2,
      total: 400 + own,
      processor: 200 + own,
      ...memory,
    });
    const section = startUpSection([
      {
        program: "empty",
        loading: "transpiled",
        runs: [{ milliseconds: 500, process: report(10, { peakMemory: 110 * 2 ** 20 }) }],
      },
      {
        program: "real",
        loading: "transpiled",
        runs: [{ milliseconds: 1000, process: report(400) }],
      },
      { program: "real", loading: "compiled", runs: [{ milliseconds: 800, process: report(100) }] },
    ]);
    assert.deepEqual(rowsOf(section), [
      ["program", "preview", "ratio", "processor", "ratio", "peak memory"],
      ["an empty program", "500 ms", "1.00 ×", "210 ms", "1.00 ×", "110 MiB"],
      ["this program", "1.00 s", "2.00 ×", "600 ms", "2.86 ×", "not told"],
      ["this program, compiled beforehand", "800 ms", "1.60 ×", "300 ms", "1.43 ×", "not told"],
      ["part", "an empty program", "this program", "files"],
      ["Node's own start", "50 ms", "50 ms", ""],
      ["the program's own files", "10 ms", "400 ms", "40"],
      ["… of it TypeScript to JavaScript", "5 ms", "200 ms", ""],
      ["typescript", "300 ms", "300 ms", "1"],
      ["running, waiting for the engine, ending", "50 ms", "50 ms", ""],
      ["all", "410 ms", "800 ms", ""],
    ]);
    assert.match(
      section,
      /^This program, compiled beforehand, against as it is: 0\.80 × the time, 0\.50 × the processor time\.$/m,
    );
  });

  it("refuses to report on programs when none was measured", () => {
    assert.throws(() => startUpSection([]), /No program was measured/);
  });
});

describe("the benchmark's charts", () => {
  const chart: Chart = {
    title: "Time & requests",
    xLabel: "scopes",
    yLabel: "seconds",
    lines: [
      {
        label: "up",
        points: [
          { x: 0, y: 0 },
          { x: 50, y: 10, low: 5, high: 10 },
        ],
      },
      { label: "preview", points: [{ x: 50, y: 10 }] },
    ],
  };

  it("have round ticks that reach the highest value", () => {
    assert.deepEqual(
      [0, 0.7, 7, 50, 198].map((max) => ticks(max)),
      [
        [0, 1],
        [0, 0.2, 0.4, 0.6, 0.8],
        [0, 2, 4, 6, 8],
        [0, 10, 20, 30, 40, 50],
        [0, 50, 100, 150, 200],
      ],
    );
  });

  it("draw lines from corner to corner of the plot, spreads as bars, and escape texts", () => {
    const svg = renderCharts("a < b", [chart]);
    assert.match(svg, /d="M64 280L340 48"/);
    assert.match(svg, /d="M340 164V48"/);
    assert.match(svg, />Time &amp; requests</);
    assert.match(svg, /<title id="title">a &lt; b</);
  });

  it("keep the names of lines apart that end at the same place", () => {
    const svg = renderCharts("", [chart]);
    const heights = [...svg.matchAll(/<text x="350" y="([\d.]+)"[^>]*>(\w+)</g)];
    assert.deepEqual(
      heights.map(([, y, label]) => [y, label]),
      [
        ["48", "up"],
        ["33", "preview"],
      ],
    );
  });
});
