/** The state folder: what outlives a restart. Everything in it is readable by its owner only. */
import { createPrivateKey } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import { makeFolder, writeWhole } from "../wholeFile";
import { type Certificates, createCertificates } from "./certificates";
import { createTokenKeys, generateSigningKey, type TokenKeys } from "./keys";
import { createSecret } from "./secrets";

// Not strict: earlier versions kept their certificates here.
const IdentitySchema = v.object({
  deployerSecret: v.string(),
  signingKey: v.record(v.string(), v.unknown()),
  userPassword: v.string(),
});

/** Files of a state folder that are not what they should be; the message is for people. */
export class FolderError extends Error {
  public override readonly name = "FolderError";
}

/**
 * What a directory is known by. Its signing key and its secrets are made once and kept in the state
 * folder.
 */
export interface DirectoryIdentity {
  /** Path of the authority's certificate (PEM): `SSL_CERT_FILE` and its siblings. */
  readonly caFile: string;
  /**
   * Makes certificates for a day, and has {@link caFile} tell of them. Their private keys never
   * touch the disk.
   */
  makeCertificates(): Promise<Certificates>;
  readonly keys: TokenKeys;
  readonly deployerSecret: string;
  readonly userPassword: string;
  /** Path of the directory's state; undefined: memory only. */
  readonly stateFile: string | undefined;
  /** Removes the temporary folder, where there is one. */
  dispose(): Promise<void>;
}

/**
 * Opens the state folder, or a temporary one, and makes what is missing in it.
 *
 * @throws FolderError where the folder holds something else.
 */
export async function openFolder(stateDir: string | undefined): Promise<DirectoryIdentity> {
  const folder =
    stateDir === undefined
      ? await mkdtemp(path.join(tmpdir(), "sandbox-directory-"))
      : path.resolve(stateDir); // Clients in other folders are told of the files in it.
  await makeFolder(folder);
  try {
    const identity = await readIdentity(path.join(folder, "identity.json"));
    const caFile = path.join(folder, "ca.pem");
    return {
      caFile,
      async makeCertificates() {
        // By the system's clock, because that is what clients check them by.
        const certificates = await createCertificates(new Date());
        await writeWhole(caFile, certificates.authority);
        await chmod(caFile, 0o600);
        return certificates;
      },
      keys: await createTokenKeys(identity.signingKey),
      deployerSecret: identity.deployerSecret,
      userPassword: identity.userPassword,
      stateFile: stateDir === undefined ? undefined : path.join(folder, "directory.json"),
      dispose: () =>
        stateDir === undefined ? rm(folder, { recursive: true, force: true }) : Promise.resolve(),
    };
  } catch (error) {
    if (stateDir === undefined) {
      await rm(folder, { recursive: true, force: true });
    }
    throw error;
  }
}

/** Whether the signing key can be read: its schema takes any text. */
function holdsKeys({ signingKey }: v.InferOutput<typeof IdentitySchema>): boolean {
  try {
    createPrivateKey({ key: signingKey, format: "jwk" });
    return typeof signingKey["kid"] === "string";
  } catch {
    return false;
  }
}

async function readIdentity(file: string): Promise<v.InferOutput<typeof IdentitySchema>> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  const parsed =
    text === undefined
      ? undefined
      : v.safeParse(v.pipe(v.string(), v.parseJson(), IdentitySchema), text);
  if (parsed?.success === false || (parsed !== undefined && !holdsKeys(parsed.output))) {
    throw new FolderError(
      `The sandbox directory's keys "${file}" cannot be read. They were written by another version or edited by hand: remove the file to make new ones; every login made before ends with it.`,
    );
  }
  if (parsed !== undefined) return parsed.output;
  const identity = {
    deployerSecret: createSecret(),
    signingKey: { ...(await generateSigningKey()) },
    userPassword: createSecret(),
  };
  await writeWhole(file, `${JSON.stringify(identity, null, 1)}\n`);
  return identity;
}
