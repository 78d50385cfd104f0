/**
 * The lines that tell of a run while it goes on, as the CLI prints them where nobody watches a
 * terminal: one each time something happens to a resource.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.248.0/pkg/backend/display/progress.go
 */
import { WORDS, isHalf, sayingOf } from "./words";
import type { Diagnostic, EngineEvent, Command, Severity, Step } from "../events";
import { nameOf, shortType, typeOf } from "../state/urn";

type StepEvent = Extract<EngineEvent, { readonly kind: "step" }>;

/** A resource and what has happened to it. */
interface Row {
  readonly urn: string;
  step: Step | undefined;
  /** Steps that have been done. */
  readonly done: Step[];
  /** Milliseconds that the last of them took. */
  duration: number | undefined;
  isFailed: boolean;
  /** Unchanged resources stay hidden until there is something about them to show. */
  isHidden: boolean;
  /** The message that is shown beside it until the run is over. */
  message: string | undefined;
  readonly said: Record<Severity, number>;
}

/** Turns what happens into lines. */
export class Progress {
  readonly #command: Command;
  readonly #stack: string;
  readonly #rows = new Map<string, Row>();
  #isOver = false;

  /** @param stack the URN of the resource that stands for the stack. */
  constructor(command: Command, stack: string) {
    this.#command = command;
    this.#stack = stack;
  }

  /** The lines for a step that has begun or ended. */
  ofStep({ step, duration }: StepEvent): readonly string[] {
    const isDone = duration !== undefined && step.isFailed !== true;
    // An unchanged stack is shown from the second time on that something happens to it.
    const isKnownStack = step.urn === this.#stack && this.#rows.has(step.urn);
    const row = this.#row(step.urn);
    const wasRefresh = row.step?.op === "refresh";
    row.step = this.#command === "refresh" && isDone ? outcomeOf(step) : step;
    if (isKnownStack || isChange(row.step)) row.isHidden = false;
    if (step.isFailed === true) {
      // The CLI tells of failures in previews by their messages only.
      if (this.#command === "preview") return [];
      row.isFailed = true;
    }
    if (isDone) {
      row.done.push(row.step);
      row.duration = duration;
      const isNews = this.#command !== "preview" && isCustom(step) && step.op !== "same";
      if (!wasRefresh && !isNews) return [];
    }
    return this.#line(row);
  }

  /** The lines for a message. */
  ofMessage(diagnostic: Diagnostic): readonly string[] {
    const row = this.#row(diagnostic.urn ?? this.#stack);
    row.isHidden = false;
    row.message = sayingOf(diagnostic);
    row.said[diagnostic.severity] += 1;
    return this.#line(row);
  }

  /** The lines at the end: what has not come to its own. */
  ofEnd(): readonly string[] {
    const open = [...this.#rows.values()].filter((row) => !this.#isDone(row));
    this.#isOver = true;
    return open.flatMap((row) => this.#line(row));
  }

  #row(urn: string): Row {
    const known = this.#rows.get(urn);
    if (known !== undefined) return known;
    const row: Row = {
      urn,
      step: undefined,
      done: [],
      duration: undefined,
      isFailed: false,
      isHidden: true,
      message: undefined,
      said: { info: 0, warning: 0, error: 0 },
    };
    this.#rows.set(urn, row);
    return row;
  }

  #isDone({ urn, step, done, isFailed }: Row): boolean {
    if (isFailed || this.#isOver) return true;
    // The stack is at work until the end.
    if (urn === this.#stack || step === undefined) return false;
    if (this.#command === "preview" && !isCustom(step)) return true;
    return done.some(({ op }) => op === step.op);
  }

  #line(row: Row): readonly string[] {
    const { urn, step, isHidden } = row;
    if (isHidden) return [];
    const columns = [
      ` ${WORDS[step?.op ?? "same"].sign}`,
      shortType(typeOf(urn)),
      nameOf(urn),
      this.#status(row),
      this.#info(row),
    ];
    return [
      columns
        .filter((column) => column !== "")
        .join(" ")
        .trimEnd(),
    ];
  }

  #status(row: Row): string {
    const { urn, step, isFailed, said, duration } = row;
    const op = step?.op ?? "same";
    const { planned, outcome, running, done: finished, failed } = WORDS[op];
    const isDone = this.#isDone(row);
    if (!isDone && urn === this.#stack && step?.op === "same") return "running";
    if (this.#command === "preview") return isDone ? outcome : planned;
    if (!isDone) return op === "same" ? "" : `${running} (0s)`;
    if (isFailed || said.error > 0) return `**${failed}**`;
    if (op === "same") return "";
    return duration === undefined ? finished : `${finished} (${seconds(duration)})`;
  }

  #info({ step, done, message, said }: Row): string {
    const told = (isHalf(step?.op) && done.find(({ op }) => op === "replace")) || step;
    const counts = [
      counted(said.error, "error"),
      counted(said.warning, "warning"),
      counted(said.info, "message"),
    ];
    const messages = this.#isOver ? counts.flat() : message === undefined ? [] : [message];
    const [line = ""] = [...diffOf(told), ...messages].join("; ").split("\n");
    return line;
  }
}

function counted(count: number, noun: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${noun}${count === 1 ? "" : "s"}`];
}

function isCustom({ old, new: wanted }: Step): boolean {
  return (wanted ?? old)?.custom ?? false;
}

/** True for what is worth a line by itself. */
function isChange({ op, old, new: wanted }: Step): boolean {
  return op !== "same" || old?.protect !== wanted?.protect;
}

/** A refresh by itself is told by what it has found. */
function outcomeOf(step: Step): Step {
  return { ...step, op: step.found ?? step.op };
}

/** "[diff: +tags,~displayName]", or nothing. */
function diffOf(step: Step | undefined): readonly string[] {
  const { old, new: wanted } = step ?? {};
  if (step === undefined || old === undefined || wanted === undefined) return [];
  const options = [
    ...(old.protect === wanted.protect ? [] : ["protect"]),
    ...(old.provider === wanted.provider ? [] : ["provider"]),
  ];
  // As in the CLI, properties that differ hide that options do.
  const names = step.op === "same" || step.diff.length === 0 ? options : step.diff;
  const isIn = (state: Step["old"], name: string): boolean =>
    state !== undefined && (name in state.inputs || name in state.outputs);
  const isAdded = (name: string): boolean => !isIn(old, name) && isIn(wanted, name);
  const isGone = (name: string): boolean => name in old.inputs && !isIn(wanted, name);
  const marked = (mark: string, belongs: (name: string) => boolean): readonly string[] => {
    const those = names.filter(belongs);
    return those.length === 0 ? [] : [`${mark}${those.join(",")}`];
  };
  const parts = [
    ...marked("+", isAdded),
    ...marked("-", isGone),
    ...marked("~", (name) => !isAdded(name) && !isGone(name)),
  ];
  return parts.length === 0 ? [] : [`[diff: ${parts.join("")}]`];
}

/** As the CLI: hundredths below a second, whole seconds above. */
function seconds(milliseconds: number): string {
  return milliseconds < 1000
    ? `${(milliseconds / 1000).toFixed(2)}s`
    : `${Math.trunc(milliseconds / 1000)}s`;
}
