/**
 * What the last run left of the resources that a program declares now, under their own names or
 * former ones (aliases).
 */
import { EngineError } from "../errors";
import type { Goal, Resource } from "../state/resource";
import type { Snapshot } from "../state/snapshot";

/** Finds each resource's state of the last run; no state is found by two. */
export class FormerResources {
  readonly #snapshot: Snapshot;
  readonly #left: ReadonlySet<string>;
  /** By URN of the last run: who has it now. */
  readonly #claims = new Map<string, string>();

  /** @param snapshot as it is before anything is declared, but after a refresh. */
  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#left = new Set(snapshot.olds.filter((each) => !each.pendingDelete).map(({ urn }) => urn));
  }

  /**
   * Finds what the last run left under a URN, else under the first of its aliases that it left
   * something under.
   *
   * @throws EngineError in the CLI's words where another resource has that already.
   */
  find(urn: string, { aliases }: Pick<Goal, "aliases">): Resource | undefined {
    const claimant = this.#claims.get(urn);
    if (claimant !== undefined) {
      throw new EngineError(
        `Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${claimant}'`,
      );
    }
    const former = [urn, ...aliases].find((each) => this.#left.has(each));
    if (former === undefined) return undefined;
    const other = this.#claims.get(former);
    if (other !== undefined) {
      throw new EngineError(
        `Duplicate resource alias '${former}' applied to resource with URN '${urn}' ` +
          `conflicting with resource with URN '${other}'`,
      );
    }
    this.#claims.set(former, urn);
    return this.#snapshot.old(former);
  }
}
