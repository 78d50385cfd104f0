/** Progress and results as lines of text, in the manner of the CLI on a plain terminal. */
import { formatDetails } from "./details";
import { formatOutputs } from "./difference";
import { Progress } from "./progress";
import { WORDS, sayingOf } from "./words";
import type {
  Changes,
  Diagnostic,
  EngineEvent,
  Command,
  Result,
  Step,
  StepOperation,
} from "../events";
import { STACK_TYPE, nameOf, shortType, stackUrn, typeOf } from "../state/urn";

// The order of the summary, as in the CLI.
const COUNTED: readonly StepOperation[] = ["create", "update", "delete", "replace", "import"];

const DESTROYED =
  "The resources in the stack have been deleted, but the configuration associated with the stack is still there.";

const TITLES: Readonly<Record<Command, string>> = {
  preview: "Previewing update",
  up: "Updating",
  refresh: "Refreshing",
  destroy: "Destroying",
};

/**
 * Makes what turns the events of one run into lines.
 *
 * @param write takes one line, without its end.
 * @param details show the properties of what changes in the place of progress (`--diff`).
 */
export function makeDisplay(
  write: (line: string) => void,
  { details = false }: { readonly details?: boolean } = {},
): (event: EngineEvent) => void {
  let progress: Progress | undefined; // Details stand in its place.
  const showAll = (lines: readonly string[] = []): void => {
    for (const line of lines) write(line);
  };
  return (event) => {
    switch (event.kind) {
      case "started":
        write(`${TITLES[event.command]} (${event.stack}):`);
        if (details) break;
        progress = new Progress(event.command, stackUrn(event.project, event.stack));
        write("");
        break;
      case "step":
        showAll(progress?.ofStep(event));
        break;
      case "diagnostic":
        showAll(progress?.ofMessage(event.diagnostic) ?? messageLines(event.diagnostic));
        break;
      case "finished": {
        const { result } = event;
        showAll(progress?.ofEnd());
        showAll(details ? detailedResult(result) : plainResult(result));
        showAll(endOf(result));
        if (!details) write("");
        if (result.command === "destroy" && result.ok) write(DESTROYED);
        break;
      }
    }
  };
}

/** Between the steps and the counts: diagnostics and outputs. */
function plainResult(result: Result): readonly string[] {
  const outputs = outputLines(result);
  return [
    ...formatDiagnostics(result),
    ...(outputs.length === 0 ? [] : ["Outputs:", ...outputs, ""]),
  ];
}

/** The steps with their properties, and the outputs. */
function detailedResult(result: Result): readonly string[] {
  const outputs = outputLines(result);
  return [
    ...formatDetails(result),
    ...(outputs.length === 0 ? [] : ["    --outputs:--", ...outputs]),
  ];
}

function outputLines(result: Result): readonly string[] {
  const { command, plan, outputs, oldOutputs } = result;
  if (command === "destroy") return [];
  const isNew = plan.some(({ op, type }) => op === "create" && type === STACK_TYPE);
  return formatOutputs(isNew ? undefined : oldOutputs, outputs, command === "preview");
}

/** Counts and duration. */
function endOf(result: Result): readonly string[] {
  const counts = formatCounts(result);
  return result.command === "preview"
    ? counts
    : [...counts, "", `Duration: ${formatDuration(result.duration)}`];
}

/** Whole seconds, rounded up, and minutes, as Go writes them: "1m5s". */
function formatDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** The "Resources:" block. */
function formatCounts(result: Result): readonly string[] {
  const { command, changes, diagnostics, plan } = result;
  const counts: Changes = command === "refresh" ? countRefreshed(plan) : changes;
  const kinds = COUNTED.filter((op) => (counts[op] ?? 0) > 0);
  const verb = (op: StepOperation): string =>
    command === "preview" ? `to ${WORDS[op].planned}` : WORDS[op].done;
  const total = kinds.reduce((sum, op) => sum + (counts[op] ?? 0), 0);
  const same = counts.same ?? 0;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const errored = new Set(errors.map(({ urn }) => urn ?? stackUrn(result.project, result.stack)));
  const summary = [
    ...(kinds.length > 1 ? [`${total} changes`] : []),
    ...(same > 0 ? [`${same} unchanged`] : []),
  ];
  return [
    "Resources:",
    ...kinds.map((op) => `    ${WORDS[op].sign}${counts[op] ?? 0} ${verb(op)}`),
    ...(summary.length > 0 ? [`    ${summary.join(". ")}`] : []),
    ...(errored.size > 0 ? [`    ${errored.size} errored`] : []),
  ];
}

function countRefreshed(plan: readonly Step[]): Changes {
  const count = (found: Step["found"]): number =>
    plan.filter((step) => step.found === found).length;
  return { same: count("same"), update: count("update"), delete: count("delete") };
}

/** The "Diagnostics:" block: messages by resource, the stack's own first. */
function formatDiagnostics(
  result: Pick<Result, "diagnostics" | "stack" | "project">,
): readonly string[] {
  const stackLabel = `${STACK_TYPE} (${result.project}-${result.stack})`;
  const labelOf = ({ urn }: Diagnostic): string =>
    urn === undefined || typeOf(urn) === STACK_TYPE
      ? stackLabel
      : `${shortType(typeOf(urn))} (${nameOf(urn)})`;
  const labels = [...new Set([stackLabel, ...result.diagnostics.map(labelOf)])];
  const blocks = labels.flatMap((label) => {
    const messages = result.diagnostics.filter((each) => labelOf(each) === label);
    return messages.length === 0 ? [] : [`  ${label}:`, ...messages.flatMap(diagnosticLines), ""];
  });
  return blocks.length === 0 ? [] : ["Diagnostics:", ...blocks];
}

function diagnosticLines(diagnostic: Diagnostic): readonly string[] {
  return messageLines(diagnostic).map((line) => `    ${line}`.trimEnd());
}

function messageLines(diagnostic: Diagnostic): readonly string[] {
  return sayingOf(diagnostic).split("\n");
}
