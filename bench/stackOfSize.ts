/** Stacks with many scopes and clients. */
import { v5 as uuidv5 } from "uuid";

/** How many of what a stack declares. */
export interface StackSize {
  readonly scopes: number;
  readonly clients: number;
}

// Any fixed id: the same size always gives the same stack.
const NAMESPACE = "c1f3a4a0-7d0e-4b1e-9a55-2f6f0b8f5a10";

/** Config of a stack whose clients all hold all scopes: the Azure CLI first, then ids that stand for apps. */
export function stackOfSize({
  scopes,
  clients,
}: StackSize): Readonly<Record<string, readonly unknown[]>> {
  return {
    scopes: Array.from({ length: scopes }, (_, index) =>
      index === 0 ? { value: "access_as_producer" } : { value: `scope_${index + 1}` },
    ),
    clients: Array.from({ length: clients }, (_, index) =>
      index === 0 ? "azureCli" : uuidv5(`client ${index + 1}`, NAMESPACE),
    ),
  };
}
