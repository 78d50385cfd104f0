import { type JSONWebKeySet, compactVerify, createLocalJWKSet, errors } from "jose";
import { attempt } from "../az/unanswered";
import { type DecodedToken, excerpt } from "./decodeToken";

/** What a signature check found. */
export type SignatureVerdict =
  | { readonly kind: "verified" }
  | { readonly kind: "wrong"; readonly why: string }
  /** Only the tenant's keys could tell, and they were not asked for or cannot be had. */
  | { readonly kind: "unchecked"; readonly why: string };

/**
 * The one algorithm of Entra ID's signatures
 * (https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration), and the letters
 * of the shortest one: its keys have 2048 bits or more (RFC 7518, 3.3).
 */
const ALGORITHM = "RS256";
const SHORTEST = Math.ceil((2048 / 8) * (4 / 3));

/**
 * What no key can make good: a token without a signature, with one of another kind, or with a piece
 * of one. APIs refuse it.
 *
 * @returns why; undefined where only the tenant's keys can tell.
 */
export function signatureFlaw({ header }: DecodedToken, token: string): string | undefined {
  const { alg } = header;
  const { length } = token.slice(token.lastIndexOf(".") + 1);
  if (length === 0 || (typeof alg === "string" && alg.toLowerCase() === "none")) {
    return "the token is not signed, so anybody can have written it";
  }
  if (alg !== ALGORITHM) {
    const other = typeof alg === "string" ? `"${excerpt(alg)}"` : "nothing that the token names";
    return `it is made by ${other}; Entra ID signs with "${ALGORITHM}"`;
  }
  return length < SHORTEST
    ? `it is cut: ${length} letters are left of at least ${SHORTEST}`
    : undefined;
}

/**
 * Checks a token's signature. Only that: times, audience and issuer are compared claim by claim
 * elsewhere.
 *
 * @param fetchKeys asks for the tenant's published keys:
 * https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
export async function verifySignature(
  token: string,
  fetchKeys: () => Promise<JSONWebKeySet>,
): Promise<SignatureVerdict> {
  const keys = await attempt(fetchKeys());
  if (!keys.ok) {
    const isMissing = keys.failure.kind === "missing";
    const why = isMissing ? '"az" is not on the PATH' : "the tenant's keys cannot be fetched";
    return { kind: "unchecked", why };
  }
  try {
    await compactVerify(token, createLocalJWKSet(keys.value), { algorithms: [ALGORITHM] });
    return { kind: "verified" };
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) {
      return { kind: "wrong", why: "none of the tenant's published keys signed it" };
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return { kind: "wrong", why: "the signature does not fit the text: the token was changed" };
    }
    // Whatever else the library says of a key or a header: both come from outside.
    const why = error instanceof errors.JOSEError ? error.code : "a key does not fit";
    return { kind: "wrong", why: `it cannot be checked: ${why}` };
  }
}
