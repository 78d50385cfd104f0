/** What follows from the kind of a failure, and what else an entry need not say of itself. */
import type { FailureCode } from "./failureCodes";
import {
  askAgain,
  DOCUMENTED,
  type Entry,
  type Failure,
  type FailureKind,
  type RefusalKind,
  signIn,
  signInAnew,
  VALIDATION_CODES,
} from "./failure";

/** What an entry of a kind has, unless it says otherwise. */
interface KindRule extends Pick<Entry, "cause" | "any"> {
  readonly failureCode: FailureCode;
  readonly remedy: NonNullable<Entry["remedy"]>;
}

/** Of each kind of refusal: the code, what such refusals are about, the way out. */
export const KIND_RULES: Readonly<Record<RefusalKind, KindRule>> = {
  signIn: {
    failureCode: "token.refused.not-signed-in",
    cause: "It is about the session; a new sign-in makes another one.",
    remedy: signInAnew(
      "Sign out and in again, in a browser.",
      "Sign in with another browser or a private window: the first one keeps an old session.",
    ),
    // A session that is refused is refused for every API.
    any: ["resource"],
  },
  consent: {
    failureCode: "token.refused.not-preauthorized",
    cause: "It is about consent, which a client that the stack pre-authorizes does not need.",
    remedy:
      'Ask with the Azure CLI, as the stack prints it. Another client needs to be in the stack\'s "clients", or consent by an administrator.',
  },
  assignment: {
    failureCode: "token.refused.not-assigned",
    cause: "It is about an assignment that the API asks for.",
    remedy: "Have an owner of the enterprise application assign the user, a group or a role.",
  },
  secondFactor: {
    failureCode: "token.refused.mfa",
    cause: "It is about a second factor.",
    remedy: signIn(
      "Sign in for this API in a browser, and pass what it asks for.",
      "If nothing is asked or nothing passes, an administrator looks at the user's factors and the policy.",
    ),
  },
  place: {
    failureCode: "token.refused.conditional-access",
    cause: "It is about the device, the network or a policy on them, not about the stack.",
    remedy:
      "Try from a device and a network that the tenant trusts. Else ask its administrators, with the time and correlation id of the message.",
  },
  account: {
    failureCode: "token.refused.user",
    cause: "It is about the account, whatever it asks for.",
    remedy: "Have an administrator put the account in order, or use another one of the tenant.",
    any: ["resource"],
  },
  application: {
    failureCode: "token.refused.other",
    cause: "It is about the client or application that signs in, and how it is registered.",
    remedy:
      "Whoever owns that application corrects its registration, key or secret. For this API, the Azure CLI needs none of these.",
    any: ["client"],
  },
  tenant: {
    failureCode: "token.refused.other",
    cause: "It is about the tenant, its cloud, or the company's own sign-in service behind it.",
    remedy: ({ outputs }) => ({
      text: `Check that the stack's tenant "${outputs.tenantId}" was asked; if it was, its administrators have to help.`,
      commands: [outputs.loginCommand],
      otherwise: "It is the company's own sign-in service then: ask whoever runs it.",
    }),
  },
  request: {
    failureCode: "token.refused.other",
    cause: "It is about how the client asked.",
    remedy: askAgain(
      "Ask exactly as the stack prints it; another client has to correct its request.",
    ),
  },
  service: {
    failureCode: "token.refused.other",
    cause: "It is the service's own trouble.",
    remedy:
      "Wait some minutes and try again. If it stays, look at https://azure.status.microsoft, or have an administrator report it.",
  },
};

/** Codes of other kinds. */
const CODES: Readonly<Partial<Record<FailureKind, FailureCode>>> = {
  signedOut: "token.refused.not-signed-in",
  graphToken: "token.refused.other",
  missing: "az.missing",
  network: "az.network",
};

/** Whether failures of a kind are refusals of the sign-in service. */
export function isRefusalKind(kind: string): kind is RefusalKind {
  return Object.hasOwn(KIND_RULES, kind);
}

/** GitHub itself leads from there to pull requests. */
const THREAD = /^([\w.-]+\/[\w.-]+)#(\d+)$/;

function spelledOut<T extends object>(written: string | T): { readonly text: string } | T {
  return typeof written === "string" ? { text: written } : written;
}

/** An entry with its defaults. */
export function complete(entry: Entry): Failure {
  const { kind = "other", says } = entry;
  const [code = "", ...others] = [entry.code].flat();
  const rule = isRefusalKind(kind) ? KIND_RULES[kind] : undefined;
  const { cause = rule?.cause ?? "", remedy = rule?.remedy ?? "" } = entry;
  const documentation = code.startsWith("AADSTS") ? DOCUMENTED : VALIDATION_CODES;
  const { links = /^(AADSTS|ID[XW])/.test(code) ? [documentation] : [] } = entry;
  // A code of our own, such as "az.missing", stands in no text: the first phrase names the entry.
  const name = entry.name ?? (/^[a-z]+\./.test(code) ? says?.[0] : undefined);
  return {
    failureCode: rule?.failureCode ?? CODES[kind] ?? "az.failed",
    ...entry,
    code,
    codes: [code, ...others],
    kind,
    any: [...(rule?.any ?? []), ...(entry.any ?? [])],
    links: links.map((link) => link.replace(THREAD, "https://github.com/$1/issues/$2")),
    ...(name !== undefined && { name }),
    cause: (found) => [typeof cause === "function" ? cause(found) : cause].flat().map(spelledOut),
    remedy: (found) => spelledOut(typeof remedy === "function" ? remedy(found) : remedy),
  };
}
