import { closest, distance } from "fastest-levenshtein";
import { LIMITS } from "./limits";

/**
 * The known name that a misspelt one was probably meant to be.
 *
 * @returns undefined where nothing is close: more than a third of the letters would have to change.
 * Capitals do not count.
 */
export function suggest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > LIMITS.suggestedName) return undefined;
  const byLowerCase = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]));
  const nearest = closest(name.toLowerCase(), [...byLowerCase.keys()]);
  const changes = distance(name.toLowerCase(), nearest);
  return changes <= Math.ceil(name.length / 3) ? byLowerCase.get(nearest) : undefined;
}

/** The remedy for an unknown name: the likely one if there is one, else all of them. */
export function chooseFrom(name: string, known: readonly string[]): string {
  const likely = suggest(name, known);
  if (likely !== undefined) return `write "${likely}"`;
  return known.length === 0
    ? "remove it: there is nothing to choose from"
    : `choose from ${known.map((candidate) => `"${candidate}"`).join(", ")}`;
}
