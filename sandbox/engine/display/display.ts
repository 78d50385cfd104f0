/** Progress and results as lines of text, in the manner of the CLI on a plain terminal. */
import { formatDetails } from "./details";
import { formatOutputs } from "./difference";
import { Progress } from "./progress";
import { WORDS } from "./words";
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

/** Takes one line, without its end. */
export type Write = (line: string) => void;

/** What to show. */
export interface DisplayOptions {
  /** Show the properties of what changes in the place of progress (`--diff`). Default false. */
  readonly details?: boolean;
}

/** Turns events into lines; of one run. */
export type Display = (event: EngineEvent) => void;

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

/** Makes a display for one run. */
export function makeDisplay(write: Write, { details = false }: DisplayOptions = {}): Display {
  let progress = new Progress("preview", "");
  const showAll = (lines: readonly string[]): void => {
    for (const line of lines) write(line);
  };
  return (event) => {
    switch (event.kind) {
      case "started":
        progress = new Progress(event.command, stackUrn(event.project, event.stack));
        write(`${TITLES[event.command]} (${event.stack}):`);
        if (!details) write("");
        break;
      case "step": {
        const lines = progress.ofStep(event);
        if (!details) showAll(lines);
        break;
      }
      case "diagnostic": {
        const lines = progress.ofMessage(event.diagnostic);
        showAll(details ? messageLines(event.diagnostic) : lines);
        break;
      }
      case "finished": {
        const { result } = event;
        const lines = progress.ofEnd();
        showAll(details ? [] : lines);
        showAll(details ? detailedResult(result) : plainResult(result));
        showAll(endOf(result, progress.errored));
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
function endOf(result: Result, errored: number): readonly string[] {
  const counts = formatCounts(result, errored);
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
function formatCounts(result: Result, errored: number): readonly string[] {
  const { command, changes, plan } = result;
  const counts: Changes = command === "refresh" ? countRefreshed(plan) : changes;
  const kinds = COUNTED.filter((op) => (counts[op] ?? 0) > 0);
  const verb = (op: StepOperation): string =>
    command === "preview" ? `to ${WORDS[op].planned}` : WORDS[op].done;
  const total = kinds.reduce((sum, op) => sum + (counts[op] ?? 0), 0);
  const same = counts.same ?? 0;
  const summary = [
    ...(kinds.length > 1 ? [`${total} changes`] : []),
    ...(same > 0 ? [`${same} unchanged`] : []),
  ];
  return [
    "Resources:",
    ...kinds.map((op) => `    ${WORDS[op].sign}${counts[op] ?? 0} ${verb(op)}`),
    ...(summary.length > 0 ? [`    ${summary.join(". ")}`] : []),
    ...(errored > 0 ? [`    ${errored} errored`] : []),
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

function messageLines({ severity, message }: Diagnostic): readonly string[] {
  const prefix = severity === "info" ? "" : `${severity}: `;
  return `${prefix}${message}`.split("\n");
}
