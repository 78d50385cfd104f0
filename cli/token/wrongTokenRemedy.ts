import type { FailureCode } from "../failureCodes";
import type { Stack } from "../outputs/outputsSource";

/** The way out for a token that is wrong: a sentence, then commands, a line each. */
export function wrongTokenRemedy(code: FailureCode, stack: Stack): readonly string[] {
  const { outputs, deployCommand } = stack;
  // az keeps old tokens beside new ones, so the old sign-in has to go first.
  const signInAgain = ["az logout", outputs.loginCommand];
  switch (code) {
    case "token.wrong.version":
    case "token.wrong.roles":
    case "token.wrong.scopes":
      return deployCommand === undefined
        ? [
            'The registration is not as the stack declares it: "doctor" says how, and whoever deploys the stack puts it right with "pulumi up". If that was done already, sign in again: az keeps the old token for up to an hour.',
            ...signInAgain,
          ]
        : [
            "The registration is not as the stack declares it: deploy the stack, then sign in again, because az keeps the old token for up to an hour.",
            deployCommand,
            ...signInAgain,
          ];
    case "token.wrong.groups":
      return [
        `Have the user added to the group "${outputs.expectedToken.groups ?? ""}", then sign in again: a token lists the groups of the moment it was issued.`,
        ...signInAgain,
      ];
    case "token.wrong.groups-overage":
      return [
        "Leave groups until at most 200 are left, nested ones included, then sign in again.",
        ...signInAgain,
      ];
    case "token.wrong.expired":
    case "token.wrong.not-yet-valid":
      return [
        "Set this machine's clock if it is wrong, then get a new token:",
        outputs.tokenCommand,
      ];
    case "token.wrong.service-principal":
      return ["Sign in as a user:", outputs.loginCommand];
    case "token.wrong.api":
    case "token.wrong.not-an-access-token":
      return ["Get a token for this API:", outputs.tokenCommand];
    default:
      return ["Sign in to the stack's tenant, for this API:", outputs.loginCommand];
  }
}
