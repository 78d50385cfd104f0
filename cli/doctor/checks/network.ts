import { describeFailure } from "../../az/describeFailure";
import { type Check, error, passed, skipped } from "../check";
import { stackOf } from "../context";
import { loginOf } from "../facts";

/** Whether az reaches the sign-in service: asked for something public, so that no sign-in is in the way. */
export const networkCheck: Check = {
  id: "network",
  title: "The sign-in service can be reached",
  needs: ["outputs", "tools"],
  async run(context) {
    const keys = await context.facts.keys();
    if (keys.ok) return passed(new URL(loginOf(stackOf(context).outputs)).host);
    const { failure } = keys;
    if (
      failure.kind === "unreachable" ||
      failure.kind === "timeout" ||
      failure.kind === "refused" ||
      failure.kind === "crashed"
    ) {
      const { summary, evidence, remedy } = describeFailure(failure, stackOf(context));
      return error(summary, evidence === undefined ? [] : [evidence], remedy);
    }
    return skipped("az could not fetch the tenant's published keys");
  },
};
