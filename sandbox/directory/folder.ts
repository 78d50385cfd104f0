/** The state folder: what outlives a restart. Everything in it is readable by its owner only. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import { makeFolder, writeWhole } from "../wholeFile";
import { type Certificates, createCertificates } from "./certificates";
import { createTokenKeys, generateSigningKey, SigningKeySchema, type TokenKeys } from "./keys";
import { createSecret } from "./secrets";

// Not strict: earlier versions kept their certificates here.
const IdentitySchema = v.object({
  deployerSecret: v.string(),
  signingKey: SigningKeySchema,
  userPassword: v.string(),
});

/** Files of a state folder that are not what they should be; the message is for people. */
export class FolderError extends Error {
  public override readonly name = "FolderError";
}

/** Opens the state folder, or a temporary one, and makes it if it is missing. */
export async function openFolder(stateDir: string | undefined) {
  const folder =
    stateDir === undefined
      ? await mkdtemp(path.join(tmpdir(), "sandbox-directory-"))
      : path.resolve(stateDir); // Clients in other folders are told of the files in it.
  await makeFolder(folder);
  const caFile = path.join(folder, "ca.pem");
  return {
    /** Path of the authority's certificate (PEM): `SSL_CERT_FILE` and its siblings. */
    caFile,
    /**
     * Makes certificates for a day, and has `caFile` tell of them. Their private keys never touch
     * the disk.
     */
    async makeCertificates(): Promise<Certificates> {
      // By the system's clock, because that is what clients check them by.
      const certificates = await createCertificates(new Date());
      await writeWhole(caFile, certificates.authority);
      return certificates;
    },
    /** See {@link openIdentity}. */
    openIdentity: () => openIdentity(path.join(folder, "identity.json")),
    /** Path of the directory's state; undefined: memory only. */
    stateFile: stateDir === undefined ? undefined : path.join(folder, "directory.json"),
    /** Removes the temporary folder, where there is one. */
    async dispose(): Promise<void> {
      if (stateDir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Reads what a directory is known by, the signing key and the secrets, or makes them.
 *
 * @throws FolderError where the file holds something else.
 */
async function openIdentity(
  file: string,
): Promise<v.InferOutput<typeof IdentitySchema> & { readonly keys: TokenKeys }> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) {
    const identity = {
      deployerSecret: createSecret(),
      signingKey: await generateSigningKey(),
      userPassword: createSecret(),
    };
    await writeWhole(file, `${JSON.stringify(identity, null, 1)}\n`);
    return { ...identity, keys: await createTokenKeys(identity.signingKey) };
  }
  try {
    const identity = v.parse(v.pipe(v.string(), v.parseJson(), IdentitySchema), text);
    return { ...identity, keys: await createTokenKeys(identity.signingKey) };
  } catch {
    throw new FolderError(
      `The sandbox directory's keys "${file}" cannot be read. They were written by another version or edited by hand: remove the file to make new ones; every login made before ends with it.`,
    );
  }
}
