import { type Check, passed, skipped } from "../check";

/** Whether the sign-in is still accepted: it may have ended although az still lists the account. */
export const sessionCheck: Check = {
  id: "session",
  title: "The sign-in is still accepted",
  needs: ["outputs", "network", "identity"],
  async run(context) {
    const user = await context.facts.user();
    return user === undefined
      ? skipped("an application has no sign-in that could end")
      : passed(`"${user.userPrincipalName}"`);
  },
};
