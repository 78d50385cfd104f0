/**
 * How much is tried in tests of chance, and by which seed: FC_SEED plays a run again, FUZZ_RUNS is
 * set by "npm run test:long".
 */
import fc from "fast-check";

/** The seed of this run; put it in the title of what uses it. */
export const SEED = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 0x7fffffff));

/** Whether this is a long run. */
export const IS_LONG = process.env["FUZZ_RUNS"] !== undefined;

/** Some of a list, in its order, chosen by the seed; all of it in a long run. */
export function someOf<T>(list: readonly T[], count: number): readonly T[] {
  if (IS_LONG || list.length <= count) return list;
  const subsets = fc.shuffledSubarray([...list.keys()], { minLength: count, maxLength: count });
  const [chosen = []] = fc.sample(subsets, { numRuns: 1, seed: SEED });
  return [...chosen].sort((a, b) => a - b).flatMap((index) => list.slice(index, index + 1));
}
