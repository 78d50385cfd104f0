/** Collects what a run does and says, and passes it on as it happens. */
import { CheckError, ReportedError, messageOf } from "../errors";
import type { Changes, Diagnostic, EngineEvent, Severity, Step, StepOperation } from "../events";

// Parts of a replacement are counted with it; a refresh counts by what it found.
const NOT_COUNTED: readonly StepOperation[] = ["create-replacement", "delete-replaced", "refresh"];

/** Reports the end of a step; `full` may be a fuller account than the one at the start. */
export type EndStep = (full?: Step) => void;

/** The account of one run. */
export class Report {
  readonly #emit: (event: EngineEvent) => void;
  readonly #isPreview: boolean;
  /** The latest account of each step that has begun. */
  readonly #steps: Step[] = [];
  readonly #diagnostics: Diagnostic[] = [];

  constructor(emit: (event: EngineEvent) => void, isPreview: boolean) {
    this.#emit = emit;
    this.#isPreview = isPreview;
  }

  /** The steps that have begun, in that order. */
  get plan(): readonly Step[] {
    return this.#steps;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  get hasErrors(): boolean {
    return this.#diagnostics.some((each) => each.severity === "error");
  }

  /**
   * How many steps of each kind have been done. A component is there as soon as it is registered.
   */
  get changes(): Changes {
    const counts: Partial<Record<StepOperation, number>> = {};
    for (const { op } of this.#steps.filter(isCounted)) counts[op] = (counts[op] ?? 0) + 1;
    return counts;
  }

  /** Reports the start of a step. */
  start(step: Step): EndStep {
    const started = performance.now();
    const index = this.#steps.push(step) - 1;
    this.#emit({ kind: "step", step });
    return (full = step) => {
      this.#steps[index] = full;
      this.#emit({ kind: "step", step: full, duration: performance.now() - started });
    };
  }

  /**
   * Reports a step around the work that it is; `work` may answer a fuller account of it.
   *
   * @throws ReportedError where `work` throws.
   */
  async perform<T extends Step | undefined>(step: Step, work: () => Promise<T>): Promise<T> {
    const end = this.start(step);
    try {
      const full = await work();
      end(full);
      return full;
    } catch (error) {
      const message = `${this.#isPreview ? "Preview failed: " : ""}${messageOf(error)}`;
      this.say("error", message, step.urn);
      end({ ...step, isFailed: true });
      throw new ReportedError(message);
    }
  }

  /** Reports a step that takes no time. */
  note(step: Step): void {
    this.start(step)();
  }

  /** Reports a message. */
  say(severity: Severity, message: string, urn?: string): void {
    const diagnostic = { severity, message: message.trimEnd(), urn };
    this.#diagnostics.push(diagnostic);
    this.#emit({ kind: "diagnostic", diagnostic });
  }

  /**
   * Reports an error that was thrown, unless that has been done: its messages, never its stack.
   */
  sayError(error: unknown, urn?: string): void {
    if (error instanceof ReportedError) return;
    const messages = error instanceof CheckError ? error.messages : [messageOf(error)];
    for (const message of messages) this.say("error", message, urn);
  }
}

function isCounted({ op, isFailed }: Step): boolean {
  return isFailed !== true && !NOT_COUNTED.includes(op);
}
