import { showLines, showText } from "../../components/rules/reading/hiddenText";
import { remedyLines } from "../failures/remedyLines";
import type { Remedy } from "../failures/failure";
import type { CheckResult } from "./check";
import type { CheckGroup } from "./checks";
import { type CheckReport, findingsOf } from "./runChecks";

const MARKS: Readonly<Record<CheckResult["kind"], string>> = {
  passed: "✓",
  found: "✗",
  skipped: "?",
  blocked: "–",
  crashed: "!",
};

/** One check on one line. */
export function formatCheckLine({ check, result }: CheckReport): string {
  const mark = result.kind === "found" && result.severity === "warning" ? "▲" : MARKS[result.kind];
  return showText(`${mark} ${check.title}${describeResult(result)}`);
}

function describeResult(result: CheckResult): string {
  switch (result.kind) {
    case "passed":
      return result.detail === undefined ? "" : `: ${result.detail}`;
    case "found":
      return "";
    case "skipped":
      return ` (not checked: ${result.why})`;
    case "blocked":
      return ` (not checked: ${result.by.map((id) => `"${id}"`).join(", ")} ${result.by.length === 1 ? "comes" : "come"} first)`;
    case "crashed":
      return " (the check itself failed: a bug of this program)";
  }
}

/** Findings with evidence and fix, then the count. A line each, with a line end after the last. */
export function formatFindings(reports: readonly CheckReport[]): string {
  const findings = findingsOf(reports);
  const blocks = findings.map(({ code, severity, summary, evidence, fix }, index) =>
    [
      "",
      `${index + 1}. ${summary} [${code}${severity === "warning" ? ", warning" : ""}]`,
      ...evidence.map((line) => `   Seen: ${line}`),
      ...formatFix(fix),
    ]
      .map(showText)
      .join("\n"),
  );
  const crashes = reports.flatMap(({ check, result }) =>
    result.kind === "crashed"
      ? [`\nThe check "${check.id}" failed; please report it:\n${result.error}`]
      : [],
  );
  return `${[...blocks, ...crashes, "", summaryLine(reports)].join("\n")}\n`;
}

function formatFix(fix: Remedy): readonly string[] {
  return remedyLines(fix).map((line, index) => `   ${index === 0 ? "Fix: " : "     "} ${line}`);
}

function summaryLine(reports: readonly CheckReport[]): string {
  const count = (kind: CheckResult["kind"]): number =>
    reports.filter(({ result }) => result.kind === kind).length;
  const open = count("skipped") + count("blocked") + count("crashed");
  const found = count("found");
  return [
    found === 0 ? "No findings" : found === 1 ? "1 finding" : `${found} findings`,
    `${count("passed")} of ${reports.length} checks passed`,
    ...(open === 0 ? [] : [`${open} not made`]),
  ]
    .join(", ")
    .concat(".");
}

/**
 * The whole run for programs. The order of checks and findings is fixed. Texts are shown as to
 * people: whoever prints one of them prints nothing of a directory's that hides or moves the cursor.
 */
export function toJsonReport(reports: readonly CheckReport[]): string {
  const report = {
    healthy: reports.every(({ result }) => result.kind !== "found" && result.kind !== "crashed"),
    findings: findingsOf(reports),
    checks: reports.map(({ check: { id, title }, result }) => {
      const { kind, ...rest } = result;
      return { id, title, result: kind, ...(kind === "found" ? {} : rest) };
    }),
  };
  const shown = (_key: string, value: unknown) =>
    typeof value === "string" ? showLines(value) : value;
  return `${JSON.stringify(report, shown, 2)}\n`;
}

/** What `--list` prints: all checks as a table. */
export function formatCheckTable(groups: readonly CheckGroup[]): string {
  const rows = groups.flatMap(({ title: group, checks }) =>
    checks.map(({ id, title, needs }) => [
      `\`${id}\``,
      group,
      title,
      needs.map((need) => `\`${need}\``).join(", "),
    ]),
  );
  return formatTable(["Check", "Group", "True when it passes", "Builds on"], rows);
}

/** A Markdown table with even columns, as the formatter of this repository writes it. */
function formatTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return `${[line(titles), rule, ...rows.map(line)].join("\n")}\n`;
}
