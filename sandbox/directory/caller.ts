/**
 * Who calls Microsoft Graph or Azure Resource Manager: read from the bearer token, which this
 * directory must have signed.
 */
import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import type { Refusal } from "./errors";
import type { Exchange } from "./exchange";

const ClaimsSchema = v.object({
  aud: v.string(),
  oid: v.string(),
  appid: v.string(),
  roles: v.optional(v.array(v.string()), []),
  scp: v.optional(v.string()),
});

/** An application on its own behalf, or a user through an application. Ids in lower case. */
export type Caller =
  | {
      readonly kind: "application";
      readonly clientId: string;
      readonly objectId: string;
      readonly roles: readonly string[];
    }
  | {
      readonly kind: "user";
      readonly clientId: string;
      readonly objectId: string;
      readonly scopes: readonly string[];
    };

/** The types of a Hono app whose handlers get an {@link Exchange}, and know the caller. */
export interface CallerEnv {
  Bindings: Exchange;
  Variables: { caller: Caller };
}

/**
 * Lets in who has a token for one of the audiences.
 *
 * @param refuse what everybody else is told, by whether they sent any token.
 */
export function requireCaller(
  audiences: readonly string[],
  refuse: (isMissing: boolean) => Refusal,
): MiddlewareHandler<CallerEnv> {
  return async (c, next) => {
    const authorization = c.req.header("authorization");
    const caller = await readCaller(authorization, audiences, c.env);
    if (caller === undefined) throw refuse(authorization === undefined);
    c.set("caller", caller);
    await next();
  };
}

/**
 * @returns who calls; undefined for a missing, foreign or expired token, or one for another
 * audience.
 */
async function readCaller(
  authorization: string | undefined,
  audiences: readonly string[],
  { keys, now }: Exchange,
): Promise<Caller | undefined> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  const claims = token === undefined ? undefined : await keys.verify(token, now);
  const parsed = v.safeParse(ClaimsSchema, claims);
  if (!parsed.success || !audiences.includes(parsed.output.aud.replace(/\/$/, ""))) {
    return undefined;
  }
  const { appid: clientId, oid: objectId, roles, scp } = parsed.output;
  return scp === undefined
    ? { kind: "application", clientId, objectId, roles }
    : { kind: "user", clientId, objectId, scopes: scp.split(" ") };
}
