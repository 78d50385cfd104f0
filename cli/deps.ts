import type { Io } from "./io";
import type { OutputsSource } from "./outputs/outputsSource";
import type { ProcessRunner } from "./process/processRunner";

/** The limit of each program that is started, where the user names none. */
export const DEFAULT_TIMEOUT_SECONDS = 30;

/** What every command is given. */
export interface Deps {
  readonly io: Io;
  readonly run: ProcessRunner;
}

/** What every command is told about its stack. */
export interface StackOptions {
  readonly source: OutputsSource;
  /** The limit of each program that is started, in milliseconds. */
  readonly timeoutMs: number;
}
