import { AZURE_CLI_CLIENT_ID } from "./clients";
import type { TokenTarget } from "./commands";
import type { ManagementApiSpec } from "./config";

/** Where users of Microsoft's public cloud sign in. The BDK's settings want the trailing slash. */
export const LOGIN_INSTANCE = "https://login.microsoftonline.com/";

/**
 * The claims of a good token: version 2, for a user signed in with the Azure CLI.
 * Source: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export interface ExpectedToken {
  /** Audience: the API's client id, not its URI (that would be a version 1 token). */
  readonly aud: string;
  /** Issuer: the tenant's version 2 endpoint. */
  readonly iss: string;
  /** Always `2.0`. */
  readonly ver: string;
  /** The tenant. */
  readonly tid: string;
  /** The client that asked: the Azure CLI. */
  readonly azp: string;
  /** The scopes that the Azure CLI gets without a prompt, separated by blanks; empty where it is not pre-authorized. */
  readonly scp: string;
  /** The group that the API checks; only where the stack has one. The claim lists all groups of the user. */
  readonly groups?: string;
  /** The app role that lets an application in, whose token has neither `scp` nor `groups`; only where the stack has one. */
  readonly roles?: string;
}

/**
 * The claims that a token for this stack has when everything is right.
 *
 * @param producers object id of the group that the API checks; undefined: it checks none.
 */
export function expectedToken(
  { clientId, tenantId, producers }: TokenTarget & { readonly producers: string | undefined },
  { clients, accessRole }: ManagementApiSpec,
): ExpectedToken {
  const cli = clients.find((client) => client.clientId === AZURE_CLI_CLIENT_ID);
  return {
    aud: clientId,
    iss: `${LOGIN_INSTANCE}${tenantId}/v2.0`,
    ver: "2.0",
    tid: tenantId,
    azp: AZURE_CLI_CLIENT_ID,
    scp: (cli?.scopes ?? []).join(" "),
    ...(producers !== undefined && { groups: producers }),
    ...(accessRole !== undefined && { roles: accessRole }),
  };
}
