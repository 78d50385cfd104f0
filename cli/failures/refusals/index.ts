/** Every refusal of the sign-in service that is named: what it says, and what kind it is of. */
import { MACHINE_REFUSALS } from "./machines";
import { PEOPLE_REFUSALS } from "./people";
import type { RefusalKind } from "./refusalTable";

/** A refusal in a sentence. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** A sentence of our own. */
  readonly says: string;
}

const KINDS: readonly RefusalKind[] = [
  "signIn",
  "consent",
  "assignment",
  "secondFactor",
  "place",
  "account",
  "application",
  "tenant",
  "request",
  "service",
];

/** By number, as in `AADSTS65001`. */
export const REFUSALS: ReadonlyMap<string, Refusal> = new Map(
  [PEOPLE_REFUSALS, MACHINE_REFUSALS].flatMap((table) =>
    KINDS.flatMap((kind) =>
      Object.entries(table[kind] ?? {}).map(([number, says]) => [number, { kind, says }] as const),
    ),
  ),
);
