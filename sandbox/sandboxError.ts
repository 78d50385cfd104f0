/** An expected failure of a sandbox command: its message is for people and is shown without a stack trace. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}
