/**
 * Every refusal of the sign-in service that is named without an entry of its own: what it says, and
 * what kind it is of.
 */
import type { RefusalKind } from "../failure";
import { MACHINE_REFUSALS } from "./machines";
import { PEOPLE_REFUSALS } from "./people";

/** A refusal in a sentence. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** A sentence of our own. */
  readonly says: string;
}

/** By number, as in `AADSTS65001`. */
export const REFUSALS: ReadonlyMap<string, Refusal> = new Map(
  Object.entries({ ...PEOPLE_REFUSALS, ...MACHINE_REFUSALS }).flatMap(([kind, table]) =>
    Object.entries(table).map(([number, says]) => [number, { kind: kind as RefusalKind, says }]),
  ),
);
