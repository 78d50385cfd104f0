/** Refusals about how and from where somebody signs in: factors, devices, policies. */
import { askAgain, DOCUMENTED, type Entry, signIn, signInAnew } from "../failure";

const ASK_ADMINISTRATORS =
  "ask the tenant's administrators, with the time and correlation id of the message; the sign-in log names the policy";

/** On a page, the way of signing in may be what is blocked. */
const DEVICE_CODE =
  "Where the page belongs to a device code, the policy may block that way of signing in, and no other.";

export const POLICY_FAILURES: readonly Entry[] = [
  {
    code: ["AADSTS50076", "AADSTS50074"],
    says: ["you must use multi-factor authentication to access"],
    kind: "secondFactor",
    title: "The API asks for multi-factor authentication.",
    cause:
      'A plain "az login" signs in for Azure itself and may get by without a second factor; a policy asks for one at this API.',
    remedy: signIn(
      "Sign in for this API, which asks for the second factor.",
      'If it is asked for each time, az keeps an old sign-in beside the new one: run "az logout" first.',
    ),
    links: ["Azure/azure-cli#17738", "Azure/azure-devops-cli-extension#1106"],
    shownIn: ["guide", "readme"],
  },
  {
    code: "AADSTS50158",
    kind: "secondFactor",
    title: "Another security service has to be passed first.",
    cause: "The tenant asks for terms of use, or for a factor of a partner's service.",
    remedy: signIn(
      "Sign in for this API in a browser, which leads there; user name and password on the command line do not.",
      "Terms of use can be accepted at https://myaccount.microsoft.com too.",
    ),
    links: ["MicrosoftDocs/azure-docs#65361"],
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS50079", "AADSTS50072", "AADSTS53004"],
    kind: "secondFactor",
    title: "The user has to register for multi-factor authentication.",
    cause: "The tenant asks for a second factor, and this user has none yet.",
    remedy: signIn(
      "Register one at https://aka.ms/mfasetup, from the company's network or a managed device where that is demanded, then sign in.",
      "If the page lets nobody register, the account is held to be at risk: an administrator clears that.",
    ),
    shownIn: ["guide"],
  },
  {
    code: "AADSTS50078",
    kind: "secondFactor",
    title: "The second factor was given too long ago.",
    cause: "A policy wants it anew after some time.",
    remedy: signInAnew(
      "Sign out and in again, with the second factor.",
      "If that lasts minutes only, an administrator looks at the policy's sign-in frequency.",
    ),
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS53003", "AADSTS530032"],
    kind: "place",
    title: "A Conditional Access policy blocks the token.",
    cause: ({ message, outputs }) => {
      const policy = `A policy of the tenant "${outputs.tenantId}" does not let this user, device or place have tokens for "${outputs.declared.displayName}". No change to the stack helps.`;
      const isPage = message.speaker === "browser" || /device ?code/i.test(message.text);
      return isPage ? [policy, DEVICE_CODE] : policy;
    },
    remedy: `Sign in without "--use-device-code", from a device and a network as the policy wants. Else ${ASK_ADMINISTRATORS}.`,
    links: ["Azure/azure-dev#2168", "microsoft/UFO#276"],
    shownIn: ["guide", "readme"],
  },
  {
    code: ["AADSTS53000", "AADSTS530003", "AADSTS53001"],
    kind: "place",
    title: "A policy wants a managed device, and this one is not, or does not show it.",
    cause:
      "The device has to be compliant or joined to the company's domain, and the browser or az's broker has to prove it. A device code proves nothing.",
    remedy: signIn(
      "On a managed device, sign in there and without a device code. Another device has to be enrolled first.",
      `The device does not show that it is managed: ${ASK_ADMINISTRATORS}.`,
    ),
    links: ["microsoft/UFO#276", DOCUMENTED],
    shownIn: ["guide"],
  },
  {
    code: "AADSTS53002",
    kind: "place",
    title: "A policy wants an approved app, and the Azure CLI is none.",
    cause: 'Policies of the kind "require approved client app" are meant for phones.',
    remedy: "Have an administrator leave the Azure CLI, or this API, out of that policy.",
    shownIn: ["guide"],
  },
  {
    code: ["AADSTS50005", "AADSTS50097"],
    kind: "place",
    title: "A policy refuses this kind of system, or a device that does not prove itself.",
    cause:
      "Linux, Cloud Shell and device codes cannot say what device they are on. The policy may be for Microsoft Graph alone: a token for this API may still be had.",
    remedy: askAgain(
      "Try for this API alone; if it is refused too, use a system that the policy knows, without a device code.",
    ),
    links: ["Azure/azure-cli#22629", "Azure/azure-powershell#9427"],
    shownIn: ["guide"],
  },
];
