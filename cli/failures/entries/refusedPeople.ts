/** Refusals about who signs in: sessions, tenants, accounts. */
import { DOCUMENTED, type Entry, signIn, signInAnew } from "../failure";

export const PEOPLE_FAILURES: readonly Entry[] = [
  {
    code: "AADSTS50058",
    // Also in the words of OAuth and of Microsoft's libraries.
    says: ["login_required", "no_account_in_silent_request", "No account or login hint was passed"],
    unless: ["@login_required"],
    kind: "signIn",
    title: "There is no session to use without asking.",
    cause:
      "A page or program asked silently, and neither the browser nor the program has a session for it.",
    remedy: signIn(
      "Have the page or program sign in with a window or a redirect, and allow its cookies. With the Azure CLI:",
      "If az says it each time, its broker or browser shares no session: sign in with a private window, or with another browser.",
    ),
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS700082", "AADSTS70008", "AADSTS70000"],
    kind: "signIn",
    title: "The sign-in has ended.",
    cause: "It was not used for too long, or it was revoked.",
    remedy: signIn(
      "Sign in again.",
      'If it ends at once, az hands out an old one: run "az account clear" first.',
    ),
    shownIn: ["guide"],
  },
  {
    code: "AADSTS70043",
    kind: "signIn",
    title: "A policy wants a new sign-in from time to time.",
    cause: "The time that it allows is over; how long that is, the message says.",
    remedy: signIn(
      "Sign in again, for this API.",
      "If the allowed time is shorter than the work takes, an administrator changes the policy's sign-in frequency.",
    ),
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS50173", "AADSTS50132", "AADSTS50133"],
    kind: "signIn",
    title: "The sign-in was revoked.",
    cause: "The password changed, or an administrator ended all sessions of the user.",
    remedy: signInAnew(
      "Sign out, then sign in with the present password.",
      "If it is revoked again, the account is held to be at risk: ask an administrator.",
    ),
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS90002", "AADSTS900023"],
    kind: "tenant",
    failureCode: "token.refused.wrong-tenant",
    title: "There is no such tenant in this cloud.",
    cause: ({ outputs }) =>
      `The name or id that was given is misspelt, or of another cloud. The stack lives in "${outputs.tenantId}".`,
    remedy: signIn(
      "Sign in to the stack's tenant, by its id.",
      'If that id is refused, az is set to another cloud: "az cloud show --query name" says which.',
    ),
    shownIn: ["guide"],
  },
  {
    code: "AADSTS16000",
    says: ["multiple user identities are available"],
    kind: "signIn",
    title: "The account that the browser offered does not fit.",
    cause: ({ message, outputs }) =>
      message.squeezed.includes("doesnotexistintenant")
        ? `It is not in the tenant that was asked. The stack lives in "${outputs.tenantId}".`
        : "Several accounts are signed in to the browser, and none was picked; or the one that was picked cannot be used for this.",
    remedy: signIn(
      "Sign in in a private window, or sign out of the other accounts first, and pick the account of the stack's tenant.",
      "A page or program that asks silently has to say which account it means, or to ask.",
    ),
    links: [
      DOCUMENTED,
      "AzureAD/azure-activedirectory-library-for-js#829",
      "pnp/pnpframework#1067",
    ],
    shownIn: ["guide"],
  },
  {
    code: [
      "AADSTS50020",
      "AADSTS16003",
      "AADSTS50014",
      "AADSTS50034",
      "AADSTS51004",
      "AADSTS90072",
    ],
    kind: "account",
    failureCode: "token.refused.wrong-tenant",
    title: "The account is not in the tenant that was asked.",
    cause: ({ outputs }) =>
      `The stack lives in the tenant "${outputs.tenantId}"; another one was asked, or the account is not in it, not even as a guest.`,
    remedy: signIn(
      "Sign in to the stack's tenant, with an account of it.",
      "The account itself is missing there: have it invited as a guest, and accept the invitation.",
    ),
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS50057", "AADSTS500571"],
    kind: "account",
    title: "The account is disabled.",
    cause: ({ outputs }) =>
      `The tenant "${outputs.tenantId}" has it switched off, whatever it asks for.`,
    remedy: "Have an administrator enable it, or sign in with another account.",
    shownIn: ["guide"],
  },
  {
    code: "AADSTS50053",
    kind: "account",
    title: "The account is locked, or the address is held to be malicious.",
    cause: "There were too many wrong passwords, or the sign-in came through a suspicious network.",
    remedy: "Wait some minutes and leave a VPN. An administrator can unlock the account.",
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS50055", "AADSTS50144"],
    kind: "account",
    title: "The password has expired.",
    cause: "The account is in order; only its password is too old.",
    remedy: signIn(
      "Change the password, at https://myaccount.microsoft.com or in the company's own directory, then sign in.",
      "A new password of the company's own directory takes some minutes to arrive.",
    ),
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS50126", "AADSTS50064"],
    kind: "account",
    title: "User name or password are wrong.",
    cause: "The tenant knows the account, but not with this password.",
    remedy: signIn(
      "Sign in in a browser, and type them anew.",
      "Whoever has forgotten the password resets it at https://aka.ms/sspr.",
    ),
    shownIn: ["guide"],
  },
];
