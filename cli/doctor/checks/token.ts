import { attempt } from "../../az/unanswered";
import { type Check, passed } from "../check";
import { cannotGo } from "../context";

/**
 * Whether the token command works. Everything that the directory shows has been checked; what is
 * left are policies.
 */
export const tokenCheck: Check = {
  id: "token",
  title: "A token can be had",
  needs: [
    "outputs",
    "session",
    "registration",
    "scopes",
    "clients",
    "service-principal",
    "assignment",
  ],
  async run(context) {
    const token = await attempt(context.facts.token());
    return token.ok ? passed() : cannotGo(token.failure, context);
  },
};
