import { type Check, skipped } from "../check";
import { outputsOf } from "../context";

/** Why others may add to a registration that the stack did not make, by the way it came to it. */
const WHY = {
  create: undefined,
  existing: "the registration is others', who may add to it",
  adopt: "the registration is adopted, and others may go on to manage the rest of it",
};

/** A check of what is the stack's alone to say of the registration; silent where others may. */
export function ownersOnly(check: Check): Check {
  return {
    ...check,
    ownersOnly: true,
    run(context) {
      const why = WHY[outputsOf(context).declared.registration];
      return why === undefined ? check.run(context) : skipped(why);
    },
  };
}
