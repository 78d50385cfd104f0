/**
 * Refusals, one factory for each wire envelope: login (OAuth), Microsoft Graph and Azure Resource
 * Manager. Rules throw them; `app.ts` writes them out. Text that only the sandbox says stands in
 * double parentheses.
 */
import { v4 as randomId } from "uuid";

/** A refusal of any host. */
export abstract class Refusal extends Error {
  public abstract readonly status: number;

  /** What goes over the wire: the host's envelope. */
  public abstract body(now: Date, clientRequestId?: string): Readonly<Record<string, unknown>>;
}

/** What the token service says when it refuses. */
export interface LoginRefusal {
  /** The OAuth error, for example "invalid_grant". */
  readonly error: string;
  readonly message: string;
  /** The HTTP status. Default 400. */
  readonly status?: number;
  readonly suberror?: string;
}

/**
 * A refusal of the token service. `code` is the number behind "AADSTS"; the numbers:
 * `login/refusals.ts`.
 */
export class LoginError extends Refusal {
  public override readonly name = "LoginError";
  public override readonly status: number;

  public constructor(
    public readonly code: number,
    private readonly refusal: LoginRefusal,
  ) {
    super(refusal.message);
    this.status = refusal.status ?? 400;
  }

  /**
   * Current answers join the lines by spaces, older ones by line ends
   * (https://github.com/Azure/azure-cli/issues/32579), so clients match on the code alone.
   */
  public override body(now: Date): Readonly<Record<string, unknown>> {
    const { error, suberror } = this.refusal;
    const traceId = randomId();
    const correlationId = randomId();
    const timestamp = now.toISOString().slice(0, 19).replace("T", " ") + "Z";
    return {
      error,
      error_description: `AADSTS${this.code}: ${this.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [this.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
      ...(suberror !== undefined && { suberror }),
    };
  }
}

/** A refusal of Microsoft Graph. https://learn.microsoft.com/graph/errors */
export class GraphError extends Refusal {
  public override readonly name = "GraphError";

  public constructor(
    public override readonly status: number,
    public readonly code: string,
    message: string,
    /** The property that is at fault, where Graph names one in `details`. */
    public readonly target?: string,
  ) {
    super(message);
  }

  public override body(now: Date, clientRequestId?: string): Readonly<Record<string, unknown>> {
    const { code, message, target } = this;
    const requestId = randomId();
    return {
      error: {
        code,
        message,
        ...(target !== undefined && { details: [{ code, message, target }] }),
        innerError: {
          date: now.toISOString(),
          "request-id": requestId,
          "client-request-id": clientRequestId ?? requestId,
        },
      },
    };
  }
}

/** A refusal of Azure Resource Manager. */
export class ArmError extends Refusal {
  public override readonly name = "ArmError";

  public constructor(
    public override readonly status: number,
    public readonly code: string,
    message: string,
  ) {
    super(message);
  }

  public override body(): Readonly<Record<string, unknown>> {
    return { error: { code: this.code, message: this.message } };
  }
}

/** A request that nobody can read. Each host refuses it in its own words. */
export class MalformedRequest extends Error {
  public override readonly name = "MalformedRequest";
}

/** A change that could not be saved: the one failure that is not the client's. */
export class NotSaved extends Error {
  public override readonly name = "NotSaved";
}

/** Graph's answer for an object that is not there; the provider's retries match this text. */
export function resourceNotFound(id: string): GraphError {
  return new GraphError(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** Graph's answer for a request that breaks a rule of a property. */
export function badRequest(message: string, target?: string): GraphError {
  return new GraphError(400, "Request_BadRequest", message, target);
}

/**
 * Graph's answer for a caller without the right.
 * https://learn.microsoft.com/graph/resolve-auth-errors
 */
export function accessDenied(): GraphError {
  return new GraphError(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );
}

/**
 * The sandbox's own answer for what it does not imitate: named, so that nobody takes silence for
 * success.
 */
export function notServed(what: string): GraphError {
  return new GraphError(
    501,
    "NotImplemented",
    `((sandbox)) ${what} is not served. What is served: sandbox/directory/README.md.`,
  );
}
