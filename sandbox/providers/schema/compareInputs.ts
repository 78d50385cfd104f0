/** Comparing wanted inputs with what a resource has: the same is what would be sent alike. */
import { isDeepStrictEqual } from "node:util";

import type { Diff, Properties, Value } from "../../engine/provider";
import { holdsUnknown } from "../values";
import type { Field, Fields } from "./fields";
import { asSent } from "./graphForm";
import { ordered } from "./setOrder";

/**
 * What differs between wanted inputs and a resource's outputs. An absent input means its default or
 * nothing; one that is `kept` means whatever is there. What is unknown yet counts as different.
 */
export function compareInputs(fields: Fields, wanted: Properties, have: Properties): Diff {
  const changed = Object.entries(fields)
    .filter(([name, field]) => differs(field, wanted[name], have[name]))
    .map(([name]) => name)
    .sort();
  return { changed, replaces: changed.filter((name) => fields[name]?.replaces === true) };
}

/** Whether one input differs from what the resource has there. */
export function differs(field: Field, wanted: Value | undefined, have: Value | undefined): boolean {
  if (field.kept === true && (wanted === undefined || wanted === null)) return false;
  const sent = (value: Value | undefined): unknown =>
    asSent(field, value === undefined ? undefined : ordered(field, value));
  return holdsUnknown(wanted) || !isDeepStrictEqual(sent(wanted), sent(have));
}
