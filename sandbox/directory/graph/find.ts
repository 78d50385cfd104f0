/** Objects by their id, or Graph's 404. */
import { resourceNotFound } from "../errors";

interface Named {
  readonly id: string;
  readonly userPrincipalName?: string;
}

/** Finds an object by its id, a user by name too, both in any case. @throws Refusal 404. */
export function findById<T extends Named>(objects: readonly T[], id: string): T {
  const wanted = id.toLowerCase();
  const found = objects.find(
    (object) => object.id === wanted || object.userPrincipalName?.toLowerCase() === wanted,
  );
  if (found === undefined) throw resourceNotFound(id);
  return found;
}
