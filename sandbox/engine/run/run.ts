/** What everything that works on a stack shares during one run. */
import type { Registry } from "./registry";
import type { Report } from "./report";
import type { Snapshot } from "../state/snapshot";

/** One run on one stack. */
export interface Run {
  readonly project: string;
  readonly stack: string;
  /** A preview: nothing is changed or saved, and what is not known yet stays unknown. */
  readonly dryRun: boolean;
  readonly snapshot: Snapshot;
  readonly report: Report;
  readonly registry: Registry;
  readonly halt: Halt;
}

/** The wish to stop: nothing new is begun after it, what is under way is finished. */
export class Halt {
  readonly requested: Promise<void>;
  #isRequested = false;
  #settle: () => void = () => undefined;

  constructor() {
    this.requested = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get isRequested(): boolean {
    return this.#isRequested;
  }

  request(): void {
    this.#isRequested = true;
    this.#settle();
  }
}
