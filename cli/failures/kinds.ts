/** What helps against each kind of refusal, where the refusal has no entry of its own. */
import { askAgain, type Entry, type RefusalKind, signIn, signInAnew } from "./failure";

/** By kind: what such refusals are about, and the way out. */
export const KIND_RULES: Readonly<Record<RefusalKind, Required<Pick<Entry, "cause" | "remedy">>>> =
  {
    signIn: {
      cause: "It is about the session; a new sign-in makes another one.",
      remedy: signInAnew(
        "Sign out and in again, in a browser.",
        "Sign in with another browser or a private window: the first one keeps an old session.",
      ),
    },
    consent: {
      cause: "It is about consent, which a client that the stack pre-authorizes does not need.",
      remedy:
        'Ask with the Azure CLI, as the stack prints it. Another client needs to be in the stack\'s "clients", or consent by an administrator.',
    },
    assignment: {
      cause: "It is about an assignment that the API asks for.",
      remedy: "Have an owner of the enterprise application assign the user, a group or a role.",
    },
    secondFactor: {
      cause: "It is about a second factor.",
      remedy: signIn(
        "Sign in for this API in a browser, and pass what it asks for.",
        "If nothing is asked or nothing passes, an administrator looks at the user's factors and the policy.",
      ),
    },
    place: {
      cause: "It is about the device, the network or a policy on them, not about the stack.",
      remedy:
        "Try from a device and a network that the tenant trusts. Else ask its administrators, with the time and correlation id of the message.",
    },
    account: {
      cause: "It is about the account, whatever it asks for.",
      remedy: "Have an administrator put the account in order, or use another one of the tenant.",
    },
    application: {
      cause: "It is about the client or application that signs in, and how it is registered.",
      remedy:
        "Whoever owns that application corrects its registration, key or secret. For this API, the Azure CLI needs none of these.",
    },
    tenant: {
      cause: "It is about the tenant, its cloud, or the company's own sign-in service behind it.",
      remedy: ({ outputs }) => ({
        text: `Check that the stack's tenant "${outputs.tenantId}" was asked; if it was, its administrators have to help.`,
        commands: [outputs.loginCommand],
        otherwise: "It is the company's own sign-in service then: ask whoever runs it.",
      }),
    },
    request: {
      cause: "It is about how the client asked.",
      remedy: askAgain(
        "Ask exactly as the stack prints it; another client has to correct its request.",
      ),
    },
    service: {
      cause: "It is the service's own trouble.",
      remedy:
        "Wait some minutes and try again. If it stays, look at https://azure.status.microsoft, or have an administrator report it.",
    },
  };
