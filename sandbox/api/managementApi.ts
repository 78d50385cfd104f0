/**
 * A small Management API that lets people in as the BDK's does: the token's signature by the
 * tenant's published keys, issuer, audience and expiry, then the policy "Producer". Every refusal
 * says why, which the real API does not.
 */
import { Hono } from "hono";
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from "jose";
import type { Fetch } from "../http";

/**
 * The settings of the API, by the BDK's names. Source: BDK, management-api-deploy.md. Audiences
 * that are set are the only ones, as in Microsoft.Identity.Web.
 */
export type AppSettings = Readonly<
  Record<
    `Settings:AzureAdConfiguration:${"ClientId" | "GroupId" | "Instance" | "TenantId"}`,
    string
  >
> &
  Readonly<Record<string, string>>;

const AUDIENCES = "Settings:AzureAdConfiguration:TokenValidationParameters:ValidAudiences:";

/** What the API knows of the stack. */
export interface ApiStack {
  /** The settings of the BDK, as the stack's output `appSettings` has them. */
  readonly appSettings: AppSettings;
  /**
   * `roles`: the app role that lets daemons in, which the BDK has in its code
   * (src/ManagementApi/Startup.cs). Absent: none does.
   */
  readonly expectedToken: { readonly roles?: string | undefined };
}

type Decision =
  | { readonly status: 200; readonly claims: JWTPayload }
  | { readonly status: 401 | 403; readonly reason: string };

/**
 * The API as a web application.
 *
 * @param stack outputs of the stack.
 * @param fetch where the tenant's keys are fetched with.
 * @param now the time that expiry is judged by.
 */
export function managementApi(
  stack: ApiStack,
  fetch: Fetch,
  now: () => Date = () => new Date(),
): Hono {
  const authenticate = tokenValidator(stack, fetch, now);
  const app = new Hono();
  app.use("/api/*", async (context, next) => {
    const decision = await authenticate(context.req.header("authorization"));
    if (decision.status === 200) return next();
    if (decision.status === 401) context.header("WWW-Authenticate", `Bearer error="invalid_token"`);
    return context.json({ status: decision.status, reason: decision.reason }, decision.status);
  });
  app.get("/api/service", (context) => context.json({ services: [] }));
  app.post("/api/call/initialize-call", (context) => context.json({ state: "Initializing" }));
  app.notFound((context) =>
    context.json({ status: 404, reason: `"${context.req.path}" is not served here` }, 404),
  );
  return app;
}

function tokenValidator(
  stack: ApiStack,
  fetch: Fetch,
  now: () => Date,
): (header: string | undefined) => Promise<Decision> {
  const { appSettings } = stack;
  const tenantId = appSettings["Settings:AzureAdConfiguration:TenantId"];
  const authority = `${appSettings["Settings:AzureAdConfiguration:Instance"]}${tenantId}`;
  const keys = createRemoteJWKSet(new URL(`${authority}/discovery/v2.0/keys`), {
    [customFetch]: (url, { headers, method, signal }) =>
      fetch(url, { headers: [...headers], method, signal }) as unknown as Promise<Response>,
  });
  return async (header) => {
    const token = /^Bearer (.+)$/i.exec(header ?? "")?.[1];
    if (token === undefined) {
      return { status: 401, reason: 'no token: send "Authorization: Bearer <token>"' };
    }
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ["RS256"],
        // As Microsoft.Identity.Web has it: both versions of the tenant's tokens, each with its own
        // audience.
        issuer: [`${authority}/v2.0`, `https://sts.windows.net/${tenantId}/`],
        currentDate: now(),
        requiredClaims: ["exp"],
      });
      return decide(payload, stack);
    } catch (error) {
      if (error instanceof errors.JOSEError) return { status: 401, reason: explain(error) };
      throw error;
    }
  };
}

function decide(claims: JWTPayload, { appSettings, expectedToken }: ApiStack): Decision {
  const clientId = appSettings["Settings:AzureAdConfiguration:ClientId"];
  const groupId = appSettings["Settings:AzureAdConfiguration:GroupId"];
  const set = Object.entries(appSettings)
    .filter(([name]) => name.startsWith(AUDIENCES))
    .map(([, value]) => value);
  const usual = claims["ver"] === "2.0" ? clientId : `api://${clientId}`;
  const audiences = set.length > 0 ? set : [usual];
  if (typeof claims.aud !== "string" || !audiences.includes(claims.aud)) {
    const own = audiences.map((audience) => `"${audience}"`).join(" or ");
    return {
      status: 401,
      reason: `the token's audience is ${JSON.stringify(claims.aud)}; this API is ${own}`,
    };
  }
  const roles = stringsOf(claims["roles"]);
  if (typeof claims["scp"] !== "string" && roles.length === 0) {
    return { status: 401, reason: 'IDW10201: the token has neither "scp" nor "roles"' };
  }
  const role = expectedToken.roles;
  const isDaemon = role !== undefined && roles.includes(role);
  if (groupId === "" || isDaemon || stringsOf(claims["groups"]).includes(groupId)) {
    return { status: 200, claims };
  }
  const overage = claims["_claim_names"] !== undefined;
  return {
    status: 403,
    reason: overage
      ? 'the user is in more than 200 groups, so the token carries no "groups"'
      : `the token has neither the group "${groupId}" in "groups"${role === undefined ? "" : ` nor "${role}" in "roles"`}`,
  };
}

/** What was wrong with a token, without quoting any of it. */
function explain(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return "the token has expired";
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `the token's "${error.claim}" is wrong`;
  }
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey
  ) {
    return "the token is not signed with a key of this tenant";
  }
  return "the token is not a signed JSON Web Token";
}

/** A claim of one value may come as text. */
function stringsOf(claim: unknown): readonly string[] {
  if (typeof claim === "string") return [claim];
  return Array.isArray(claim) ? claim.filter((entry) => typeof entry === "string") : [];
}
