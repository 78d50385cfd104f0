/**
 * The ways out for tokens that are wrong, by the code of what is wrong first. `token` and `check`
 * tell them.
 */
import type { StackOutputs } from "../../components/rules/outputs";
import type { FailureCode } from "../failureCodes";
import { entryOf } from "./catalogue";
import { deployAgain, type ExplainedStack, freshSignIn, type Remedy } from "./failure";
import { SILENCE } from "./message";

/** The code of a token that is wrong. */
type WrongToken = Extract<FailureCode, `token.wrong.${string}`>;

const fresh = ({ outputs }: ExplainedStack, text: string, otherwise: string): Remedy => ({
  text,
  // az keeps old tokens beside new ones, so the old sign-in has to go first.
  commands: freshSignIn(outputs),
  otherwise,
});

/** A registration that differs from the stack: deployed, then signed in anew. */
function redeploy(stack: ExplainedStack): Remedy {
  const { text, commands = [] } = deployAgain(
    '"doctor" says how the registration differs from the stack. Deploy the stack, then sign in again, because az keeps the old token for up to an hour.',
  )({ ...stack, message: SILENCE });
  return {
    text,
    commands: [...commands, ...freshSignIn(stack.outputs)],
    otherwise:
      "A new token is the same for a minute or two, until every server of Entra ID knows the change.",
  };
}

const run =
  (text: string, pick: (outputs: StackOutputs) => string, otherwise?: string) =>
  ({ outputs }: ExplainedStack): Remedy => ({
    text,
    commands: [pick(outputs)],
    ...(otherwise !== undefined && { otherwise }),
  });

const REMEDIES: Readonly<Record<WrongToken, (stack: ExplainedStack) => Remedy>> = {
  "token.wrong.version": redeploy,
  "token.wrong.roles": redeploy,
  "token.wrong.scopes": redeploy,
  "token.wrong.groups": (stack) =>
    fresh(
      stack,
      `Have the user added to the group "${stack.outputs.expectedToken.groups ?? ""}", then sign in again: a token lists the groups of the moment it was issued.`,
      'Where the user is in the group, "doctor" tells whether the group is one that tokens list.',
    ),
  "token.wrong.groups-overage": (stack) =>
    fresh(
      stack,
      "Leave groups until at most 200 are left, nested ones included, then sign in again.",
      'Have the registration list only groups that are assigned to it (groupMembershipClaims "ApplicationGroup").',
    ),
  "token.wrong.groups-implicit": run(
    "Get the token with the Azure CLI, or have the page use the authorization code flow:",
    ({ tokenCommand }) => tokenCommand,
  ),
  "token.wrong.app-role": ({ outputs: { declared, expectedToken } }) => ({
    text: `Have an administrator assign ${expectedToken.roles === undefined ? "an app role" : `the app role "${expectedToken.roles}"`} of "${declared.displayName}" to the application, and ask for a new token with "/.default".`,
  }),
  "token.wrong.expired": run(
    "Set this machine's clock if it is wrong, then get a new token:",
    ({ tokenCommand }) => tokenCommand,
    "If az hands out the same one again, its own clock was wrong at the sign-in: sign out and in.",
  ),
  "token.wrong.not-yet-valid": run(
    "Set this machine's clock (time zone and time), then get a token anew:",
    ({ tokenCommand }) => tokenCommand,
  ),
  "token.wrong.service-principal": run(
    "Sign in as a user:",
    ({ loginCommand }) => loginCommand,
    "A daemon needs the app role, which an administrator assigns.",
  ),
  "token.wrong.client": run(
    "The Azure CLI did not ask for this one. To have it ask, sign in:",
    ({ loginCommand }) => loginCommand,
    "In Cloud Shell and on machines with an identity of their own, az asks as that identity: sign in there as a user.",
  ),
  "token.wrong.api": run("Get a token for this API:", ({ tokenCommand }) => tokenCommand),
  "token.wrong.not-an-access-token": run(
    "Get an access token for this API:",
    ({ tokenCommand }) => tokenCommand,
  ),
  "token.wrong.tenant": run(
    "Sign in to the stack's tenant, for this API:",
    ({ loginCommand }) => loginCommand,
    'Use "tokenCommands.tenant" of the stack: it names the tenant with each request.',
  ),
  "token.wrong.issuer": run(
    "Sign in to the stack's tenant in its own cloud:",
    ({ loginCommand }) => loginCommand,
    'See which cloud az is set to: "az cloud show --query name".',
  ),
  "token.wrong.signature": run(
    "The token was changed, or somebody else made it. Get one anew, and copy it whole:",
    ({ tokenCommand }) => tokenCommand,
    "Something between this machine and the sign-in service changes its answers: ask whoever runs your network.",
  ),
};

/** The way out for a token that is wrong; undefined for what is no such code. */
export function wrongTokenRemedy(code: FailureCode, stack: ExplainedStack): Remedy | undefined {
  return Object.hasOwn(REMEDIES, code) ? REMEDIES[code as WrongToken](stack) : undefined;
}

/** The way out for the type name of PowerShell in place of a token. */
export function secureStringRemedy(stack: ExplainedStack): Remedy {
  return entryOf("powershell.secure-string").remedy({ ...stack, message: SILENCE });
}
