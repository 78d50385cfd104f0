import { isRefusal } from "../../az/azFailure";
import { attempt } from "../../az/unanswered";
import { type Check, passed, skipped } from "../check";
import { cannotGo, stackOf } from "../context";
import { loginOf } from "../facts";

/**
 * Whether az reaches the sign-in service: asked for something public, so that no sign-in is in the
 * way.
 */
export const networkCheck: Check = {
  id: "network",
  title: "The sign-in service can be reached",
  needs: ["outputs", "tools"],
  async run(context) {
    const keys = await attempt(context.facts.keys());
    if (keys.ok) return passed(new URL(loginOf(stackOf(context).outputs)).host);
    const { failure } = keys;
    return ["network", "timeout", "crashed"].includes(failure.kind) || isRefusal(failure)
      ? cannotGo(failure, context)
      : skipped("az could not fetch the tenant's published keys");
  },
};
