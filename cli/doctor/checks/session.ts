import { type Check, passed, skipped } from "../check";
import { cannotRead } from "../context";

/** Whether the sign-in is still accepted: it may have ended although az still lists the account. */
export const sessionCheck: Check = {
  id: "session",
  title: "The sign-in is still accepted",
  needs: ["outputs", "network", "identity"],
  async run(context) {
    const account = await context.facts.account();
    if (account.ok && account.value.user.type === "servicePrincipal") {
      return skipped("an application has no sign-in that could end");
    }
    const user = await context.facts.user();
    return user.ok
      ? passed(`"${user.value.userPrincipalName}"`)
      : cannotRead(user.failure, context);
  },
};
