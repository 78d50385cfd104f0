/** How a stack's first preview and first `up` grow with its scopes and clients. */
import * as v from "valibot";
import { runTask } from "../child";
import type { StackSize } from "../stackOfSize";

const MeasureSchema = v.object({
  requests: v.number(),
  bytesSent: v.number(),
  milliseconds: v.number(),
  processor: v.number(),
  engineMemory: v.exactOptional(v.number()),
  programMemory: v.exactOptional(v.number()),
});
const AnswerSchema = v.object({ preview: MeasureSchema, up: MeasureSchema });

/**
 * One operation: requests, bytes of their bodies, milliseconds on the clock and of processor time (all processes together),
 * and the peak of memory so far in bytes: of the process that holds engine, providers and directory, and of the program's own.
 */
export type DeployMeasure = Readonly<v.InferOutput<typeof MeasureSchema>>;

/** One size, one value a round. */
export interface GrowthSeries extends StackSize {
  readonly preview: readonly DeployMeasure[];
  readonly up: readonly DeployMeasure[];
}

/** All sizes: enough to see a curve over scopes, and what clients add to it. */
export const SIZES: readonly StackSize[] = [1, 10].flatMap((clients) =>
  [1, 10, 50].map((scopes) => ({ scopes, clients })),
);

/**
 * Deploys every size once a round, each in a process of its own with a directory of its own.
 *
 * @param probe for the programs.
 */
export async function measureGrowth(
  probe: string,
  sizes: readonly StackSize[],
  rounds: number,
  onRound: (round: number) => void,
): Promise<readonly GrowthSeries[]> {
  const series = sizes.map((size) => ({
    ...size,
    preview: new Array<DeployMeasure>(),
    up: new Array<DeployMeasure>(),
  }));
  for (let round = 1; round <= rounds; round += 1) {
    onRound(round);
    for (const { scopes, clients, preview, up } of series) {
      const answer = await runTask("deployOnce", { scopes, clients, probe }, (value) =>
        v.is(AnswerSchema, value),
      );
      preview.push(answer.preview);
      up.push(answer.up);
    }
  }
  return series;
}
