/**
 * The state of a stack while a run works on it: what the last run left ("olds") and what this run
 * has done so far ("news"), saved after every step. In previews nothing is written.
 */
import { dependsOn, type Resource } from "./resource";
import type { PendingOperation, State } from "./stateFile";
import { mapValues } from "./value";

/** Writes a state; called by {@link Snapshot} for one save at a time. */
export type Write = (state: State) => Promise<void>;

/** The working copy of a stack's state. */
export class Snapshot {
  readonly #write: Write;
  #olds: readonly Resource[];
  #news: readonly Resource[] = [];
  #pending: readonly PendingOperation[];
  #saving: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param write saves a state; leave it out for a preview. */
  constructor(state: State, write: Write = () => Promise.resolve()) {
    this.#olds = state.resources;
    this.#pending = state.pending;
    this.#write = write;
  }

  /** Everything there is: first what this run has recorded, then what it has not come to yet. */
  get resources(): readonly Resource[] {
    return [...this.#news, ...this.#olds];
  }

  /** What the last run left and this one has not come to yet. */
  get olds(): readonly Resource[] {
    return this.#olds;
  }

  /**
   * Operations that are under way; before a run has begun any, those of an earlier run that never
   * finished.
   */
  get pending(): readonly PendingOperation[] {
    return this.#pending;
  }

  /** Whether an earlier run was interrupted while it changed or deleted a resource. */
  isInterrupted({ type, id }: Resource): boolean {
    return this.#pending.some(
      ({ type: kind, resource }) =>
        kind !== "creating" && resource.type === type && resource.id === id,
    );
  }

  /** The resource that the last run left under a URN; not what only waits for its deletion. */
  old(urn: string): Resource | undefined {
    return this.#olds.find((each) => each.urn === urn && !each.pendingDelete);
  }

  /** What this run has recorded under a URN. */
  recorded(urn: string): Resource | undefined {
    return this.#news.find((each) => each.urn === urn);
  }

  /** Puts a resource in its new state; `old` is what it takes the place of. */
  record(resource: Resource, old?: Resource): void {
    this.#olds = this.#olds.filter((each) => !isSame(each, old));
    // In its place if it has one: whoever depends on it comes after it.
    this.#news =
      this.recorded(resource.urn) === undefined
        ? [...this.#news, resource]
        : this.#news.map((each) => (each.urn === resource.urn ? resource : each));
    // It exists after all, so an interrupted creation has been dealt with.
    this.#pending = this.#pending.filter((each) => each.resource.urn !== resource.urn);
    if (old !== undefined && old.urn !== resource.urn) {
      const renamed = (urn: string): string => (urn === old.urn ? resource.urn : urn);
      this.#rewrite((each) => ({
        ...withReferences(each, renamed),
        parent: each.parent && renamed(each.parent),
      }));
    }
  }

  /** Marks a replaced resource: it stays in the state until it has been deleted. */
  replace(old: Resource): void {
    this.revise(old, { ...old, pendingDelete: true });
  }

  /** What the last run has replaced under a URN and not deleted yet. */
  replaced(urn: string): Resource | undefined {
    return this.#olds.find((each) => each.urn === urn && each.pendingDelete);
  }

  /** Lets a resource and the one that it has replaced change places. @returns the latter. */
  takeBack(replaced: Resource, replacement: Resource): Resource {
    const back = { ...replaced, pendingDelete: false };
    this.revise(replaced, back);
    this.replace(replacement);
    return back;
  }

  /**
   * Puts a resource of the last run in another state, without saying that this run has come to it
   * (refresh).
   */
  revise(old: Resource, revised: Resource): void {
    this.#olds = this.#olds.map((each) => (isSame(each, old) ? revised : each));
  }

  /**
   * Puts what an interrupted run has made with what the last run left. What it was to replace waits
   * for its deletion.
   */
  adopt(resource: Resource): void {
    const { urn } = resource;
    const old = this.old(urn);
    if (old !== undefined) this.replace(old);
    // Whoever depends on a resource comes after it.
    const first = this.#olds.findIndex((each) => each.urn === urn || dependsOn(each, urn));
    const at = first === -1 ? this.#olds.length : first;
    this.#olds = [...this.#olds.slice(0, at), resource, ...this.#olds.slice(at)];
  }

  /** Takes a resource out; what named it as a dependency names it no more. */
  remove(gone: Resource): void {
    const others = (list: readonly Resource[]): readonly Resource[] =>
      list.filter((each) => !isSame(each, gone));
    this.#olds = others(this.#olds);
    this.#news = others(this.#news);
    this.#pending = this.#pending.filter(({ resource }) => !isSame(resource, gone));
    if (this.resources.some((each) => each.urn === gone.urn)) return;
    this.#rewrite((each) => withReferences(each, (urn) => (urn === gone.urn ? undefined : urn)));
  }

  /**
   * Notes an operation before its request is made. @returns what {@link end} and {@link identify}
   * take.
   */
  begin(type: PendingOperation["type"], resource: Resource): PendingOperation {
    const operation = { type, resource };
    this.#pending = [...this.#pending, operation];
    return operation;
  }

  /** Adds the id of what is being created to its note. @returns the note from now on. */
  identify(operation: PendingOperation, id: string): PendingOperation {
    const identified = { ...operation, resource: { ...operation.resource, id } };
    this.#pending = this.#pending.map((each) => (each === operation ? identified : each));
    return identified;
  }

  /** Takes the note of an operation away. */
  end(operation: PendingOperation): void {
    this.#pending = this.#pending.filter((each) => each !== operation);
  }

  /** Saves; resolves when a file that holds everything recorded up to now has been written. */
  save(): Promise<void> {
    // Whoever comes while a save is under way shares the one after it.
    this.#next ??= (this.#saving ?? Promise.resolve()).then(() => {
      this.#next = undefined;
      const saving = this.#write({ resources: this.resources, pending: this.#pending });
      // Only for the next in line to wait on; the failure itself goes to who asked for this save.
      this.#saving = saving.catch(() => undefined);
      return saving;
    });
    return this.#next;
  }

  #rewrite(change: (resource: Resource) => Resource): void {
    this.#olds = this.#olds.map(change);
    this.#news = this.#news.map(change);
  }
}

/**
 * True for two states of one thing. Not by object: references inside a state are rewritten while a
 * run holds it.
 */
function isSame(one: Resource, other: Resource | undefined): boolean {
  return one.urn === other?.urn && one.id === other.id && one.pendingDelete === other.pendingDelete;
}

/** The resource with the URNs that it refers to changed, all but its parent's; or taken out. */
function withReferences(resource: Resource, change: (urn: string) => string | undefined): Resource {
  const changed = (urns: readonly string[]): readonly string[] =>
    urns.map(change).filter((urn) => urn !== undefined);
  return {
    ...resource,
    dependencies: changed(resource.dependencies),
    propertyDependencies: mapValues(resource.propertyDependencies, changed),
    deletedWith: resource.deletedWith && change(resource.deletedWith),
  };
}
