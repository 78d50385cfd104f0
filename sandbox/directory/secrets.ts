/** Secrets and passwords, and their one-way form: the directory stores the second only. */
import { createHash, randomBytes, scryptSync, timingSafeEqual } from "node:crypto";

/**
 * A new secret: 256 random bits, base64url, and no dash in front: az would take the secret for an
 * option.
 */
export function createSecret(): string {
  return randomBytes(32).toString("base64url").replace(/^-/, "_");
}

/** SHA-256 of a secret, base64url. Enough for secrets with 256 random bits. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/**
 * A salted scrypt of a password that a person chose: "scrypt:<salt>:<hash>", base64url. Slow on
 * purpose.
 */
export function hashPassword(
  password: string,
  salt = randomBytes(16).toString("base64url"),
): string {
  return `scrypt:${salt}:${scryptSync(password, salt, 32).toString("base64url")}`;
}

/** Whether `secret` is the one behind `hash`, of either form. */
export function matchesHash(secret: string, hash: string): boolean {
  const [form, salt] = hash.split(":");
  const actual = Buffer.from(form === "scrypt" ? hashPassword(secret, salt) : hashSecret(secret));
  const expected = Buffer.from(hash);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
