/**
 * Failures on purpose: what a network or a lagging replica does, at the request that a test
 * chooses.
 */

/** One failure. Exactly one of `status`, `drop`, `hide` and `stale` says what happens. */
export interface Fault {
  /** HTTP method in capitals. */
  readonly method: string;
  /** What the path and query (decoded, as in the journal) match, or begin with. */
  readonly path: RegExp | string;
  /** The first matching request that fails, counted from 1. Default 1. */
  readonly nth?: number;
  /** How many matching requests fail, one after the other. Default 1. */
  readonly times?: number;
  /** Whether the request takes effect first. Default "beforeCommit": it does not. */
  readonly when?: "beforeCommit" | "afterCommit";
  /** Answers with this status, {@link headers} and {@link body}. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: Graph's error envelope with a text that names the sandbox. */
  readonly body?: unknown;
  /** Resets the connection. */
  readonly drop?: true;
  /** Answers 404, as a replica that has not heard of the object. */
  readonly hide?: true;
  /** Answers from the state before the last change, as a replica that lags behind. GET only. */
  readonly stale?: true;
}

/** The failures that are waiting. */
export interface Faults {
  /**
   * @throws when the fault does not say exactly one thing to do, or is stale for something else
   * than GET.
   */
  add(fault: Fault): void;
  clear(): void;
  /** @returns the fault that hits this request, and counts it. */
  take(method: string, url: string): Fault | undefined;
}

/** Makes an empty list of failures. */
export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; seen: number }[] = [];
  return {
    add(fault) {
      const actions = [fault.status, fault.drop, fault.hide, fault.stale];
      if (actions.filter((action) => action !== undefined).length !== 1) {
        throw new Error(
          `The fault for "${fault.method} ${String(fault.path)}" must have exactly one of "status", "drop", "hide" and "stale".`,
        );
      }
      if (fault.stale === true && fault.method !== "GET") {
        throw new Error(
          `The fault for "${fault.method} ${String(fault.path)}" is "stale", and only a GET can answer from an old state.`,
        );
      }
      waiting.push({ fault, seen: 0 });
    },
    clear() {
      waiting = [];
    },
    take(method, url) {
      let hit: Fault | undefined;
      for (const entry of waiting) {
        if (entry.fault.method !== method || !matches(entry.fault.path, url)) continue;
        entry.seen += 1;
        const first = entry.fault.nth ?? 1;
        const last = first + (entry.fault.times ?? 1) - 1;
        if (entry.seen >= first && entry.seen <= last) {
          hit ??= entry.fault;
        }
      }
      return hit;
    },
  };
}

function matches(path: RegExp | string, url: string): boolean {
  return typeof path === "string" ? url.startsWith(path) : path.test(url);
}
