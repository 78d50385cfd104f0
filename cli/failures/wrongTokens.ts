/**
 * The ways out for tokens that are wrong, by the code of what is wrong first. `token` and `check`
 * tell them.
 */
import type { FailureCode } from "./failureCodes";
import { entryOf } from "./catalogue";
import {
  askAgain,
  type Case,
  deployAgain,
  type ExplainedStack,
  freshSignIn,
  type Remedy,
  signIn,
  signInAnew,
  type Told,
} from "./failure";
import { SILENCE } from "./message";

/** The code of a token that is wrong. */
type WrongToken = Extract<FailureCode, `token.wrong.${string}`>;

/** A registration that differs from the stack: deployed, then signed in anew. */
function redeploy(found: Case): Remedy {
  const remedy = deployAgain(
    '"doctor" says how the registration differs from the stack. Deploy the stack, then sign in again, because az keeps the old token for up to an hour.',
    "A new token is the same for a minute or two, until every server of Entra ID knows the change.",
  )(found);
  return { ...remedy, commands: [...(remedy.commands ?? []), ...freshSignIn(found.outputs)] };
}

const REMEDIES: Readonly<Record<WrongToken, Told<Remedy>>> = {
  "token.wrong.version": redeploy,
  "token.wrong.roles": redeploy,
  "token.wrong.scopes": redeploy,
  "token.wrong.groups": (found) =>
    signInAnew(
      `Have the user added to the group "${found.outputs.expectedToken.groups ?? ""}", then sign in again: a token lists the groups of the moment it was issued.`,
      'Where the user is in the group, "doctor" tells whether the group is one that tokens list.',
    )(found),
  "token.wrong.groups-overage": signInAnew(
    "Leave groups until at most 200 are left, nested ones included, then sign in again.",
    'Have the registration list only groups that are assigned to it (groupMembershipClaims "ApplicationGroup").',
  ),
  "token.wrong.groups-implicit": askAgain(
    "Get the token with the Azure CLI, or have the page use the authorization code flow:",
  ),
  "token.wrong.app-role": ({ outputs: { declared, expectedToken } }) => ({
    text: `Have an administrator assign ${expectedToken.roles === undefined ? "an app role" : `the app role "${expectedToken.roles}"`} of "${declared.displayName}" to the application, and ask for a new token with "/.default".`,
  }),
  "token.wrong.expired": askAgain(
    "Set this machine's clock if it is wrong, then get a new token:",
    "If az hands out the same one again, its own clock was wrong at the sign-in: sign out and in.",
  ),
  "token.wrong.not-yet-valid": askAgain(
    "Set this machine's clock (time zone and time), then get a token anew:",
  ),
  "token.wrong.service-principal": signIn(
    "Sign in as a user:",
    "A daemon needs the app role, which an administrator assigns.",
  ),
  "token.wrong.client": signIn(
    "The Azure CLI did not ask for this one. To have it ask, sign in:",
    "In Cloud Shell and on machines with an identity of their own, az asks as that identity: sign in there as a user.",
  ),
  "token.wrong.api": askAgain("Get a token for this API:"),
  "token.wrong.not-an-access-token": askAgain("Get an access token for this API:"),
  "token.wrong.tenant": signIn(
    "Sign in to the stack's tenant, for this API:",
    'Use "tokenCommands.tenant" of the stack: it names the tenant with each request.',
  ),
  "token.wrong.issuer": signIn(
    "Sign in to the stack's tenant in its own cloud:",
    'See which cloud az is set to: "az cloud show --query name".',
  ),
  "token.wrong.signature": askAgain(
    "The token was changed, or somebody else made it. Get one anew, and copy it whole:",
    "Something between this machine and the sign-in service changes its answers: ask whoever runs your network.",
  ),
};

/** The way out for a token that is wrong; undefined for what is no such code. */
export function wrongTokenRemedy(code: FailureCode, stack: ExplainedStack): Remedy | undefined {
  return Object.hasOwn(REMEDIES, code)
    ? REMEDIES[code as WrongToken]({ ...stack, message: SILENCE })
    : undefined;
}

/** The way out for the type name of PowerShell in place of a token. */
export function secureStringRemedy(stack: ExplainedStack): Remedy {
  return entryOf("powershell.secure-string").remedy({ ...stack, message: SILENCE });
}
