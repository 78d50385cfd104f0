/**
 * Refusals by the words of OAuth alone, as libraries pass them on: the sign-in service's number
 * (AADSTS…) says more where it is there.
 */
import { DOCUMENTED, type Entry, signIn } from "../failure";

export const OAUTH_FAILURES: readonly Entry[] = [
  {
    code: "interaction_required",
    says: ["interaction_required"],
    unless: ["AADSTS"],
    kind: "signIn",
    title: "The user has to be asked, and this request could not ask.",
    cause:
      "It may be a second factor, consent or a new sign-in: the number that tells is left out.",
    remedy: signIn(
      "Sign in for this API, which asks. A page or program has to ask in a window.",
      "Get a token with the Azure CLI: if it is refused, its message has the number (AADSTS…).",
    ),
    links: [DOCUMENTED],
  },
  {
    code: "consent_required",
    says: ["consent_required"],
    unless: ["AADSTS"],
    kind: "consent",
    title: "The client lacks consent for what it asked for.",
    links: [DOCUMENTED],
  },
  {
    code: "invalid_resource",
    says: ["invalid_resource"],
    unless: ["AADSTS"],
    kind: "request",
    title: "The API that was asked for is not known to the tenant, or is disabled there.",
    links: [DOCUMENTED],
  },
];
