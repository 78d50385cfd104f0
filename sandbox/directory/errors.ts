/**
 * Refusals of Microsoft Graph and Azure Resource Manager, each in its host's envelope; those of the
 * token service: `login/refusals.ts`. Rules throw them; `app.ts` writes them out. Text that only the
 * sandbox says stands in double parentheses.
 */
import { v4 as randomId } from "uuid";

/** A refusal of any host. */
export class Refusal extends Error {
  public override readonly name = "Refusal";

  /**
   * @param body what goes over the wire: the host's envelope.
   * @param headers what stands beside it. Default: nothing.
   */
  public constructor(
    public readonly status: number,
    message: string,
    public readonly body: (
      now: Date,
      clientRequestId: string | undefined,
    ) => Readonly<Record<string, unknown>>,
    public readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/**
 * A refusal of Microsoft Graph. https://learn.microsoft.com/graph/errors
 *
 * @param target the property that is at fault, where Graph names one in `details`.
 */
export function graphRefusal(
  status: number,
  code: string,
  message: string,
  target?: string,
): Refusal {
  return new Refusal(status, message, (now, clientRequestId) => {
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
  });
}

/** A refusal of Azure Resource Manager. */
export function armRefusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, message, () => ({ error: { code, message } }));
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
export function resourceNotFound(id: string): Refusal {
  return graphRefusal(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** Graph's answer for a request that breaks a rule of a property. */
export function badRequest(message: string, target?: string): Refusal {
  return graphRefusal(400, "Request_BadRequest", message, target);
}

/**
 * Graph's answer for a caller without the right.
 * https://learn.microsoft.com/graph/resolve-auth-errors
 */
export function accessDenied(): Refusal {
  return graphRefusal(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );
}

/**
 * The sandbox's own answer for what it does not imitate: named, so that nobody takes silence for
 * success.
 */
export function notServed(what: string): Refusal {
  return graphRefusal(
    501,
    "NotImplemented",
    `((sandbox)) ${what} is not served. What is served: sandbox/directory/README.md.`,
  );
}
