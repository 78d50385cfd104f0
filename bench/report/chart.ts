/** Line charts as SVG, to be read on light and dark pages, in colour or without. */

/** One measured point; `low` and `high` bound the spread where there is one. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** One line and the name beside its end. */
export interface ChartLine {
  readonly label: string;
  readonly points: readonly ChartPoint[];
}

/** One chart. Both axes begin at 0, and their labels carry the units. */
export interface Chart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly ChartLine[];
}

const WIDTH = 480;
const HEIGHT = 340;
const PLOT = { left: 64, right: 340, top: 48, bottom: 280 };
// Readable on both backgrounds' own greys; dashes and markers tell the lines apart where colours do not.
const STYLE = `
  svg { color-scheme: light dark; }
  .page { fill: #ffffff; } .ink { fill: #1f2328; } .axis { stroke: #59636e; } .grid { stroke: #d1d9e0; }
  .line0 { stroke: #0969da; } .line1 { stroke: #bc4c00; } .line2 { stroke: #1a7f37; } .line3 { stroke: #8250df; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; } .ink { fill: #f0f6fc; } .axis { stroke: #9198a1; } .grid { stroke: #3d444d; }
    .line0 { stroke: #4493f8; } .line1 { stroke: #f0883e; } .line2 { stroke: #3fb950; } .line3 { stroke: #ab7df8; }
  }
  text { font: 12px system-ui, sans-serif; } .title { font-weight: 600; font-size: 14px; }
  .line { fill: none; stroke-width: 2; }`;
const DASHES = ["none", "6 3", "2 3", "8 3 2 3"];

/** Draws charts side by side. @returns a whole SVG document. */
export function renderCharts(title: string, charts: readonly Chart[]): string {
  const width = WIDTH * charts.length;
  const drawn = charts.map(
    (chart, index) => `<g transform="translate(${index * WIDTH} 0)">\n${renderChart(chart)}\n</g>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-labelledby="title">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="page" width="${width}" height="${HEIGHT}"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

/** Round steps of 1, 2 or 5 times a power of ten from 0 to at least `max`, at most seven of them. */
export function ticks(max: number): readonly number[] {
  if (max <= 0) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(max / 5));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => max / each <= 6) ?? max;
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

function renderChart({ title, xLabel, yLabel, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const xTicks = ticks(Math.max(...points.map(({ x }) => x)));
  const yTicks = ticks(Math.max(...points.map(({ y, high }) => high ?? y)));
  const scaleX = scale(xTicks.at(-1) ?? 1, PLOT.left, PLOT.right);
  const scaleY = scale(yTicks.at(-1) ?? 1, PLOT.bottom, PLOT.top);
  const middle = (PLOT.left + PLOT.right) / 2;
  return [
    text(PLOT.left, 24, title, 'class="ink title"'),
    ...yTicks.map(
      (tick) =>
        `<path class="grid" d="M${PLOT.left} ${scaleY(tick)}H${PLOT.right}"/>` +
        text(PLOT.left - 8, scaleY(tick), String(tick), 'class="ink" text-anchor="end" dy="4"'),
    ),
    ...xTicks.map((tick) =>
      text(scaleX(tick), PLOT.bottom + 18, String(tick), 'class="ink" text-anchor="middle"'),
    ),
    `<path class="axis" d="M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}" fill="none"/>`,
    text(middle, PLOT.bottom + 40, xLabel, 'class="ink" text-anchor="middle"'),
    text(
      0,
      0,
      yLabel,
      `class="ink" text-anchor="middle" transform="translate(16 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)"`,
    ),
    ...lines.map((line, index) => renderLine(line, index, scaleX, scaleY)),
    ...renderLabels(lines, scaleY),
  ].join("\n");
}

function renderLine({ points }: ChartLine, index: number, scaleX: Scale, scaleY: Scale): string {
  const path = points.map(({ x, y }) => `${scaleX(x)} ${scaleY(y)}`).join("L");
  const bars = points.map(({ x, y, low = y, high = y }) =>
    low === high
      ? ""
      : `<path class="line${index}" d="M${scaleX(x)} ${scaleY(low)}V${scaleY(high)}"/>`,
  );
  const marks = points.map(
    ({ x, y }) =>
      `<circle class="page line${index}" cx="${scaleX(x)}" cy="${scaleY(y)}" r="3" stroke-width="2"/>`,
  );
  return `<path class="line line${index}" stroke-dasharray="${DASHES[index] ?? "none"}" d="M${path}"/>${bars.join("")}${marks.join("")}`;
}

/** Names beside the lines' ends, pushed apart where they would cover each other. */
function renderLabels(lines: readonly ChartLine[], scaleY: Scale): readonly string[] {
  let lowest = Number.POSITIVE_INFINITY;
  return lines
    .map(({ label, points }) => ({ label, y: scaleY(points.at(-1)?.y ?? 0) }))
    .sort((left, right) => right.y - left.y)
    .map(({ label, y }) => {
      lowest = Math.min(y, lowest - 15);
      return text(PLOT.right + 10, lowest, label, 'class="ink" dy="4"');
    });
}

type Scale = (value: number) => number;

function scale(max: number, from: number, to: number): Scale {
  return (value) => Number((from + (value / max) * (to - from)).toFixed(1));
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escapeXml(content)}</text>`;
}

function escapeXml(content: string): string {
  return content.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
