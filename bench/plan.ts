/** How much a run measures. */
import { SIZES } from "./measures/growth";
import { VARIANTS } from "./measures/startUp";
import type { ProgramVariant } from "./programs";
import type { StackSize } from "./stackOfSize";

/** Repetitions and sizes of one run. */
export interface Plan {
  readonly startUp: {
    readonly variants: readonly ProgramVariant[];
    readonly rounds: number;
    readonly warmUps: number;
  };
  readonly growth: { readonly rounds: number; readonly sizes: readonly StackSize[] };
  /** `count`: requests in each series of each round. */
  readonly connections: { readonly rounds: number; readonly count: number };
  readonly token: { readonly rounds: number };
  /** How many steps of a stack's life; absent: all. */
  readonly steps: { readonly most?: number };
}

/** At most some four minutes on two cores that have nothing else to do. */
export const FULL: Plan = {
  startUp: { variants: VARIANTS, rounds: 4, warmUps: 1 },
  growth: { rounds: 2, sizes: SIZES },
  connections: { rounds: 3, count: 300 },
  token: { rounds: 9 },
  steps: {},
};

/** Some twenty seconds: shows that everything still measures, and nothing about speed. */
export const QUICK: Plan = {
  startUp: {
    variants: VARIANTS.filter(({ loading }) => loading === "transpiled"),
    rounds: 1,
    warmUps: 0,
  },
  growth: { rounds: 1, sizes: [{ scopes: 2, clients: 2 }] },
  connections: { rounds: 1, count: 40 },
  token: { rounds: 1 },
  steps: { most: 2 },
};
