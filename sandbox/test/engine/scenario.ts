/** What the program in programs/scenario is told to declare. */

/** One resource: a custom "Thing", or a "group" (a component). */
export interface ScenarioResource {
  readonly name: string;
  readonly kind?: "group";
  /** Another type token than that of a Thing. */
  readonly type?: string;
  /**
   * Text may be "${name.property}" of a resource before it; `{ secret: value }` stands for a
   * secret.
   */
  readonly props?: Readonly<Record<string, unknown>>;
  /** Resource options; resources are named. */
  readonly options?: {
    readonly parent?: string;
    readonly dependsOn?: readonly string[];
    readonly deletedWith?: string;
    readonly [option: string]: unknown;
  };
}

/** A whole program. */
export interface Scenario {
  readonly resources?: readonly ScenarioResource[];
  readonly outputs?: Readonly<Record<string, unknown>>;
  /**
   * Call the function "test:index:greet" with this name and put its answer in the output "invoked".
   */
  readonly invoke?: string;
  /** Put the config in the outputs. */
  readonly showConfig?: boolean;
}
