/**
 * What the handler of one request works with. Handlers are functions of this and of the path, and
 * never of globals.
 */
import type { Cloud } from "./constants";
import type { TokenKeys } from "./keys";
import type { DirectoryState } from "./state";

export interface Exchange {
  /**
   * The state to read; in a request that writes, the draft to change. It counts only if the answer
   * is no error.
   */
  readonly state: DirectoryState;
  readonly now: Date;
  readonly keys: TokenKeys;
  /** Parsed JSON, or the fields of a form; undefined where none was sent. */
  readonly body: unknown;
  /** The cloud whose host was asked. */
  readonly cloud: Cloud;
}

/** The types of a Hono app whose handlers get an {@link Exchange}. */
export interface ExchangeEnv {
  Bindings: Exchange;
}
