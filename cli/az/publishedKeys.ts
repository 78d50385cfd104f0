import { createPublicKey } from "node:crypto";
import type { JSONWebKeySet, JWK } from "jose";
import { keySetAnswer } from "./answers";
import type { Az } from "./az";

/**
 * Fetches the keys that sign a tenant's tokens, through `az` so that its proxy and certificate
 * settings count. Needs no sign-in.
 *
 * @param login where the tenant's users sign in, with a slash at the end.
 * @param tenant a tenant id, or "common".
 * @throws Unanswered.
 */
export async function fetchPublishedKeys(
  az: Az,
  login: string,
  tenant: string,
): Promise<JSONWebKeySet> {
  const url = `${login}${tenant}/discovery/v2.0/keys`;
  const { keys } = await az(
    ["rest", "--method", "GET", "--url", url, "--skip-authorization-header"],
    keySetAnswer,
  );
  return { keys: keys.flatMap(toKey) };
}

/** RS256 takes no shorter key: https://www.rfc-editor.org/rfc/rfc7518#section-3.3 */
const SHORTEST_KEY_BITS = 2048;

/** A key that can be used; others are as good as not there. */
function toKey(key: Readonly<Record<string, unknown>>): readonly JWK[] {
  const { kty, n, e, kid } = key;
  if (kty !== "RSA" || typeof n !== "string" || typeof e !== "string") return [];
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: { kty, n, e }, format: "jwk" });
    if ((asymmetricKeyDetails?.modulusLength ?? 0) < SHORTEST_KEY_BITS) return [];
  } catch {
    return [];
  }
  return [{ kty, n, e, ...(typeof kid === "string" && { kid }) }];
}
