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
];
