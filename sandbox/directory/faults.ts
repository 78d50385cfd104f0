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
  readonly body?: Readonly<Record<string, unknown>>;
  /** Resets the connection. */
  readonly drop?: true;
  /** Answers 404, as a replica that has not heard of the object. */
  readonly hide?: true;
  /** Answers from the state before the last change, as a replica that lags behind. GET only. */
  readonly stale?: true;
}

/** The failures that are waiting. */
export class Faults {
  #waiting: { readonly fault: Fault; seen: number }[] = [];

  /**
   * @throws when the fault does not say exactly one thing to do, or is stale for something else
   * than GET.
   */
  public add(fault: Fault): void {
    const what = `The fault for "${fault.method} ${String(fault.path)}"`;
    const actions = [fault.status, fault.drop, fault.hide, fault.stale];
    if (actions.filter((action) => action !== undefined).length !== 1) {
      throw new Error(`${what} must have exactly one of "status", "drop", "hide" and "stale".`);
    }
    if (fault.stale === true && fault.method !== "GET") {
      throw new Error(`${what} is "stale", and only a GET can answer from an old state.`);
    }
    this.#waiting.push({ fault, seen: 0 });
  }

  public clear(): void {
    this.#waiting = [];
  }

  /** @returns the fault that hits this request, and counts it. */
  public take(method: string, url: string): Fault | undefined {
    const matching = this.#waiting.filter(
      ({ fault }) => fault.method === method && matches(fault.path, url),
    );
    for (const entry of matching) entry.seen += 1;
    return matching.find(
      ({ fault: { nth = 1, times = 1 }, seen }) => seen >= nth && seen < nth + times,
    )?.fault;
  }
}

function matches(path: RegExp | string, url: string): boolean {
  return typeof path === "string" ? url.startsWith(path) : path.test(url);
}
