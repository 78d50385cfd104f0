/** The login host: discovery, keys, device codes, the browser sign-in, tokens. */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { ExchangeEnv } from "../exchange";
import { redirectUrisOf } from "../graph/render";
import { issuerOf } from "./claims";
import { handOut, LIFETIMES } from "./codes";
import { readForm, requireField } from "./form";
import { checkTenant, type Client, findClient, findSignInUser, parseScope } from "./principals";
import { aadsts } from "./refusals";
import { answerToken } from "./token";

export function createLogin(): Hono<ExchangeEnv> {
  const login = new Hono<ExchangeEnv>();

  login.get("/common/discovery/instance", (c) => {
    const { login: host, loginAliases } = c.env.cloud;
    return c.json({
      "api-version": "1.1",
      tenant_discovery_endpoint: `https://${host}/${c.env.state.tenant.id}/v2.0/.well-known/openid-configuration`,
      metadata: [
        {
          preferred_network: host,
          preferred_cache: loginAliases[0],
          aliases: [host, ...loginAliases],
        },
      ],
    });
  });
  login.get("/common/userrealm/:user", (c) =>
    c.json({
      ver: "1.0",
      account_type: "Managed",
      domain_name: c.env.state.tenant.domain,
      cloud_instance_name: "microsoftonline.com",
      cloud_audience_urn: "urn:federation:MicrosoftOnline",
    }),
  );

  login.use("/:tenant/*", async (c, next) => {
    checkTenant(c.env.state, c.req.param("tenant"));
    await next();
  });
  login.get("/:tenant/v2.0/.well-known/openid-configuration", (c) => c.json(discovery(c, 2)));
  login.get("/:tenant/.well-known/openid-configuration", (c) => c.json(discovery(c, 1)));
  for (const path of ["/:tenant/discovery/v2.0/keys", "/:tenant/discovery/keys"]) {
    login.get(path, (c) => c.json(c.env.keys.jwks));
  }
  login.post("/:tenant/oauth2/v2.0/devicecode", answerDeviceCode);
  login.get("/:tenant/oauth2/v2.0/authorize", answerAuthorize);
  login.post("/:tenant/oauth2/v2.0/token", async (c) => c.json(await answerToken(c.env)));
  return login;
}

// https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
function discovery(c: Context<ExchangeEnv>, version: 1 | 2): Readonly<Record<string, unknown>> {
  const tenant = c.req.param("tenant") ?? "common";
  const { state, cloud } = c.env;
  const base = `https://${cloud.login}`;
  const shared = ["common", "organizations"].includes(tenant);
  const issuer = issuerOf(c.env, version);
  const path = version === 2 ? "oauth2/v2.0" : "oauth2";
  const segment = shared ? tenant : state.tenant.id;
  return {
    authorization_endpoint: `${base}/${segment}/${path}/authorize`,
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "nonce", "name", "tid", "oid"],
    device_authorization_endpoint: `${base}/${segment}/${path}/devicecode`,
    id_token_signing_alg_values_supported: ["RS256"],
    // For many tenants at once, the id is a placeholder that clients fill in.
    issuer: shared ? issuer.replace(state.tenant.id, "{tenantid}") : issuer,
    jwks_uri: `${base}/${segment}/discovery${version === 2 ? "/v2.0" : ""}/keys`,
    response_modes_supported: ["query", "form_post"],
    response_types_supported: ["code"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    subject_types_supported: ["pairwise"],
    tenant_region_scope: "NA",
    token_endpoint: `${base}/${segment}/${path}/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post"],
  };
}

function answerDeviceCode(c: Context<ExchangeEnv>): Response {
  const { state, body } = c.env;
  const form = readForm(body);
  const client = findClient(state, requireField(form, "client_id"));
  const scope = requireField(form, "scope");
  parseScope(scope);
  const userCode = "SANDBOX00";
  const page = "https://microsoft.com/devicelogin";
  return c.json({
    user_code: userCode,
    device_code: handOut({ ...c.env, client }, "deviceCodes", { scope }),
    verification_uri: page,
    expires_in: LIFETIMES.deviceCodes,
    interval: 1,
    message: `((sandbox)) ${state.signInAs} has approved this sign-in; there is nothing to enter. (To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.)`,
  });
}

/**
 * The browser sign-in: approved at once by the user whom the request hints at, else by `signInAs`.
 */
function answerAuthorize(c: Context<ExchangeEnv>): Response | Promise<Response> {
  const { state } = c.env;
  const query = c.req.query();
  const client = findClient(state, requireField(query, "client_id"));
  const redirectUri = requireField(query, "redirect_uri");
  checkRedirectUri(client, redirectUri);
  if (query["response_type"] !== "code") throw aadsts(700054, query["response_type"] ?? "");
  const user = findSignInUser(state, query["login_hint"] ?? state.signInAs);
  const code = handOut({ ...c.env, client }, "authorizationCodes", {
    codeChallenge: query["code_challenge"] ?? null,
    nonce: query["nonce"] ?? null,
    redirectUri,
    scope: requireField(query, "scope"),
    userId: user.id,
  });
  const answer = { code, state: query["state"] ?? "" };
  if (query["response_mode"] === "form_post") {
    const fields = Object.entries(answer).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    );
    return c.html(
      html`<form method="post" action="${redirectUri}">${fields}<button>Continue</button></form>`,
    );
  }
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  return c.redirect(target.href);
}

/**
 * Tools on this machine listen on any port.
 * https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
 */
function checkRedirectUri({ application, clientId, firstParty }: Client, uri: string): void {
  const isRegistered = redirectUrisOf(application).includes(uri);
  const isLoopback =
    /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(uri) && URL.canParse(uri);
  if (!isRegistered && !(firstParty && isLoopback)) throw aadsts(50011, uri, clientId);
}
