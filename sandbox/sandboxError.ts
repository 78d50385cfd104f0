import { UnreadableState } from "./directory/unreadableState";

/** An expected failure of a sandbox command: its message is for people and is shown without a stack trace. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

/** What the system says of a disk where no path comes with it. */
const DISK_CODES = ["ENOSPC", "EDQUOT", "EIO"];

/** An error as people should see it: what a disk or a state file does is no bug. Everything else stays what it is. */
export function forPeople(error: unknown): unknown {
  if (error instanceof UnreadableState) return new SandboxError(error.message);
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return error;
  return "path" in error || DISK_CODES.includes(String(error.code))
    ? new SandboxError(
        `The sandbox cannot use its folder: ${error.message}. Name another one with "--state", or remove what is in the way.`,
      )
    : error;
}
