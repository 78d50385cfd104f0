import { type Check, passed } from "../check";
import { cannotGo } from "../context";

/** Whether az has an account at all. Answered from its own files. */
export const signInCheck: Check = {
  id: "sign-in",
  title: "Signed in to the Azure CLI",
  needs: ["outputs", "tools"],
  async run(context) {
    const account = await context.facts.account();
    return account.ok ? passed(`"${account.value.user.name}"`) : cannotGo(account.failure, context);
  },
};
