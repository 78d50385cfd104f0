import { describeFailure } from "../../az/describeFailure";
import { attempt } from "../../az/unanswered";
import { type Check, error, passed } from "../check";
import { stackOf, unknownTenant } from "../context";

/** Whether az has an account at all. Answered from its own files. */
export const signInCheck: Check = {
  id: "sign-in",
  title: "Signed in to the Azure CLI",
  needs: ["outputs", "tools"],
  async run(context) {
    const account = await attempt(context.facts.account());
    if (account.ok) return passed(`"${account.value.user.name}"`);
    const { summary, evidence, remedy } = describeFailure(account.failure, stackOf(context));
    const notice = remedy.commands === undefined ? [] : await unknownTenant(context);
    return error(summary, [...(evidence === undefined ? [] : [evidence]), ...notice], remedy);
  },
};
