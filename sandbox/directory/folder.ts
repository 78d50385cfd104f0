/** The state folder: what outlives a restart. Everything in it is readable by its owner only. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import writeFileAtomic from "write-file-atomic";
import { createCertificates, isStillValid } from "./certificates";
import type { Certificates } from "./certificates";
import { createTokenKeys, generateSigningKey } from "./keys";
import type { TokenKeys } from "./keys";
import { createSecret } from "./secrets";

const IdentitySchema = v.strictObject({
  certificates: v.strictObject({
    authority: v.string(),
    certificate: v.string(),
    privateKey: v.string(),
  }),
  deployerSecret: v.string(),
  signingKey: v.record(v.string(), v.unknown()),
  userPassword: v.string(),
});

/** Files of a state folder that are not what they should be; the message is for people. */
export class FolderError extends Error {
  public override readonly name = "FolderError";
}

/** What a directory is known by: its certificates, its signing key, its secrets. Made once, kept in the state folder. */
export interface DirectoryIdentity {
  /** Path of the authority's certificate (PEM): `SSL_CERT_FILE` and its siblings. */
  readonly caFile: string;
  readonly certificates: Certificates;
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
export async function openFolder(
  stateDir: string | undefined,
  now: Date,
): Promise<DirectoryIdentity> {
  const folder =
    stateDir === undefined
      ? await mkdtemp(path.join(tmpdir(), "sandbox-directory-"))
      : path.resolve(stateDir); // Clients in other folders are told of the files in it.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const identity = await readIdentity(path.join(folder, "identity.json"), now);
    const caFile = path.join(folder, "ca.pem");
    await writeFileAtomic(caFile, identity.certificates.authority, { mode: 0o600 });
    await chmod(caFile, 0o600);
    return {
      caFile,
      certificates: identity.certificates,
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

/** Whether certificate and keys can be read: their schema takes any text. */
function holdsKeys({ certificates, signingKey }: v.InferOutput<typeof IdentitySchema>): boolean {
  try {
    new X509Certificate(certificates.certificate);
    new X509Certificate(certificates.authority);
    createPrivateKey(certificates.privateKey);
    createPrivateKey({ key: signingKey, format: "jwk" });
    return typeof signingKey["kid"] === "string";
  } catch {
    return false;
  }
}

async function readIdentity(
  file: string,
  now: Date,
): Promise<v.InferOutput<typeof IdentitySchema>> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
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
  const kept = parsed?.output;
  if (kept !== undefined && isStillValid(kept.certificates, now)) {
    return kept;
  }
  const identity = {
    certificates: await createCertificates(now),
    deployerSecret: kept?.deployerSecret ?? createSecret(),
    signingKey: kept?.signingKey ?? { ...(await generateSigningKey()) },
    userPassword: kept?.userPassword ?? createSecret(),
  };
  await writeFileAtomic(file, `${JSON.stringify(identity, null, 1)}\n`, { mode: 0o600 });
  return identity;
}
