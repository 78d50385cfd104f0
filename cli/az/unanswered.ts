import type { AzFailure, AzResult } from "./azFailure";

/** Thrown in place of what `az` should have answered. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";

  constructor(readonly failure: AzFailure) {
    super(failure.text);
  }
}

/** An answer of `az`, or why there is none: for those to whom the reason says something. */
export async function attempt<T>(answer: Promise<T>): Promise<AzResult<T>> {
  try {
    return { ok: true, value: await answer };
  } catch (error) {
    if (error instanceof Unanswered) return { ok: false, failure: error.failure };
    throw error;
  }
}

/** An answer of `az`; undefined where the directory has no such thing. @throws Unanswered. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  const result = await attempt(answer);
  if (result.ok) return result.value;
  if (result.failure.kind === "notFound") return undefined;
  throw new Unanswered(result.failure);
}
