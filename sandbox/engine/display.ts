/** Progress and results as lines of text, in the manner of the CLI on a plain terminal. */
import { formatDetails } from "./displayDetails";
import { formatChangedOutputs, formatOutputs } from "./displayValue";
import type { Diagnostic, EngineEvent, Operation, Result, Step, StepOperation } from "./events";
import { STACK_TYPE, nameOf, shortType, typeOf } from "./urn";

/** Takes one line, without its end. */
export type Write = (line: string) => void;

/** What to show. */
export interface DisplayOptions {
  /** Show the properties of what changes in the place of progress (`--diff`). Default false. */
  readonly details?: boolean;
}

/** Turns events into lines; of one run. */
export type Display = (event: EngineEvent) => void;

interface Words {
  readonly prefix: string;
  readonly planned: string;
  readonly running: string;
  readonly done: string;
}

const WORDS: Readonly<Record<StepOperation, Words>> = {
  same: { prefix: "  ", planned: "", running: "", done: "" },
  create: { prefix: "+ ", planned: "create", running: "creating", done: "created" },
  update: { prefix: "~ ", planned: "update", running: "updating", done: "updated" },
  delete: { prefix: "- ", planned: "delete", running: "deleting", done: "deleted" },
  replace: { prefix: "+-", planned: "replace", running: "replacing", done: "replaced" },
  "create-replacement": {
    prefix: "++",
    planned: "create replacement",
    running: "creating replacement",
    done: "created replacement",
  },
  "delete-replaced": {
    prefix: "--",
    planned: "delete original",
    running: "deleting original",
    done: "deleted original",
  },
  import: { prefix: "= ", planned: "import", running: "importing", done: "imported" },
  read: { prefix: "> ", planned: "read", running: "reading", done: "read" },
  discard: { prefix: "< ", planned: "discard", running: "discarding", done: "discarded" },
  refresh: { prefix: "~ ", planned: "refresh", running: "refreshing", done: "refresh" },
};

// The order of the summary, as in the CLI.
const COUNTED: readonly StepOperation[] = [
  "create",
  "update",
  "delete",
  "replace",
  "read",
  "discard",
  "import",
];

const TITLES: Readonly<Record<Operation, string>> = {
  preview: "Previewing update",
  up: "Updating",
  refresh: "Refreshing",
  destroy: "Destroying",
};

/** Makes a display for one run. */
export function makeDisplay(write: Write, { details = false }: DisplayOptions = {}): Display {
  let operation: Operation = "preview";
  // Unchanged resources get a line only where a refresh has already given them one.
  const shown = new Set<string>();
  return (event) => {
    switch (event.kind) {
      case "started":
        operation = event.operation;
        write(`${TITLES[operation]} (${event.stack}):`);
        write("");
        break;
      case "step":
        if (!details && isShown(event, operation, shown)) write(stepLine(event, operation));
        if (event.step.op === "refresh") shown.add(event.step.urn);
        break;
      case "diagnostic":
        break;
      case "finished":
        for (const line of details ? formatDetails(event.result) : []) write(line);
        for (const line of formatResult(event.result)) write(line);
        break;
    }
  };
}

type StepEvent = Extract<EngineEvent, { readonly kind: "step" }>;

function isShown(
  { phase, step }: StepEvent,
  operation: Operation,
  shown: ReadonlySet<string>,
): boolean {
  if (phase === "failed") return true;
  if (step.op === "same") {
    return phase === "done" && (step.type === STACK_TYPE || shown.has(step.urn));
  }
  // Previews take no time worth showing; the line of a plan comes when it is made.
  return operation !== "preview" || phase === "done" || step.op === "refresh";
}

function stepLine(event: StepEvent, operation: Operation): string {
  const { step } = event;
  const words = WORDS[step.op];
  const subject = `${shortType(step.type)} ${step.name}`;
  return ` ${words.prefix} ${subject} ${phrase(event, words, operation)}`.trimEnd();
}

