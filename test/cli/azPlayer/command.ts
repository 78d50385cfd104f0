/** What a command of the played az is. */
import type { GraphClient } from "./graph";
import type { KnownOptions, Options } from "./options";
import type { TokenClient } from "./tokenClient";

/** What a command works with. */
export interface CommandContext {
  readonly tokens: TokenClient;
  readonly graph: GraphClient;
  /** A line for people, on standard error. */
  readonly talk: (line: string) => void;
}

/** One command. */
export interface PlayedCommand {
  readonly options: KnownOptions;
  /** @returns what is printed as JSON; undefined: nothing. */
  readonly run: (options: Options, context: CommandContext) => Promise<unknown>;
}
