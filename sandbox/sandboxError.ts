/**
 * An expected failure of a sandbox command: its message is for people and is shown without a stack
 * trace.
 */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

/** What the system's refusals about files mean. Any other one is a mistake of ours. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: "this user has no right to it",
  EDQUOT: "this user's share of the disk is used up",
  EEXIST: "it is a file, and a folder is needed there",
  EISDIR: "it is a folder, and a file is needed there",
  ENOSPC: "there is no space left on the disk",
  ENOTDIR: "a part of that path is a file, and a folder is needed there",
  EPERM: "this user has no right to it",
  EROFS: "the disk can only be read",
};

/** A refusal of the system about files as a {@link SandboxError}; everything else as it is. */
export function readable(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") {
    return error;
  }
  const refusal = REFUSALS[error.code];
  if (refusal === undefined) return error;
  const what = "path" in error && typeof error.path === "string" ? `"${error.path}"` : "The state";
  return new SandboxError(
    `${what} cannot be used: ${refusal} (${error.code}). Put that right, or name another folder with "--state".`,
  );
}
