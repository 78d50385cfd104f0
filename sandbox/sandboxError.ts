import { UnreadableState } from "./directory/unreadableState";

/** An expected failure of a sandbox command: its message is for people and is shown without a stack trace. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

/** An error as people should see it: what the system refuses or a state file holds is no bug. Everything else stays what it is. */
export function forPeople(error: unknown): unknown {
  if (error instanceof UnreadableState) return new SandboxError(error.message);
  return error instanceof Error && "syscall" in error && "code" in error
    ? new SandboxError(
        `The system refuses what the sandbox needs: ${error.message}. Remove what is in the way, or name another folder with "--state".`,
      )
    : error;
}
