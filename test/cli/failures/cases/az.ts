/** Words of az. */
import { known, type TextCase, unknown } from "./textCase";

/** What az itself says, and what the shell says of it. */
export const AZ: readonly TextCase[] = [
  known(
    "a broken cache",
    "ERROR: Can't find token from MSAL cache.\nTo re-authenticate, please run:\naz login",
    "az.cache",
    "Can't find token from MSAL cache",
  ),
  known(
    "a user who left the cache",
    "ERROR: User 'dana@sandbox.example' does not exist in MSAL token cache. Run `az login`.",
    "az.cache",
    "does not exist in MSAL token cache",
  ),
  known(
    "Cloud Shell's tenant",
    "ERROR: Tenant shouldn't be specified for Cloud Shell account",
    "az.cloud-shell-tenant",
    "Tenant shouldn't be specified",
  ),
  known(
    "a managed identity's tenant",
    "ERROR: Tenant shouldn't be specified for managed identity account",
    "az.cloud-shell-tenant",
    "Tenant shouldn't be specified",
  ),
  known(
    "Cloud Shell's own sign-in",
    "Audience x is not a supported MSI token audience.",
    "az.cloud-shell",
    "Cloud Shell",
  ),
  known(
    "no subscriptions",
    "No subscriptions found for dana@sandbox.example.",
    "az.no-subscriptions",
    "No subscriptions found",
  ),
  known(
    "nobody signed in",
    "ERROR: Please run 'az login' to setup account.",
    "az.signed-out",
    "Please run 'az login'",
  ),
  known(
    "nobody signed in, wrapped",
    "ERROR: Please run 'az lo\ngin' to setup account.",
    "az.signed-out",
    "Please run 'az login'",
  ),
  unknown("a hint to sign in", "Please make sure you have signed in via 'az login'.", "unknown"),
  known("az missing in a shell", "bash: az: command not found", "az.missing", "az not found"),
  known(
    "az missing on Windows",
    "'az' is not recognized as an internal or external command",
    "az.missing",
    "az not found",
  ),
  known(
    "az missing in PowerShell",
    "az: The term 'az' is not recognized as a name of a cmdlet",
    "az.missing",
    "az not found",
  ),
  unknown("another program missing", "bash: jq: command not found", "unknown"),
  known(
    "no bundle",
    "OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /x.pem",
    "az.no-bundle",
    "No certificate bundle",
  ),
  known(
    "no network",
    "ERROR: HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /x",
    "az.network",
    "Connection failed",
  ),
  known(
    "Graph's revoked token",
    'ERROR: Unauthorized({"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies"}})',
    "az.revoked",
    "TokenCreatedWithOutdatedPolicies",
  ),
  unknown(
    "what a traceback's source text names",
    "Traceback (most recent call last):\n  File \"x.py\", line 403, in get\n    raise Error('Unauthorized, AADSTS65001\\nPlease run: az login')\nKeyError: 'tid'",
    "unknown",
  ),
  known(
    "az missing in German cmd",
    'Der Befehl "az" ist entweder falsch geschrieben oder\nkonnte nicht gefunden werden.',
    "az.missing",
    "az not found",
  ),
  known(
    "az missing in German PowerShell",
    'az : Die Benennung "az" wurde nicht als Name eines Cmdlet, einer Funktion, einer Skriptdatei oder eines ausführbaren\nProgramms erkannt.',
    "az.missing",
    "az not found",
  ),
  known(
    "az missing in French cmd",
    "'az' n'est pas reconnu en tant que commande interne\nou externe, un programme exécutable ou un fichier de commandes.",
    "az.missing",
    "az not found",
  ),
  known(
    "az missing in French PowerShell",
    "az : Le terme «az» n'est pas reconnu comme nom d'applet de commande, fonction, fichier de script ou programme exécutable.",
    "az.missing",
    "az not found",
  ),
  known(
    "az missing in Spanish cmd",
    '"az" no se reconoce como un comando interno o externo,\nprograma o archivo por lotes ejecutable.',
    "az.missing",
    "az not found",
  ),
  known(
    "az missing in Spanish PowerShell",
    "az : El término 'az' no se reconoce como nombre de un cmdlet, función, archivo de script o programa ejecutable.",
    "az.missing",
    "az not found",
  ),
  unknown("a program whose name ends like az", "bash: topaz: command not found", "unknown"),
  unknown(
    "a program whose name ends like az, on Windows",
    "'topaz' is not recognized as an internal or external command",
    "unknown",
  ),
  unknown(
    "another program missing in German",
    'Der Befehl "azd" ist entweder falsch geschrieben oder konnte nicht gefunden werden.',
    "unknown",
  ),
];
