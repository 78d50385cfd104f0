/**
 * Every code that a command but `doctor` can end with (exit code 1), and what each one means.
 * Stable: programs match them. The findings of `doctor` have the codes `doctor.<id of the check>`.
 */
export const FAILURE_CODES = {
  "outputs.unreadable": "The stack's outputs could not be read.",
  "outputs.broken": "What was read is not JSON.",
  "outputs.foreign": "The outputs belong to another program.",
  "outputs.incomplete": "The stack is half made or half destroyed: outputs are missing or wrong.",
  "outputs.reserved": "The outputs name an API of Microsoft's own as the stack's.",
  "input.too-large": "What was given is larger than any token, error or outputs.",
  "sandbox.unavailable": "There is no sandbox state to read.",
  "az.missing": "The Azure CLI is not installed or not on the PATH.",
  "az.timeout": "The Azure CLI did not answer in time and was stopped.",
  "az.unreadable": "The Azure CLI ended well, but its answer is not understood.",
  "az.network": "The Azure CLI could not reach the sign-in service.",
  "az.failed": "The Azure CLI failed in a way that has no entry of its own.",
  "token.refused.not-signed-in": "Nobody is signed in, or the sign-in has ended.",
  "token.refused.wrong-tenant": "Signed in to another tenant than the stack's.",
  "token.refused.not-preauthorized":
    "The Azure CLI is not pre-authorized for the scope, and nobody consented.",
  "token.refused.api-not-found": "The API has no service principal in the tenant, or no such URI.",
  "token.refused.api-disabled": "The API's service principal is switched off.",
  "token.refused.not-assigned": "The API requires an assignment, and the caller has none.",
  "token.refused.mfa": "The API asks for multi-factor authentication.",
  "token.refused.conditional-access": "A Conditional Access policy blocks the token.",
  "token.refused.unknown-scope": "The API has no such scope.",
  "token.refused.service-principal": "A service principal asked in a way that is only for users.",
  "token.refused.user": "The user's account or password is refused.",
  "token.refused.other": "Refused with a code that has no entry of its own.",
  "token.wrong.not-an-access-token": "A refresh token, an id token or something else entirely.",
  "token.wrong.version": "A token of another version than the stack's.",
  "token.wrong.tenant": "A token of another tenant.",
  "token.wrong.api": "A token for another API.",
  "token.wrong.issuer": "The issuer is not the tenant's.",
  "token.wrong.client": "Another client than the Azure CLI asked for it.",
  "token.wrong.service-principal":
    "A service principal's token without an app role: the API accepts neither.",
  "token.wrong.scopes": "Scopes are missing.",
  "token.wrong.roles": "Group ids stand where roles belong.",
  "token.wrong.groups": "The group that the API checks is missing.",
  "token.wrong.groups-implicit":
    "The token came through the implicit flow, which names no groups where there are many.",
  "token.wrong.app-role": "An application without the role that the API's policy asks for.",
  "token.wrong.groups-overage": "The user is in so many groups that the token names none.",
  "token.wrong.expired": "The token has expired, or this machine's clock is wrong.",
  "token.wrong.not-yet-valid": "The token is not valid yet: this machine's clock is wrong.",
  "token.wrong.signature": "The tenant's keys did not sign the token.",
  "token.unverified": "The signature could not be checked although that was asked for.",
  "check.no-input": "No token was given.",
  "check.several-tokens": "More than one token was given, and they differ.",
  "guide.secret": "An output looks like a token, so no page is written.",
  "guide.hidden-text": "An output holds characters that cannot be seen, so no page is written.",
  "guide.unwritable": "The page's file cannot be written.",
  "stack-file.missing": "There is no Pulumi project, or no file of the stack.",
  "stack-file.broken": "Pulumi.yaml or the stack's file is not what Pulumi reads.",
  "stack-file.unwritable": "The stack's file cannot be written.",
  "stack-file.conflict": "The stack's config says something else than the registration.",
  "adopt.not-found": "The tenant has no registration of that client id.",
  "adopt.other-tenant": "Signed in to another tenant than the stack's.",
  "adopt.other-registration": "The stack has a registration already.",
  "adopt.refused": "The program would refuse the config that describes the registration.",
  "adopt.unfinished":
    "The import ids are still needed: the stack has not adopted the registration.",
  "package.missing": "A package that the command needs is not installed.",
} as const;

/** A code of {@link FAILURE_CODES}. */
export type FailureCode = keyof typeof FAILURE_CODES;
