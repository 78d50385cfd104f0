import { type Check, error, passed } from "../check";
import { cannotRead, deployAndSignIn } from "../context";
import { patchApplication } from "../graphCommands";

/** Whether the registration asks for version 2 tokens: the others have another issuer and audience, which the API refuses. */
export const tokenVersionCheck: Check = {
  id: "token-version",
  title: "Tokens are of version 2",
  needs: ["outputs", "registration"],
  async run(context) {
    const registration = await context.facts.registration();
    if (!registration.ok) return cannotRead(registration.failure, context);
    const { id, api } = registration.value;
    const version = api.requestedAccessTokenVersion ?? null;
    if (version === 2) return passed();
    return error(
      "The registration asks for version 1 tokens, which the API refuses: issuer and audience have another form.",
      [`api.requestedAccessTokenVersion is ${version ?? "null, which means 1"}; expected 2`],
      deployAndSignIn(context, "Put the version back.", [
        patchApplication(id, { api: { requestedAccessTokenVersion: 2 } }),
      ]),
    );
  },
};
