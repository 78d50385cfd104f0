/** Only what has worked may be measured. */
import type { Result } from "../sandbox/engine";

/** @throws with the engine's own words where an operation failed: its time would mean nothing. */
export function expectSuccess({ ok, operation, diagnostics }: Result): void {
  if (ok) return;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  throw new Error(
    `The "${operation}" to be measured failed: ${errors.map(({ message }) => message).join("; ")}`,
  );
}
