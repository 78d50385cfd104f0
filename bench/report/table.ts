/** Tables that read well in a terminal and in Markdown alike. */

/** A column: its heading, and whether it holds figures (which stand to the right). */
export interface Column {
  readonly heading: string;
  readonly isNumeric?: boolean;
}

/** Renders rows of cells as a Markdown table with columns in line, ending with a line break. Missing cells are empty. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ heading }, index) =>
    Math.max(3, heading.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const cells = (row: readonly string[]): string[] =>
    columns.map(({ isNumeric }, index) => {
      const [cell, width] = [row[index] ?? "", widths[index] ?? 0];
      return isNumeric === true ? cell.padStart(width) : cell.padEnd(width);
    });
  const rule = columns.map(({ isNumeric }, index) => {
    const dashes = "-".repeat((widths[index] ?? 0) - (isNumeric === true ? 1 : 0));
    return isNumeric === true ? `${dashes}:` : dashes;
  });
  const lines = [cells(columns.map(({ heading }) => heading)), rule, ...rows.map(cells)];
  return lines.map((each) => `${line(each)}\n`).join("");
}
