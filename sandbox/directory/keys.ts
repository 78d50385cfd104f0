/** The key that signs the directory's tokens, and its public half as clients fetch it. */
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { v4 as randomId } from "uuid";
import * as v from "valibot";

/** A private signing key as JSON. */
export const SigningKeySchema = v.looseObject({
  kty: v.literal("RSA"),
  kid: v.string(),
  n: v.string(),
  e: v.string(),
  d: v.string(),
});
type SigningKey = v.InferOutput<typeof SigningKeySchema>;

/** A new private signing key. 2048 bits: what Entra ID publishes. */
export async function generateSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return v.parse(SigningKeySchema, { ...(await exportJWK(privateKey)), kid: randomId() });
}

/** Makes what signs and checks tokens (RS256, as Entra ID's) from a key. @throws when it is none. */
export async function createTokenKeys(key: SigningKey) {
  const { kid, n, e } = key;
  const privateKey = await importJWK(key, "RS256");
  const jwks: JSONWebKeySet = { keys: [{ kty: "RSA", use: "sig", alg: "RS256", kid, n, e }] };
  const keySet = createLocalJWKSet(jwks);
  return {
    /** The public keys, as published at `jwks_uri`. */
    jwks,
    /** @returns the signed token (compact form). */
    sign: (claims: JWTPayload): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg: "RS256", kid }).sign(privateKey),
    /**
     * @returns the claims of a token that this directory signed and that has not expired at `now`;
     * otherwise undefined.
     */
    async verify(token: string, now: Date): Promise<JWTPayload | undefined> {
      const verified = await jwtVerify(token, keySet, {
        algorithms: ["RS256"],
        currentDate: now,
        requiredClaims: ["exp", "aud"],
      }).catch(() => undefined);
      return verified?.payload;
    },
  };
}

export type TokenKeys = Awaited<ReturnType<typeof createTokenKeys>>;
