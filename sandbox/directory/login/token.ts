/**
 * `POST /{tenant}/oauth2/v2.0/token`: the five grants. Each checks its proof, and all end in the
 * same decisions.
 */
import { FIRST_PARTY_CLIENTS } from "../constants";
import type { Exchange } from "../exchange";
import type { User } from "../model";
import { matchesHash } from "../secrets";
import { accessTokenClaims, idTokenClaims } from "./claims";
import {
  createRefreshToken,
  findRefreshToken,
  takeAuthorizationCode,
  takeDeviceCode,
} from "./codes";
import {
  checkClientAssignment,
  checkConditionalAccess,
  checkUserAssignment,
  decideScopes,
} from "./decisions";
import { authenticate, type Form, readForm, requireField } from "./form";
import { type Client, findClient, findResource, findSignInUser, parseScope } from "./principals";
import { aadsts } from "./refusals";

/**
 * A token answer.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2
 */
export type TokenAnswer = Readonly<Record<string, string | number>>;

const GRANTS: ReadonlyMap<string, (exchange: Exchange, form: Form) => Promise<TokenAnswer>> =
  new Map([
    ["client_credentials", grantClientCredentials],
    ["urn:ietf:params:oauth:grant-type:device_code", grantDeviceCode],
    // MSAL for Node sends the name from before the standard; Entra takes both.
    ["device_code", grantDeviceCode],
    ["authorization_code", grantAuthorizationCode],
    ["password", grantPassword],
    ["refresh_token", grantRefreshToken],
  ]);

/** Answers a token request. @throws LoginError whatever speaks against it. */
export async function answerToken(exchange: Exchange): Promise<TokenAnswer> {
  const form = readForm(exchange.body);
  const grantType = requireField(form, "grant_type");
  const grant = GRANTS.get(grantType);
  if (grant === undefined) throw aadsts(70003, grantType);
  return grant(exchange, form);
}

async function grantClientCredentials(exchange: Exchange, form: Form): Promise<TokenAnswer> {
  const { state, now, keys, cloud } = exchange;
  const client = findClient(state, requireField(form, "client_id"));
  authenticate(client, form, now, true);
  const scope = requireField(form, "scope");
  const { resource: identifier, names } = parseScope(scope);
  if (identifier === undefined || names.some((name) => name !== ".default")) {
    throw aadsts(1002012, scope);
  }
  const { principal } = client;
  if (principal === undefined) throw aadsts(7000229, client.clientId, state.tenant.id);
  const resource = findResource(state, identifier);
  checkClientAssignment(state, resource, client, principal);
  checkConditionalAccess(state, resource, [resource.principal.appId]);
  const claims = accessTokenClaims(
    state,
    client,
    resource,
    { kind: "application", principal },
    now,
    cloud,
  );
  const { tokenLifetime } = state.policies;
  return {
    token_type: "Bearer",
    expires_in: tokenLifetime,
    ext_expires_in: tokenLifetime,
    access_token: await keys.sign(claims),
  };
}

async function grantDeviceCode(exchange: Exchange, form: Form): Promise<TokenAnswer> {
  const { state, now } = exchange;
  const client = findClient(state, requireField(form, "client_id"));
  authenticate(client, form, now, false);
  // Approved at once, by whoever the state says sits in front of the browser.
  const user = findSignInUser(state, state.signInAs);
  const scope = takeDeviceCode(state, client, requireField(form, "device_code"), now);
  return answerUser(exchange, client, user, scope, { interactive: true });
}

async function grantAuthorizationCode(exchange: Exchange, form: Form): Promise<TokenAnswer> {
  const { state, now } = exchange;
  const client = findClient(state, requireField(form, "client_id"));
  authenticate(client, form, now, false);
  const { userId, scope, nonce } = takeAuthorizationCode(
    state,
    client,
    {
      code: requireField(form, "code"),
      redirectUri: requireField(form, "redirect_uri"),
      verifier: form["code_verifier"] ?? "",
    },
    now,
  );
  const user = findSignInUser(state, userId);
  return answerUser(exchange, client, user, form["scope"] ?? scope, { interactive: true, nonce });
}

