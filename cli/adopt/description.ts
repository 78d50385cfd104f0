/** What `adopt` comes to, as plain data: codes are stable, texts are for people. */

/** What is there and stays as it is, because config does not say it. */
export interface LeftAlone {
  readonly code: string;
  /** What it is, by the name that people know it by. */
  readonly name: string;
  /** Why, as a sentence's end without a full stop. */
  readonly reason: string;
}

/** What the next `pulumi up` changes in the directory. */
export interface Change {
  readonly code: string;
  /** The part of the stack that does it. */
  readonly part: string;
  readonly text: string;
}

/** What the reader should know first. */
export interface Warning {
  readonly code: string;
  readonly text: string;
}

/** A registration in terms of a stack's config. */
export interface Description {
  /** Config by key: only what differs from the defaults. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Import ids by part. */
  readonly imports: Readonly<Record<string, string>>;
  readonly leftAlone: readonly LeftAlone[];
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
}

/** An entry without those of its keys that change nothing of what it comes to. */
export function minimal<T extends Readonly<Record<string, unknown>>>(
  entry: T,
  comesTo: (entry: T) => unknown,
): T {
  const whole = JSON.stringify(comesTo(entry));
  return Object.keys(entry)
    .reverse()
    .reduce((shorter, key) => {
      const without = Object.fromEntries(
        Object.entries(shorter).filter(([name]) => name !== key),
      ) as T;
      return JSON.stringify(comesTo(without)) === whole ? without : shorter;
    }, entry);
}
