/** Random secrets and their one-way form: the directory stores the second only. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret: 256 random bits, base64url. */
export function createSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 of a secret, base64url. Enough for secrets with 256 random bits. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Whether `secret` is the one behind `hash`. */
export function matchesHash(secret: string, hash: string): boolean {
  const actual = Buffer.from(hashSecret(secret));
  const expected = Buffer.from(hash);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