async function grantPassword(exchange: Exchange, form: Form): Promise<TokenAnswer> {
  const { state, now } = exchange;
  const client = findClient(state, requireField(form, "client_id"));
  authenticate(client, form, now, false);
  const user = findSignInUser(state, requireField(form, "username"));
  const password = requireField(form, "password");
  if (user.passwordHash === null || !matchesHash(password, user.passwordHash)) throw aadsts(50126);
  if (user.passwordChangeDue) throw aadsts(50055);
  return answerUser(exchange, client, user, requireField(form, "scope"), { interactive: false });
}

async function grantRefreshToken(exchange: Exchange, form: Form): Promise<TokenAnswer> {
  const { state, now } = exchange;
  const client = findClient(state, requireField(form, "client_id"));
  authenticate(client, form, now, false);
  const refreshToken = requireField(form, "refresh_token");
  const isFamily = (clientId: string): boolean => FIRST_PARTY_CLIENTS.has(clientId);
  const stored = findRefreshToken(state, client, refreshToken, isFamily, now);
  const user = findSignInUser(state, stored.userId);
  // The same token goes back: unlike the real service, which hands out a new one that is just as
  // good.
  return answerUser(exchange, client, user, requireField(form, "scope"), {
    interactive: false,
    refresh: { token: refreshToken, mfaFor: stored.mfaFor },
  });
}

async function answerUser(
  { state, now, keys, cloud }: Exchange,
  client: Client,
  user: User,
  scope: string,
  signIn: {
    readonly interactive: boolean;
    readonly nonce?: string | null;
    readonly refresh?: { readonly token: string; readonly mfaFor: readonly string[] };
  },
): Promise<TokenAnswer> {
  const { resource: identifier, names, openId } = parseScope(scope);
  const resource = findResource(state, identifier ?? "https://graph.microsoft.com");
  const wanted = identifier === undefined ? [".default"] : names;
  const scopes = decideScopes(state, client, resource, user, wanted, signIn.interactive);
  checkUserAssignment(state, resource, user);
  // Somebody who signs in for this very API answers its second factor.
  const mfaFor = signIn.refresh?.mfaFor ?? (signIn.interactive ? [resource.principal.appId] : []);
  checkConditionalAccess(state, resource, mfaFor);

  const subject = { kind: "user", user, scopes } as const;
  const claims = accessTokenClaims(state, client, resource, subject, now, cloud);
  const { tokenLifetime } = state.policies;
  return {
    token_type: "Bearer",
    scope: answeredScope(resource.identifier, scopes, wanted),
    expires_in: tokenLifetime,
    ext_expires_in: tokenLifetime,
    access_token: await keys.sign(claims),
    ...(openId.includes("offline_access")
      ? {
          refresh_token:
            signIn.refresh?.token ?? createRefreshToken(state, client, user, mfaFor, now),
        }
      : {}),
    ...(openId.includes("openid")
      ? {
          id_token: await keys.sign(
            idTokenClaims(state, client, user, signIn.nonce ?? null, now, cloud),
          ),
        }
      : {}),
    ...(client.firstParty ? { foci: "1" } : {}),
    client_info: Buffer.from(JSON.stringify({ uid: user.id, utid: state.tenant.id })).toString(
      "base64url",
    ),
  };
}

/**
 * What was granted, and ".default" where it was asked for: clients look their cached tokens up by
 * it.
 */
function answeredScope(
  resource: string,
  scopes: readonly string[],
  wanted: readonly string[],
): string {
  const names = wanted.includes(".default") ? [...scopes, ".default"] : scopes;
  return names.map((name) => `${resource}/${name}`).join(" ");
}
