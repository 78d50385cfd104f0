/**
 * The broker of Windows, which az signs in with by default since 2.61 (Azure PowerShell too). It
 * hides the code of the sign-in service behind a status and a number of its own.
 */
import { askAgain, byCommands, type Entry, signIn } from "../failure";

const LINKS = ["Azure/azure-cli#29881", "Azure/azure-cli#30141"] as const;

/** Without the broker: the browser signs in. */
const withoutBroker = byCommands(({ loginCommand }) => [
  "az account clear",
  "az config set core.enable_broker_on_windows=false",
  loginCommand,
]);

export const BROKER_FAILURES: readonly Entry[] = [
  {
    code: "0xCAA2000B",
    kind: "request",
    failureCode: "token.refused.api-not-found",
    title: "The broker of Windows was asked for an API that is not known.",
    cause: ({ outputs }) => [
      {
        text: `0xCAA2000B stands for "invalid resource": a scope's path was given to "--resource", or a wrong id. The API is "${outputs.clientId}".`,
        tell: `az account get-access-token --resource ${outputs.clientId} --debug`,
      },
      {
        text: `The sign-in is for another tenant than "${outputs.tenantId}".`,
        tell: "az account show --query tenantId --output tsv",
      },
    ],
    remedy: askAgain(
      'Use the command as the stack prints it. With "--debug", az shows the code (AADSTS…) that the broker hides.',
    ),
    links: ["Azure/azure-cli#30491", "Azure/azure-sdk-for-net#47412"],
  },
  {
    code: "broker.configuration",
    says: ["Status_IncorrectConfiguration", "Status: IncorrectConfiguration"],
    kind: "request",
    title: "The broker of Windows says that the request is wrong, and hides why.",
    cause: "The API, the client or the tenant that was asked for is not accepted.",
    remedy: ({ outputs }) => ({
      text: 'Ask as the stack prints it, with "--debug", which shows the code (AADSTS…):',
      commands: [`${outputs.tokenCommand} --debug`],
    }),
    links: LINKS,
  },
  {
    code: "0xCAA2000C",
    name: "Status_InteractionRequired",
    says: ["Status_InteractionRequired", "Status: InteractionRequired"],
    only: ["Response_Status", "StatusInternal", "(pii)", "WAM Error", "broker"],
    kind: "signIn",
    title: "The broker of Windows has to ask the user.",
    cause: "A second factor, consent or a new sign-in is due, which a silent request cannot have.",
    remedy: signIn(
      "Sign in for this API, once.",
      'If it comes back, sign in without the broker: "az account clear", then "az config set core.enable_broker_on_windows=false", then sign in.',
    ),
    links: LINKS,
  },
  {
    code: "broker.cancelled",
    says: [
      "Status_UserCanceled",
      "Status_ApplicationCanceled",
      "Status: UserCanceled",
      "User cancelled the Accounts Control Operation",
    ],
    kind: "signIn",
    title: "The sign-in window of Windows was closed, or never came to the front.",
    cause: "Somebody closed it, or it stands behind another window or in no desktop's session.",
    remedy: withoutBroker(
      "Sign in by the browser instead of that window.",
      'Without a desktop, as over SSH, add "--use-device-code" to the sign-in.',
    ),
    links: LINKS,
  },
  {
    code: "broker.account",
    says: [
      "Status_AccountUnusable",
      "Status: AccountUnusable",
      "Status_AccountNotFound",
      "Status_UserSwitch",
    ],
    kind: "signIn",
    title: "The broker of Windows cannot use the account that az remembers.",
    cause: "It was removed from Windows, or belongs to another user of the machine.",
    remedy: withoutBroker(
      "Have az forget the account, and sign in by the browser.",
      'If Windows has to know the account, add it under "Settings, Accounts, Access work or school".',
    ),
    links: ["Azure/azure-cli#28841", ...LINKS],
  },
  {
    code: "0x80070520",
    name: "No logon session",
    kind: "signIn",
    title: "The broker of Windows works only where the user is logged on.",
    cause:
      "az runs as a service, as a scheduled task or as another user: no such session is there.",
    remedy: withoutBroker(
      "There, sign in without the broker.",
      "A service signs in as an application of its own, with the app role.",
    ),
    links: ["Azure/azure-cli#30603"],
  },
  {
    code: "broker.network",
    says: [
      "Status_NoNetwork",
      "Status_NetworkTemporarilyUnavailable",
      "Status_ServerTemporarilyUnavailable",
      "Status: NoNetwork",
    ],
    kind: "network",
    title: "The broker of Windows has no connection to the sign-in service.",
    cause: "The network is down, or its proxy is not the one that Windows is set to.",
    remedy: "Restore the connection, in Windows' settings too: the broker reads no HTTPS_PROXY.",
    links: LINKS,
  },
  {
    code: ["broker.unexpected", "0x80004005"],
    says: [
      "Status_Unexpected",
      "Status_ApiContractViolation",
      "Status_Unknown",
      "Status: Unexpected",
      "Status: ApiContractViolation",
      "StatusInternal::Unexpected",
      "unknown_broker_error",
    ],
    kind: "signIn",
    failureCode: "az.failed",
    title: "The broker of Windows failed.",
    cause: "It does not say why: its own store of accounts, or its version, is in disorder.",
    remedy: withoutBroker(
      "Do without it: the browser signs in.",
      'The failure is not the broker\'s then: "--debug" shows the code (AADSTS…).',
    ),
    links: ["Azure/azure-cli#29134", ...LINKS],
  },
];
