/**
 * The provider's login: client credentials from the environment, one token per provider, in memory
 * only.
 */
import { decodeJwt } from "jose";

import { causeOf, type Fetch } from "../../http";
import { isRecord, parseJson, text } from "../values";
import type { ProviderCloud } from "./cloud";
import { isTransient, retrying, type Sleep } from "./retry";

/** Who the provider is, and the token that proves it. */
export interface Login {
  readonly tenantId: string;
  readonly clientId: string;
  /** The caller's object in the directory: the first owner of what it creates. */
  readonly objectId: string;
  /** Never written anywhere. */
  readonly accessToken: string;
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const MOST_TOKEN_RETRIES = 4;

/** Signs in. @throws in the real provider's words where it is refused or cannot be asked. */
export async function logIn(
  environment: Environment,
  fetch: Fetch,
  sleep: Sleep,
  { login, graph }: ProviderCloud,
): Promise<Login> {
  const clientId = need(environment, "ARM_CLIENT_ID");
  const clientSecret = need(environment, "ARM_CLIENT_SECRET");
  const tenantId = need(environment, "ARM_TENANT_ID");
  const form = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: "client_credentials",
    scope: `${graph}/.default`,
  });
  const endpoint = `${login}/${tenantId}/oauth2/v2.0/token`;
  const { status, body } = await retrying(
    async () => {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded",
        },
        body: form.toString(),
      }).catch((error: unknown) => {
        throw new Error(`could not reach "${endpoint}": ${causeOf(error).message}`, {
          cause: error,
        });
      });
      return {
        status: response.status,
        retryAfter: response.headers.get("retry-after"),
        body: await response.text(),
      };
    },
    (answer) => isTransient(answer.status),
    sleep,
    MOST_TOKEN_RETRIES,
  );
  if (status !== 200) {
    throw new Error(`clientCredentialsToken: received HTTP status ${status}${reasonIn(body)}`);
  }
  const answer = parseJson(body);
  const accessToken = isRecord(answer) ? text(answer, "access_token") : "";
  const objectId = accessToken === "" ? undefined : decodeJwt(accessToken)["oid"];
  if (typeof objectId !== "string") {
    throw new Error(
      `The token for client "${clientId}" has no "oid" claim, so its owner in the directory is unknown. ` +
        "Give the client a service principal in the tenant.",
    );
  }
  return { tenantId, clientId, objectId, accessToken };
}

function need(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") {
    throw new Error(
      `failed to load Azure credentials: "${name}" is not set. The sandbox's provider signs in with "ARM_CLIENT_ID", ` +
        '"ARM_CLIENT_SECRET" and "ARM_TENANT_ID", as "npm run sandbox -- serve" prints them.',
    );
  }
  return value;
}

/** What the login said, without anything else that its answer may hold. */
function reasonIn(body: string): string {
  try {
    const answer = parseJson(body);
    const reason = isRecord(answer) ? text(answer, "error_description") : "";
    return reason === "" ? "" : `: ${reason}`;
  } catch {
    return "";
  }
}
