import { decodeToken, listClaim } from "../../claims/decodeToken";
import { attempt } from "../../az/unanswered";
import { type Check, error, passed } from "../check";
import { cannotGo, outputsOf } from "../context";

/**
 * Whether a user is signed in. A service principal gets nothing from pre-authorization: it needs an
 * app role.
 */
export const identityCheck: Check = {
  id: "identity",
  title: "Signed in as a user, or as an application with an app role",
  needs: ["outputs", "network", "sign-in", "tenant"],
  async run(context) {
    const { name, type } = (await context.facts.account()).user;
    if (type !== "servicePrincipal") return passed(`the user "${name}"`);
    const token = await attempt(context.facts.token());
    // Without a token nothing is known of its roles; what az says of that is the cause.
    if (!token.ok) return cannotGo(token.failure, context);
    const roles = listClaim(decodeToken(token.value.accessToken)?.claims ?? {}, "roles");
    if (roles.length > 0) {
      return passed(
        `the application "${name}" with ${roles.map((role) => `"${role}"`).join(", ")}`,
      );
    }
    return error(
      `Signed in as the service principal "${name}", which holds no app role of this API. Scopes and pre-authorization are for users.`,
      [`az account show: user.type is "${type}"`],
      {
        text: "Sign in as a user. A daemon needs the API's app role assigned to it instead.",
        commands: [outputsOf(context).loginCommand],
        otherwise: "A role that was assigned just now is in tokens only after some minutes.",
      },
    );
  },
};
