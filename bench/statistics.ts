/** The few figures that measured values are told by. */

/** Repeated measurements of one thing, all in the same unit. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/**
 * Summarizes repeated measurements.
 *
 * @throws RangeError where there are none: a figure that was not measured must not appear as 0.
 */
export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((left, right) => left - right);
  const [min, max] = [sorted[0], sorted.at(-1)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (min === undefined || max === undefined || upper === undefined || lower === undefined) {
    throw new RangeError("There is nothing to summarize: measure at least once.");
  }
  return { median: (lower + upper) / 2, min, max, count: sorted.length };
}

/**
 * The ratios of two series that were measured in turn, round by round. What slows the machine down for a while slows both
 * members of a pair, so these scatter less than the times do.
 *
 * @throws RangeError where the series differ in length.
 */
export function summarizeRatios(values: readonly number[], baseline: readonly number[]): Summary {
  if (values.length !== baseline.length) {
    throw new RangeError(
      `A series of ${values.length} values cannot be set against one of ${baseline.length}: measure both in every round.`,
    );
  }
  return summarize(values.map((value, index) => value / (baseline[index] ?? Number.NaN)));
}

/** A measured value at a size. */
export interface Point {
  readonly size: number;
  readonly value: number;
}

/**
 * The exponent p of `value = a + b · (size − smallest size)^p` through three points: what grows, with the constant start-up
 * taken off. 1 is linear, 2 quadratic.
 *
 * @returns undefined where nothing grows, or noise has it shrink.
 */
export function growthExponent(points: readonly [Point, Point, Point]): number | undefined {
  const [start, middle, end] = points;
  const growth = (end.value - start.value) / (middle.value - start.value);
  const stretch = (end.size - start.size) / (middle.size - start.size);
  return growth > 0 && Number.isFinite(growth) ? Math.log(growth) / Math.log(stretch) : undefined;
}
