/** Everything that one run of the benchmark finds out. */
import type { ConnectionSeries } from "./measures/connections";
import type { GrowthSeries } from "./measures/growth";
import type { StartUpSeries } from "./measures/startUp";
import type { StepMeasure } from "./measures/steps";
import type { TokenSeries } from "./measures/token";
import type { Machine } from "./report/machine";

/** One run, raw: the figures that people read are made from these. */
export interface Measurements {
  /** The day of the run, ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  readonly startUp: readonly StartUpSeries[];
  readonly growth: readonly GrowthSeries[];
  readonly connections: readonly ConnectionSeries[];
  readonly steps: readonly StepMeasure[];
  /** Absent where there was no `az`. */
  readonly token?: TokenSeries;
}
