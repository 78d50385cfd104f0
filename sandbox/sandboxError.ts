import { EngineError } from "./engine/errors";

/**
 * An expected failure of a sandbox command: its message is for people and is shown without a stack
 * trace.
 */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

/**
 * What the system's refusals about files mean, by code, or code and call. Any other one is a
 * mistake of ours.
 */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: "this user has no right to it",
  EDQUOT: "this user's share of the disk is used up",
  EEXIST: "it is a file or a link that leads nowhere, and a folder is needed there",
  EISDIR: "it is a folder, and a file is needed there",
  ELOOP: "its links lead round in a circle",
  ENAMETOOLONG: "its name is too long",
  "ENOENT mkdir": "the system lets nobody make a folder there",
  "ENOENT uv_cwd": "the folder that this command was started in is not there any more",
  ENOSPC: "there is no space left on the disk",
  ENOTDIR: "a part of that path is a file, and a folder is needed there",
  EPERM: "this user has no right to it",
  EROFS: "the disk can only be read",
};

/**
 * What the engine says to people, and a refusal of the system about files, as a
 * {@link SandboxError}; everything else as it is.
 */
export function readable(error: unknown): unknown {
  if (error instanceof EngineError) return new SandboxError(error.message);
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") {
    return error;
  }
  const { syscall, dest, path } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const refusal = REFUSALS[error.code] ?? REFUSALS[`${error.code} ${syscall ?? ""}`];
  if (refusal === undefined) return error;
  const file = dest ?? path; // Of a rename, what it was to become.
  const what = file === undefined ? "The state" : `"${file}"`;
  return new SandboxError(
    `${what} cannot be used: ${refusal} (${error.code}). Put that right, or name another folder with "--state".`,
  );
}
