import { type Check, error, passed } from "../check";
import { deployAndSignIn, outputsOf } from "../context";
import { patchApplication } from "../graphCommands";

/**
 * Whether the registration asks for tokens of the stack's version: the others have another issuer,
 * which the API refuses.
 */
export const tokenVersionCheck: Check = {
  id: "token-version",
  title: "Tokens are of the stack's version",
  needs: ["outputs", "registration"],
  async run(context) {
    const outputs = outputsOf(context);
    const wanted = outputs.expectedToken.ver === "1.0" ? 1 : 2;
    const { id, api } = await context.facts.registration();
    const version = api.requestedAccessTokenVersion ?? null;
    if ((version ?? 1) === wanted) return passed();
    return error(
      `The registration asks for version ${version ?? 1} tokens, which the API refuses: issuer and audience have another form.`,
      [
        `api.requestedAccessTokenVersion is ${version ?? "null, which means 1"}; expected ${wanted}`,
      ],
      deployAndSignIn(context, "Put the version back.", [
        patchApplication(outputs, id, { api: { requestedAccessTokenVersion: wanted } }),
      ]),
    );
  },
};
