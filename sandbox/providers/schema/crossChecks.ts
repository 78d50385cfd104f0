/** Rules over several inputs of one resource. */
import type { CheckFailure, Properties } from "../../engine/provider";

/** A rule that at least one of these inputs is given. */
export function atLeastOneOf(
  ...names: readonly string[]
): (inputs: Properties) => readonly CheckFailure[] {
  return (inputs) =>
    names.some((name) => inputs[name] !== undefined)
      ? []
      : [
          {
            property: "",
            reason: `One of ${names.map((name) => `"${name}"`).join(", ")} must be given.`,
          },
        ];
}
