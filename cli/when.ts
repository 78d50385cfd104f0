/** A list's entries that stand in it only where a condition holds. */
export function when<T>(holds: boolean, ...entries: readonly T[]): readonly T[] {
  return holds ? entries : [];
}
