/** What helps against each kind of refusal, where the refusal has no entry of its own. */
import type { FailureCode } from "../failureCodes";
import { advice, type Failure, freshSignIn, signIn } from "./failure";
import type { RefusalKind } from "./refusals/refusalTable";

/** What a kind has in common. */
export interface KindRule {
  readonly failureCode: FailureCode;
  /** What refusals of this kind are about: a sentence. */
  readonly about: string;
  readonly remedy: Failure["remedy"];
}

/** By kind. */
export const KIND_RULES: Readonly<Record<RefusalKind, KindRule>> = {
  signIn: {
    failureCode: "token.refused.not-signed-in",
    about: "It is about the session; a new sign-in makes another one.",
    remedy: ({ outputs }) => ({
      text: "Sign out and in again, in a browser.",
      commands: freshSignIn(outputs),
      otherwise:
        "Sign in with another browser or a private window: the first one keeps an old session.",
    }),
  },
  consent: {
    failureCode: "token.refused.not-preauthorized",
    about: "It is about consent, which a client that the stack pre-authorizes does not need.",
    remedy: advice(
      'Ask with the Azure CLI, as the stack prints it. Another client needs to be in the stack\'s "clients", or consent by an administrator.',
    ),
  },
  assignment: {
    failureCode: "token.refused.not-assigned",
    about: "It is about an assignment that the API asks for.",
    remedy: advice(
      "Have an owner of the enterprise application assign the user, a group or a role.",
    ),
  },
  secondFactor: {
    failureCode: "token.refused.mfa",
    about: "It is about a second factor.",
    remedy: signIn(
      "Sign in for this API in a browser, and pass what it asks for.",
      "If nothing is asked or nothing passes, an administrator looks at the user's factors and the policy.",
    ),
  },
  place: {
    failureCode: "token.refused.conditional-access",
    about: "It is about the device, the network or a policy on them. No change to the stack helps.",
    remedy: advice(
      "Try from a device and a network that the tenant trusts. Else ask its administrators, with the time and correlation id of the message.",
    ),
  },
  account: {
    failureCode: "token.refused.user",
    about: "It is about the account, whatever it asks for.",
    remedy: advice(
      "Have an administrator put the account in order, or use another one of the stack's tenant.",
    ),
  },
  application: {
    failureCode: "token.refused.other",
    about: "It is about the client or application that signs in, and how it is registered.",
    remedy: advice(
      "Whoever owns that application corrects its registration, key or secret. For this API, the Azure CLI needs none of these.",
    ),
  },
  tenant: {
    failureCode: "token.refused.other",
    about: "It is about the tenant, its cloud, or the company's own sign-in service behind it.",
    remedy: ({ outputs }) => ({
      text: `Check that the stack's tenant "${outputs.tenantId}" was asked; if it was, its administrators have to help.`,
      commands: [outputs.loginCommand],
      otherwise: "It is the company's own sign-in service then: ask whoever runs it.",
    }),
  },
  request: {
    failureCode: "token.refused.other",
    about: "It is about how the client asked.",
    remedy: ({ outputs }) => ({
      text: "Ask exactly as the stack prints it; another client has to correct its request.",
      commands: [outputs.tokenCommand],
    }),
  },
  service: {
    failureCode: "token.refused.other",
    about: "It is the service's own trouble.",
    remedy: advice(
      "Wait some minutes and try again. If it stays, look at https://azure.status.microsoft, or have an administrator report it.",
    ),
  },
};
