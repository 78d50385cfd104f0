/**
 * Encryption of secrets in a state file: AES-256-GCM under a key that lies beside the state, readable by its owner only.
 * It keeps secrets out of plain sight and of backups of the state alone; it is no protection from who can read both.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { EngineError } from "./errors";
import { hasCode } from "./fields";

/** Seals and opens texts. */
export interface SecretBox {
  /** Encrypts; the result is "v1:<nonce>:<data>", both in base64. */
  seal(plain: string): string;
  /** @throws EngineError where the text was sealed under another key, or altered. */
  open(sealed: string): string;
}

const CIPHER = "aes-256-gcm";
const TAG_BYTES = 16;

/** The box whose key is in `keyFile`; the file is made when the first secret is sealed. */
export function makeSecretBox(keyFile: string): SecretBox {
  let key: Buffer | undefined;
  return {
    seal(plain) {
      key ??= readKey(keyFile) ?? makeKey(keyFile);
      const nonce = randomBytes(12);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const data = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      const sealed = Buffer.concat([data, cipher.getAuthTag()]);
      return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
    },
    open(sealed) {
      key ??= readKey(keyFile);
      if (key === undefined) {
        throw new EngineError(
          `the state holds secrets, but their key "${keyFile}" is missing; bring it back, or delete the state`,
        );
      }
      const [, nonce = "", data = ""] = sealed.split(":");
      const bytes = Buffer.from(data, "base64");
      try {
        const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, "base64"), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return (
          decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8")
        );
      } catch {
        throw new EngineError(
          `a secret in the state cannot be decrypted with the key "${keyFile}"; bring back the key it was written with`,
        );
      }
    },
  };
}

function readKey(keyFile: string): Buffer | undefined {
  try {
    return Buffer.from(readFileSync(keyFile, "utf8").trim(), "base64");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function makeKey(keyFile: string): Buffer {
  const key = randomBytes(32);
  writeFileSync(keyFile, `${key.toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  return key;
}
