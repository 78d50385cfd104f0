import { type JSONWebKeySet, compactVerify, createLocalJWKSet, errors } from "jose";

/** What a signature check found. */
export type SignatureVerdict =
  { readonly kind: "verified" } | { readonly kind: "wrong"; readonly why: string };

/**
 * Checks a token's signature. Only that: times, audience and issuer are compared claim by claim
 * elsewhere.
 *
 * @param keys the tenant's published keys:
 * https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
export async function verifySignature(
  token: string,
  keys: JSONWebKeySet,
): Promise<SignatureVerdict> {
  try {
    await compactVerify(token, createLocalJWKSet(keys), { algorithms: ["RS256"] });
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
