/**
 * Whoever runs the program: the Pulumi CLI where there is one, else the embedded engine. Both print
 * as the CLI does.
 */

/** Which engine runs the program: `auto` takes the Pulumi CLI where it is on PATH. */
export const ENGINE_CHOICES = ["auto", "embedded", "pulumi"] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** What can be done with a stack. `forget` drops all that its state has, and deletes nothing. */
export type Verb = "preview" | "up" | "refresh" | "destroy" | "forget";

/** Options of one run; those that the Pulumi CLI has under the same names. */
export interface DeployOptions {
  /** Show every property that changes. */
  readonly diff?: boolean;
  /** Print one JSON object instead of lines. Previews only. */
  readonly json?: boolean;
  /** Fail where anything would change. */
  readonly expectNoChanges?: boolean;
}

/** Runs one stack of the program against the sandbox. */
export interface Deployer {
  /** What it is, for people. */
  readonly title: string;
  /** @returns whether it succeeded. */
  run(verb: Verb, options?: DeployOptions): Promise<boolean>;
  /**
   * The stack's outputs as last deployed; secrets are left out. Undefined where the stack was never
   * deployed.
   */
  outputs(): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** The state as `pulumi stack export` has it; undefined where that fails. */
  exported(): Promise<unknown>;
}

/** Where a deployer finds things and prints. */
export interface DeployerContext {
  /** The folder with `Pulumi.yaml`. */
  readonly programDir: string;
  readonly stack: string;
  /** The sandbox's environment: proxy, trust, credentials; nothing of the user's own login. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes what it has to say, line by line. */
  readonly print: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}
