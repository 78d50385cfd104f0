/** Collects what a run does and says, and passes it on as it happens. */
import { messageOf } from "./errors";
import type { Changes, Diagnostic, EngineEvent, Severity, Step, StepOperation } from "./events";

// Parts of a replacement are counted with it; a refresh counts by what it found.
const NOT_COUNTED: readonly StepOperation[] = ["create-replacement", "delete-replaced", "refresh"];

/** A step that has been reported as started. */
export interface RunningStep {
  /** Reports the end; `step` may be a fuller account than the one at the start. */
  done(step?: Step): void;
  failed(): void;
}

/** The account of one run. */
export class Report {
  readonly #emit: (event: EngineEvent) => void;
  /** Each started step with its full account, once it is done. */
  readonly #steps: { done?: Step }[] = [];
  readonly #diagnostics: Diagnostic[] = [];

  constructor(emit: (event: EngineEvent) => void) {
    this.#emit = emit;
  }

  /** The steps that have been done, in the order in which they began. */
  get plan(): readonly Step[] {
    return this.#steps.flatMap(({ done }) => (done === undefined ? [] : [done]));
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  get hasErrors(): boolean {
    return this.#diagnostics.some((each) => each.severity === "error");
  }

  /** How many steps of each kind have been done. */
  get changes(): Changes {
    const counts: Partial<Record<StepOperation, number>> = {};
    for (const { op } of this.plan) {
      if (!NOT_COUNTED.includes(op)) counts[op] = (counts[op] ?? 0) + 1;
    }
    return counts;
  }

  /** Reports the start of a step. */
  start(step: Step): RunningStep {
    const started = performance.now();
    const entry: { done?: Step } = {};
    this.#steps.push(entry);
    this.#emit({ kind: "step", phase: "started", step });
    return {
      done: (full = step) => {
        entry.done = full;
        const duration = performance.now() - started;
        this.#emit({ kind: "step", phase: "done", step: full, duration });
      },
      failed: () => {
        this.#emit({ kind: "step", phase: "failed", step, duration: performance.now() - started });
      },
    };
  }

  /** Reports a step around the work that it is; `work` may answer a fuller account of it. */
  async perform(step: Step, work: () => Promise<Step | undefined>): Promise<void> {
    const running = this.start(step);
    try {
      running.done(await work());
    } catch (error) {
      running.failed();
      throw error;
    }
  }

  /** Reports a step that takes no time. */
  note(step: Step): void {
    this.start(step).done();
  }

  /** Reports a message. */
  say(severity: Severity, message: string, urn?: string): void {
    const diagnostic = { severity, message: message.trimEnd(), urn };
    this.#diagnostics.push(diagnostic);
    this.#emit({ kind: "diagnostic", diagnostic });
  }

  /** Reports an error that was thrown: its message, never its stack. */
  sayError(error: unknown, urn?: string): void {
    this.say("error", messageOf(error), urn);
  }
}
