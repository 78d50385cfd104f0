/**
 * A resource as the engine keeps it: what the last run left, in the terms of Pulumi's deployment
 * file.
 */
import type { ResourceState } from "../provider";
import { reveal, type StateProperties } from "./value";

/** What a program says of a resource, and the state keeps. */
interface Declared {
  readonly type: string;
  /** False: a component, which exists in the state only. */
  readonly custom: boolean;
  readonly parent?: string | undefined;
  readonly inputs: StateProperties;
  /** URNs that had to exist before this one. */
  readonly dependencies: readonly string[];
  /** The same, by the input that brought them. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  /** When this resource is deleted too, no request is made to delete the one that names it. */
  readonly deletedWith?: string | undefined;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** The id to import it by, or that it was imported by. */
  readonly importId?: string | undefined;
}

/** One resource of a stack. Times are ISO 8601. */
export interface Resource extends Declared {
  readonly urn: string;
  /** Absent for components, and in previews for what does not exist yet. */
  readonly id?: string | undefined;
  readonly outputs: StateProperties;
  /** Reference to the provider: its URN, "::", its id. */
  readonly provider?: string | undefined;
  /** Replaced already, but its deletion is still to come. */
  readonly pendingDelete: boolean;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
}

/** What a resource's URN is made of, within a stack. */
export type ResourceName = Pick<Goal, "type" | "name" | "parent">;

/** What a program asks for by registering a resource. */
export interface Goal extends Declared {
  readonly name: string;
  /** Names of inputs whose change replaces, whatever the provider says. */
  readonly replaceOnChanges: readonly string[];
  /**
   * Former URNs, the likeliest first; the SDK has worked them out, those of renamed parents
   * included.
   */
  readonly aliases: readonly string[];
  /** The provider version that the SDK of its package asks for; "" for any. */
  readonly version: string;
}

/** The state that goes with a goal, before anything has been done about it. */
export function resourceOf(goal: Goal, urn: string): Resource {
  return {
    urn,
    type: goal.type,
    custom: goal.custom,
    inputs: goal.inputs,
    outputs: {},
    parent: goal.parent,
    dependencies: goal.dependencies,
    propertyDependencies: goal.propertyDependencies,
    protect: goal.protect,
    pendingDelete: false,
    deletedWith: goal.deletedWith,
    ignoreChanges: goal.ignoreChanges,
    additionalSecretOutputs: goal.additionalSecretOutputs,
    importId: goal.importId,
  };
}

/** The state as a provider sees it: secrets unwrapped. */
export function providerState(resource: Resource): ResourceState {
  return {
    id: resource.id ?? "",
    inputs: reveal(resource.inputs),
    outputs: reveal(resource.outputs),
  };
}

/** True for what comes after `urn` in a state, and is deleted before it. */
export function dependsOn(resource: Resource, urn: string): boolean {
  return (
    resource.parent === urn ||
    resource.deletedWith === urn ||
    resource.dependencies.includes(urn) ||
    Object.values(resource.propertyDependencies).some((urns) => urns.includes(urn))
  );
}

/**
 * True for the entries that stand for providers; they are kept for the file's sake and never shown.
 */
export function isProviderEntry(resource: Pick<Resource, "type">): boolean {
  return resource.type.startsWith("pulumi:providers:");
}
