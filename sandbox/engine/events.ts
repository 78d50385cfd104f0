/** What the engine reports while it works, and what it answers at the end. */
import type { Resource } from "./state/resource";
import type { StackConfig } from "./program/stackConfig";
import type { StateProperties } from "./state/value";

/** What starts a run. */
export type Command = "preview" | "up" | "refresh" | "destroy";

/** What a step does to one resource; the names are those of `pulumi preview --json`. */
export type StepOperation =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "import"
  | "refresh";

/** One step of a run, planned or done. */
export interface Step {
  readonly op: StepOperation;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The state before; absent for what is new. */
  readonly old?: Resource | undefined;
  /** The state after; absent for what goes away. In previews it may hold unknowns. */
  readonly new?: Resource | undefined;
  /**
   * The top-level properties that differ, sorted; among them outputs that only the provider can
   * tell.
   */
  readonly diff: readonly string[];
  /** Those of them that force a replacement. */
  readonly replaces: readonly string[];
  /** Of a refresh: what it found. */
  readonly found?: "same" | "update" | "delete" | undefined;
  /** True where it was begun and failed. */
  readonly isFailed?: boolean;
}

/** How bad a diagnostic is. */
export type Severity = "info" | "warning" | "error";

/** A message about the run, or about one resource. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  /** The resource it is about; absent: the stack. */
  readonly urn?: string | undefined;
}

/**
 * How many steps of each kind a run has, without those that failed. "replace" counts once, without
 * the create and delete in it.
 */
export type Changes = Readonly<Partial<Record<StepOperation, number>>>;

/** The answer of a run. */
export interface Result {
  readonly command: Command;
  readonly project: string;
  readonly stack: string;
  /** False: something failed, or the run was interrupted; `diagnostics` says what. */
  readonly ok: boolean;
  /** The stack's config as the program got it. */
  readonly config: StackConfig;
  /**
   * The steps that have been planned (preview) or carried out, in the order in which they began;
   * failed ones too.
   */
  readonly plan: readonly Step[];
  readonly changes: Changes;
  /**
   * The stack's outputs, after a failure those there are; secrets are marked, and in previews there
   * may be unknowns.
   */
  readonly outputs: StateProperties;
  /** The outputs before the run. */
  readonly oldOutputs: StateProperties;
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds. */
  readonly duration: number;
}

/** What happens, as it happens. */
export type EngineEvent =
  | {
      readonly kind: "started";
      readonly command: Command;
      readonly project: string;
      readonly stack: string;
    }
  | {
      readonly kind: "step";
      readonly step: Step;
      /** Milliseconds from its start to its end; absent: it begins. */
      readonly duration?: number;
    }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic }
  | { readonly kind: "finished"; readonly result: Result };
