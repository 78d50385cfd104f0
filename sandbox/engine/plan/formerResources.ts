/**
 * What the last run left of the resources that a program declares now, under their own names or
 * former ones (aliases).
 */
import { EngineError } from "../errors";
import type { Resource } from "../state/resource";
import type { Snapshot } from "../state/snapshot";

/** Finds each resource's state of the last run; no resource is declared, and no state found, twice. */
export class FormerResources {
  readonly #snapshot: Snapshot;
  readonly #left: ReadonlySet<string>;
  /** URNs that have been declared. */
  readonly #declared = new Set<string>();
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
  find(urn: string, aliases: readonly string[]): Resource | undefined {
    if (this.#declared.has(urn)) {
      throw new EngineError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    this.#declared.add(urn);
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
