/** What a probe leaves behind. The probe itself loads this file, so that it imports nothing. */

/** One program's start and size. */
export interface ProbeReport {
  /** Milliseconds from the start of the process to the probe: Node's own start. */
  readonly node: number;
  /** Milliseconds of loading by group of packages, each file's own time without what it loads in turn. */
  readonly loading: Readonly<Record<string, number>>;
  /** Number of files by group. */
  readonly files: Readonly<Record<string, number>>;
  /** Milliseconds that ts-node took to turn TypeScript into JavaScript: a part of the program's own files. */
  readonly transpiling: number;
  /** Milliseconds from the start of the process to its end. */
  readonly total: number;
  /** Milliseconds of processor time, user and system, of all threads. What else the machine does hardly touches it. */
  readonly processor: number;
  /** Bytes; absent where the system does not tell. */
  readonly peakMemory?: number;
}

/** The variable that says where to leave the report. */
export const PROBE_FILE = "BENCH_PROBE_FILE";

/** The group of the program's own files. */
export const PROGRAM_FILES = "the program's own files";
