/** `az` as a program: how it is installed, called and set up. */
import { askAgain, type Entry } from "../failure";

const INSTALL = "https://learn.microsoft.com/cli/azure/install-azure-cli";

export const AZ_ITSELF_FAILURES: readonly Entry[] = [
  {
    code: "az.missing",
    name: "az not found",
    says: [
      "az: command not found",
      "az: not found",
      "az: No such file",
      "command not found: az",
      "spawn az ENOENT",
      "Azure CLI not installed",
      "Azure CLI not found on path",
      "Azure CLI could not be found",
      // cmd and PowerShell, in English, German, French, Spanish.
      "'az' is not recognized as",
      "The term 'az' is not recognized",
      'Der Befehl "az" ist entweder falsch geschrieben',
      '"az" wurde nicht als Name eines Cmdlet',
      "'az' n'est pas reconnu en tant que commande",
      "«az» n'est pas reconnu comme nom",
      '"az" no se reconoce como',
    ],
    only: [/(?<![\w-])az(?![\w-])/i, "Azure CLI"],
    kind: "missing",
    title: 'The Azure CLI ("az") is not installed, or not on the PATH.',
    cause: "Tokens are fetched with the Azure CLI.",
    remedy: `Install it: ${INSTALL}`,
    links: [INSTALL],
    shownIn: ["guide"],
  },
  {
    code: "az.clock",
    name: "The ID token is not yet valid",
    says: ["ID token is not yet valid", "id token is issued in the future"],
    failureCode: "token.wrong.not-yet-valid",
    title: "This machine's clock is behind.",
    cause: "Older versions of az refuse a sign-in that seems to come from the future.",
    remedy: "Set the clock (time zone and time), best by the network.",
    links: [
      "https://github.com/AzureAD/microsoft-authentication-library-for-python/blob/1.21.0/msal/oauth2cli/oidc.py",
    ],
    shownIn: ["guide"],
  },
  {
    code: "az.folder",
    says: [
      "Permission denied….azure",
      "Permission denied…msal_token_cache",
      "Access is denied….azure",
      "Read-only file system….azure",
    ],
    only: [/\.azure(?=[/'"]|$)/, "msal_token_cache"],
    title: "az may not write into its own folder.",
    cause:
      "Its configuration and sign-ins are in a folder of another user (as after sudo), or one that cannot be written, as in some containers.",
    remedy:
      "Give the folder to the user that runs az, or set AZURE_CONFIG_DIR to a folder of that user, and sign in there.",
    links: ["https://learn.microsoft.com/cli/azure/azure-cli-configuration"],
  },
  {
    code: "az.option",
    says: ["unrecognized arguments", "ambiguous option"],
    // Every program of Python says the same; az says it behind its name, or in capital letters.
    only: [
      /\b(?:ERROR|az [\w -]{1,60}: error): (?:unrec|ambig)/,
      /(?:arguments|option): --(?:scope|tenant|allow|query)/,
    ],
    title: "This az does not know an option of the command.",
    cause:
      "The option is misspelt or cut short, its value was cut in two, or it is newer than this az.",
    remedy: askAgain(
      "Paste the command on one line. If that is refused, update the Azure CLI (az upgrade).",
    ),
    links: ["https://learn.microsoft.com/cli/azure/update-azure-cli"],
  },
  {
    code: "az.value",
    name: "an option without its value",
    says: [
      "argument --resource: expected",
      "argument --scope…expected",
      "argument --tenant…expected",
      "arguments are required: --resource",
      "arguments are required: --scope",
    ],
    unless: ["--resource-"],
    title: "An option of the command is missing, or has no value.",
    cause: "A variable in its place was empty, or the command was cut.",
    remedy: askAgain("Use the command with the ids in it:"),
    links: ["https://learn.microsoft.com/cli/azure/account#az-account-get-access-token"],
  },
  {
    code: "az.command",
    says: ["misspelled or not recognized by the system"],
    title: "az knows no command of this name.",
    cause: "It is misspelt, or of an extension that is not installed.",
    remedy: askAgain("Copy the command as the stack prints it:"),
    links: ["https://learn.microsoft.com/cli/azure/account#az-account-get-access-token"],
  },
  {
    code: "az.query",
    says: ["argument --query: invalid"],
    title: "az cannot read the expression after --query.",
    cause: "A quote is left open, or the shell took quotes away that az needs.",
    remedy: ({ outputs }) => ({
      text: "The stack's own line needs no quotes there:",
      commands: [outputs.tokenCommands.tokenOnly],
    }),
    links: ["https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-query"],
  },
];
