/** What everything that works on a stack shares during one run. */
import type { Command } from "../events";
import type { ProjectFile } from "../program/project";
import type { StackConfig } from "../program/stackConfig";
import type { Registry } from "./registry";
import type { Report } from "./report";
import type { Snapshot } from "../state/snapshot";

/** One run on one stack. */
export interface Run {
  readonly command: Command;
  readonly project: ProjectFile;
  readonly stack: string;
  readonly config: StackConfig;
  /** A preview: nothing is changed or saved, and what is not known yet stays unknown. */
  readonly dryRun: boolean;
  readonly snapshot: Snapshot;
  readonly report: Report;
  readonly registry: Registry;
  /** Aborted where the run is to stop: nothing new is begun then, what is under way is finished. */
  readonly halt: AbortController;
}
