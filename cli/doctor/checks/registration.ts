import { type Check, error, passed } from "../check";
import { unlessMissing } from "../../az/unanswered";
import { isRegistrationOfStack, outputsOf, stackOf } from "../context";

/** Whether the registration is in the directory. */
export const registrationCheck: Check = {
  id: "registration",
  title: "The registration exists",
  needs: ["outputs", "session"],
  async run(context) {
    const { clientId, objectIds, declared } = outputsOf(context);
    const { deployCommand } = stackOf(context);
    const registration = await unlessMissing(context.facts.registration());
    if (registration !== undefined) return passed(`"${registration.displayName}"`);
    const summary = `The registration "${declared.displayName}" (${clientId}) is gone from the directory.`;
    const evidence = [`az ad app show --id ${clientId}: not found`];
    if (!isRegistrationOfStack(context)) {
      return error(summary, evidence, {
        text: `Have whoever owned it restore it (object id ${objectIds.registration}) with its service principal, in the portal; the directory keeps both for 30 days. Or name another one in the stack's config, under "registration".`,
      });
    }
    return error(summary, evidence, {
      text: `Deploy the stack: it registers the API anew, with another client id, which the API's settings must then follow. To keep the id, restore the deleted registration (object id ${objectIds.registration}) and its service principal first, in the portal; the directory keeps them for 30 days.`,
      ...(deployCommand !== undefined && { commands: [deployCommand] }),
    });
  },
};
