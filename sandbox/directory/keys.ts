/** The key that signs the directory's tokens, and its public half as clients fetch it. */
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { v4 as randomId } from "uuid";

/** Signs and checks tokens; RS256, as Entra ID's. */
export interface TokenKeys {
  /** The public keys, as published at `jwks_uri`. */
  readonly jwks: JSONWebKeySet;
  /** @returns the signed token (compact form). */
  sign(claims: JWTPayload): Promise<string>;
  /**
   * @returns the claims of a token that this directory signed and that has not expired at `now`;
   * otherwise undefined.
   */
  verify(token: string, now: Date): Promise<JWTPayload | undefined>;
}

/**
 * A new private signing key as JSON, fit for {@link createTokenKeys}. 2048 bits: what Entra ID
 * publishes.
 */
export async function generateSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: "RS256", kid: randomId(), use: "sig" };
}

/**
 * Makes the keys from a private key.
 *
 * @throws when `privateJwk` is no RSA private key.
 */
export async function createTokenKeys(privateJwk: JWK): Promise<TokenKeys> {
  const { kid, n, e } = privateJwk;
  if (privateJwk.kty !== "RSA" || kid === undefined || n === undefined || e === undefined) {
    throw new Error('The sandbox directory\'s signing key is not an RSA key with a "kid".');
  }
  const privateKey = await importJWK(privateJwk, "RS256");
  const jwks: JSONWebKeySet = { keys: [{ kty: "RSA", use: "sig", alg: "RS256", kid, n, e }] };
  const keySet = createLocalJWKSet(jwks);
  return {
    jwks,
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg: "RS256", kid }).sign(privateKey),
    async verify(token, now) {
      try {
        const verified = await jwtVerify(token, keySet, {
          algorithms: ["RS256"],
          currentDate: now,
          requiredClaims: ["exp", "aud"],
        });
        return verified.payload;
      } catch {
        return undefined;
      }
    },
  };
}
