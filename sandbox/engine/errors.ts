/**
 * The errors that people are meant to read: shown as "error: <message>", never with a stack trace.
 */

/** An expected error. `message` is the whole text for the user. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** Inputs that cannot be used; one message for each reason. */
export class CheckError extends EngineError {
  readonly messages: readonly string[];

  constructor(messages: readonly string[]) {
    super(messages.join("\n"));
    this.messages = messages;
  }
}

/** An error that the user has been told already. */
export class ReportedError extends EngineError {}

/** Ends the conversation with the program: the run is over, it must not go on. */
export class RunIsOver extends Error {
  override readonly name = "RunIsOver";
}

/**
 * The refusal of something that only the Pulumi CLI can do. `what` names it as the user wrote it.
 */
export function notImplemented(what: string): EngineError {
  return new EngineError(
    `embedded engine: "${what}" is not implemented; use the Pulumi CLI for it`,
  );
}

/** The text to show for whatever was thrown: the message of an error, without its stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
