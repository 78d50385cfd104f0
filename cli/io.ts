/**
 * What a command needs of the world besides processes. Only `main.ts` builds the real one; tests
 * pass their own.
 */
export interface Io {
  /** Writes a result to standard output, as it stands. */
  out(text: string): void;
  /** Writes talk to standard error, with a line end added. */
  talk(line: string): void;
  /**
   * Shows what is going on in the last line of a terminal, in place of what was there; "" clears
   * it. Absent without one.
   */
  readonly progress?: (text: string) => void;
  /**
   * Whether standard output is a terminal: somebody reads the result at once. Default: it is not.
   */
  readonly isResultOnTerminal?: boolean;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** Has something done when the command has ended, however it ended: stopping what it started. */
  readonly atEnd?: (work: () => Promise<void>) => void;
  readonly now: () => Date;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
}