function phrase(event: StepEvent, words: Words, operation: Operation): string {
  const { phase, step } = event;
  const diff = diffText(step);
  if (phase === "failed") return `**${words.running || "keeping"} failed**`;
  if (step.op === "same") return "";
  if (step.op === "refresh" && step.found === "delete") return `${words.done} (deleted)`;
  if (operation === "preview") {
    return `${phase === "started" ? words.running : words.planned} ${diff}`;
  }
  if (phase === "started") return `${words.running} (0s) ${diff}`;
  return `${words.done} (${seconds(event.duration)}) ${diff}`;
}

/** "[diff: ~displayName,+tags]", or nothing. */
function diffText({ diff, old, new: wanted }: Step): string {
  if (diff.length === 0) return "";
  const isIn = (states: Step["old"], name: string): boolean =>
    states !== undefined && (name in states.inputs || name in states.outputs);
  const marked = (mark: string, belongs: (name: string) => boolean): readonly string[] => {
    const names = diff.filter(belongs);
    return names.length === 0 ? [] : [`${mark}${names.join(",")}`];
  };
  const isAdded = (name: string): boolean => !isIn(old, name) && isIn(wanted, name);
  const isGone = (name: string): boolean =>
    old !== undefined && name in old.inputs && !isIn(wanted, name);
  const parts = [
    ...marked("+", isAdded),
    ...marked("-", isGone),
    ...marked("~", (name) => !isAdded(name) && !isGone(name)),
  ];
  return `[diff: ${parts.join(",")}]`;
}

/** As the CLI: hundredths below a second, whole seconds above. */
function seconds(milliseconds: number): string {
  return milliseconds < 1000
    ? `${(milliseconds / 1000).toFixed(2)}s`
    : `${Math.round(milliseconds / 1000)}s`;
}

/** Everything after the steps: diagnostics, outputs, counts, duration. */
export function formatResult(result: Result): readonly string[] {
  const lines = [...formatDiagnostics(result), ...outputLines(result), ...formatCounts(result)];
  if (result.operation !== "preview") {
    lines.push(`Duration: ${Math.round(result.duration / 1000)}s`, "");
  }
  if (result.operation === "destroy" && result.ok) {
    lines.push(
      "The resources in the stack have been deleted, but the configuration associated with the stack is still there.",
    );
  }
  return lines;
}

function outputLines(result: Result): readonly string[] {
  const { operation, plan, ok } = result;
  if (operation === "destroy" || !ok) return [];
  const isNew = plan.some(({ op, type }) => op === "create" && type === STACK_TYPE);
  const lines =
    operation === "preview" && !isNew
      ? formatChangedOutputs(result.oldOutputs, result.outputs)
      : formatOutputs(result.outputs);
  return lines.length === 0 ? [] : [...lines, ""];
}

/** The "Resources:" block. */
export function formatCounts(result: Result): readonly string[] {
  const { operation, changes, plan } = result;
  const counts =
    operation === "refresh" ? countRefreshed(plan) : { same: changes.same ?? 0, ...changes };
  const kinds = COUNTED.filter((op) => (counts[op] ?? 0) > 0);
  const verb = (op: StepOperation): string =>
    operation === "preview" ? `to ${WORDS[op].planned}` : WORDS[op].done;
  const total = kinds.reduce((sum, op) => sum + (counts[op] ?? 0), 0);
  const same = counts.same ?? 0;
  const summary = [
    ...(kinds.length > 1 ? [`${total} changes`] : []),
    ...(same > 0 ? [`${same} unchanged`] : []),
  ];
  return [
    "Resources:",
    ...kinds.map((op) => `    ${WORDS[op].prefix}${counts[op] ?? 0} ${verb(op)}`),
    ...(summary.length > 0 ? [`    ${summary.join(". ")}`] : []),
    "",
  ];
}

function countRefreshed(plan: readonly Step[]): Partial<Record<StepOperation, number>> {
  const count = (found: Step["found"]): number =>
    plan.filter((step) => step.found === found).length;
  return { same: count("same"), update: count("update"), delete: count("delete") };
}

/** The "Diagnostics:" block: messages by resource, the stack's own first. */
export function formatDiagnostics(
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

function diagnosticLines({ severity, message }: Diagnostic): readonly string[] {
  const prefix = severity === "info" ? "" : `${severity}: `;
  return `${prefix}${message}`.split("\n").map((line) => `    ${line}`.trimEnd());
}
