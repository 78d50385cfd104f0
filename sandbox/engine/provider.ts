/**
 * What the engine asks of a provider. The engine knows nothing of Entra ID or shells; a provider
 * knows nothing of stacks, URNs or gRPC. The verbs are those of Pulumi's provider protocol, on
 * plain values.
 */

/** A value that exists only after an apply. Never written to state; stands in previews only. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/**
 * A property value as providers see it: JSON, and {@link UNKNOWN} while planning. Secrets arrive
 * unwrapped.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | typeof UNKNOWN
  | readonly Value[]
  | { readonly [key: string]: Value };

/**
 * Named property values: the inputs or the outputs of one resource, or the arguments of one
 * function.
 */
export type Properties = Readonly<Record<string, Value>>;

/** Why an input cannot be used; shown as the CLI shows a provider's check failure. */
export interface CheckFailure {
  /** The input property, or "" where the whole resource is meant. */
  readonly property: string;
  readonly reason: string;
}

/** The answer of {@link ResourceType.check}. */
export interface CheckResult {
  /** The inputs with the provider's defaults filled in. */
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/** A resource as the last apply or refresh left it. */
export interface ResourceState {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What differs between a resource's state and its wanted inputs. */
export interface Diff {
  /**
   * Names of the top-level inputs that differ, sorted; empty: nothing to do. A provider that tells
   * which computed outputs change with them names those as well.
   */
  readonly changed: readonly string[];
  /** Those of them that cannot be changed in place. Not empty: the resource is replaced. */
  readonly replaces: readonly string[];
}

/**
 * Saves the id of a resource while it is being created, so that a run that is killed leaves a trace
 * of it. Called as soon as the id is known and what has it can only be this resource: right before
 * the request where the id follows from the inputs, else right after.
 */
export type KeepId = (id: string) => Promise<void>;

/**
 * One resource type of a provider. Every verb may throw; the message of the error is shown to the
 * user.
 */
export interface ResourceType {
  /** The full token, e.g. "azuread:index/application:Application". */
  readonly token: string;
  /**
   * Outputs that only the provider can know: unknown in the preview of a create. The id always is.
   */
  readonly computed: readonly string[];
  /**
   * Outputs that become unknown in the preview of an update, by the inputs whose change causes
   * that; those that {@link ResourceType.diff} names need not be here.
   */
  readonly recomputed?: Readonly<Record<string, readonly string[]>>;
  /** False: every difference replaces. Default: true. */
  readonly isUpdatable?: boolean;
  /**
   * True: one secret input makes all outputs secret. Else an output is secret where the input of
   * its name is.
   */
  readonly spreadsSecrets?: boolean;
  /** Validates inputs (which may hold {@link UNKNOWN}) and fills in defaults. Makes no request. */
  check(inputs: Properties): CheckResult;
  /**
   * Compares wanted inputs (checked; `ignoreChanges` already applied) with the state. Makes no
   * request.
   */
  diff(old: ResourceState, inputs: Properties): Diff;
  /**
   * Requests that the real provider makes while planning a create (`old` undefined) or an update.
   */
  plan?(inputs: Properties, old?: ResourceState): Promise<void>;
  /** @param keepId see {@link KeepId}. Default: the id is not kept. */
  create(
    inputs: Properties,
    keepId?: KeepId,
  ): Promise<{ readonly id: string; readonly outputs: Properties }>;
  /**
   * Looks for what an interrupted `create` has made without having kept an id. Absent: what it made
   * cannot be told from others' by looking, or is looked up by every `create`.
   *
   * @param since when that `create` was begun: what is older is somebody else's.
   * @returns the id, or undefined where nothing was made.
   */
  find?(inputs: Properties, since: Date): Promise<string | undefined>;
  /**
   * Looks the resource up, for refresh (`old` given) and import (`old` undefined).
   * @returns its present inputs and outputs, or undefined where it does not exist.
   */
  read(id: string, old?: ResourceState): Promise<ResourceState | undefined>;
  update(old: ResourceState, inputs: Properties): Promise<Properties>;
  delete(old: ResourceState): Promise<void>;
}

/**
 * A function that a program can call by `invoke`, e.g.
 * "azuread:index/getClientConfig:getClientConfig".
 */
export interface ProviderFunction {
  readonly token: string;
  call(args: Properties): Promise<Properties>;
}

/**
 * A provider: a package name, its version, and what it serves. Anything else is refused by name.
 */
export interface Provider {
  /** The package, e.g. "azuread". */
  readonly name: string;
  /** The version of the real provider whose behaviour this follows, e.g. "6.9.1". */
  readonly version: string;
  readonly resources: readonly ResourceType[];
  readonly functions: readonly ProviderFunction[];
  /**
   * Takes the stack's config of the provider's namespace, by key without it, before anything is
   * asked of the provider.
   */
  configure?(config: Readonly<Record<string, string>>): void;
}
