import { type Check, skipped } from "../check";
import { outputsOf } from "../context";

/**
 * A check of what somebody added to the registration, which says nothing where others own it: they
 * may.
 */
export function ownersOnly(check: Check): Check {
  return {
    ...check,
    run: (context) =>
      outputsOf(context).declared.registration === "existing"
        ? Promise.resolve(skipped("the registration is others', who may add to it"))
        : check.run(context),
  };
}
