import { AZURE_CLI_CLIENT_ID } from "../values/clients";
import { CLOUDS } from "../clouds";
import type { CheckedTarget } from "./commands";
import type { Basis } from "./declared";

/** Claims of both versions. */
interface AnyToken {
  /** Issuer: the tenant's endpoint for tokens of this version. */
  readonly iss: string;
  /** The tenant. */
  readonly tid: string;
  /** The Azure CLI's scopes, separated by blanks; empty where it is not pre-authorized. */
  readonly scp: string;
  /** The group that the API checks, if any. The claim lists all groups of the user. */
  readonly groups?: string;
  /** The role that lets an application in, if any: its token has neither `scp` nor `groups`. */
  readonly roles?: string;
}

/** A good token of version 1: the audience is the name that was asked for. */
export interface ExpectedToken1 extends AnyToken {
  readonly ver: "1.0";
  /** All that the API takes: client id, identifier URIs. A token has the one that was asked for. */
  readonly audiences: readonly string[];
  /** The client that asked: the Azure CLI. */
  readonly appid: string;
}

/** A good token of version 2. */
export interface ExpectedToken2 extends AnyToken {
  readonly ver: "2.0";
  /** Audience: the API's client id, whatever name was asked for. */
  readonly aud: string;
  /** The client that asked: the Azure CLI. */
  readonly azp: string;
}

/**
 * The claims of a good token, by the names that a token of the stack's version has: for a user
 * signed in with the Azure CLI. Source:
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export type ExpectedToken = ExpectedToken1 | ExpectedToken2;

/** Every audience of a good token. */
export function audiencesOf(token: ExpectedToken): readonly string[] {
  return token.ver === "1.0" ? token.audiences : [token.aud];
}

/** The client id of a good token's client, which has another name in each version. */
export function clientOf(token: ExpectedToken): string {
  return token.ver === "1.0" ? token.appid : token.azp;
}

/** The claims that a token for this stack has when everything is right. */
export function expectedToken(
  { clientId, tenantId, identifierUris, cloud, producers }: CheckedTarget,
  { declared, accessRole, tokenVersion }: Basis,
): ExpectedToken {
  const { [AZURE_CLI_CLIENT_ID]: held = [] } = declared.clients;
  const common = {
    tid: tenantId,
    scp: held.join(" "),
    ...(producers !== undefined && { groups: producers }),
    ...(accessRole !== undefined && { roles: accessRole }),
  };
  return tokenVersion === 1
    ? {
        ver: "1.0",
        audiences: [clientId, ...identifierUris],
        iss: `${CLOUDS[cloud].firstIssuer}${tenantId}/`,
        appid: AZURE_CLI_CLIENT_ID,
        ...common,
      }
    : {
        ver: "2.0",
        aud: clientId,
        iss: `${CLOUDS[cloud].login}${tenantId}/v2.0`,
        azp: AZURE_CLI_CLIENT_ID,
        ...common,
      };
}
