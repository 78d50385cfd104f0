/**
 * `POST /{tenant}/oauth2/v2.0/token`: the five grants. Each checks its proof, and all end in the
 * same decisions.
 */
import type { Exchange } from "../exchange";
import type { User } from "../model";
import { matchesHash } from "../secrets";
import { accessTokenClaims, idTokenClaims, type Subject } from "./claims";
import { findRefreshToken, handOut, takeAuthorizationCode, takeDeviceCode } from "./codes";
import {
  assignablePrincipals,
  checkAssignment,
  checkConditionalAccess,
  decideScopes,
} from "./decisions";
import { authenticate, type Form, readForm, requireField } from "./form";
import {
  type ClientExchange,
  findClient,
  findResource,
  findSignInUser,
  GRAPH_IDENTIFIER,
  parseScope,
  type Resource,
} from "./principals";
import { aadsts } from "./refusals";

/**
 * What a granted request is answered with.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2
 */
type GrantedToken = Readonly<Record<string, string | number>>;

/** A request of a client that has proved itself. */
interface TokenRequest extends ClientExchange {
  readonly form: Form;
}

const GRANTS: ReadonlyMap<string, (request: TokenRequest) => Promise<GrantedToken>> = new Map([
  ["client_credentials", grantClientCredentials],
  ["urn:ietf:params:oauth:grant-type:device_code", grantDeviceCode],
  // MSAL for Node sends the name from before the standard; Entra takes both.
  ["device_code", grantDeviceCode],
  ["authorization_code", grantAuthorizationCode],
  ["password", grantPassword],
  ["refresh_token", grantRefreshToken],
]);

/** Answers a token request. @throws Refusal whatever speaks against it. */
export async function answerToken(exchange: Exchange): Promise<GrantedToken> {
  const form = readForm(exchange.body);
  const grantType = requireField(form, "grant_type");
  const grant = GRANTS.get(grantType);
  if (grant === undefined) throw aadsts(70003, grantType);
  const client = findClient(exchange.state, requireField(form, "client_id"));
  authenticate(client, form, exchange.now, grant === grantClientCredentials);
  return grant({ ...exchange, client, form });
}

async function grantClientCredentials(request: TokenRequest): Promise<GrantedToken> {
  const { state, client, form } = request;
  const scope = requireField(form, "scope");
  const { resource: identifier, names } = parseScope(scope);
  if (identifier === undefined || names.some((name) => name !== ".default")) {
    throw aadsts(1002012, scope);
  }
  const { principal } = client;
  if (principal === undefined) throw aadsts(7000229, client.clientId, state.tenant.id);
  const resource = findResource(state, identifier);
  checkAssignment(state, resource, [principal.id], aadsts(501051, client, resource));
  checkConditionalAccess(state, resource, [resource.principal.appId]);
  return accessAnswer(request, resource, { kind: "application", principal });
}

async function grantDeviceCode(request: TokenRequest): Promise<GrantedToken> {
  // Approved at once, by whoever the state says sits in front of the browser.
  const user = findSignInUser(request.state, request.state.signInAs);
  const scope = takeDeviceCode(request, requireField(request.form, "device_code"));
  return answerUser(request, user, scope, { interactive: true });
}

async function grantAuthorizationCode(request: TokenRequest): Promise<GrantedToken> {
  const { state, form } = request;
  const { userId, scope, nonce } = takeAuthorizationCode(request, {
    code: requireField(form, "code"),
    redirectUri: requireField(form, "redirect_uri"),
    verifier: form["code_verifier"] ?? "",
  });
  const user = findSignInUser(state, userId);
  return answerUser(request, user, form["scope"] ?? scope, { interactive: true, nonce });
}

async function grantPassword(request: TokenRequest): Promise<GrantedToken> {
  const { state, form } = request;
  const user = findSignInUser(state, requireField(form, "username"));
  const password = requireField(form, "password");
  if (user.passwordHash === null || !matchesHash(password, user.passwordHash)) throw aadsts(50126);
  if (user.passwordChangeDue) throw aadsts(50055);
  return answerUser(request, user, requireField(form, "scope"), { interactive: false });
}

async function grantRefreshToken(request: TokenRequest): Promise<GrantedToken> {
  const { state, form } = request;
  const token = requireField(form, "refresh_token");
  const { mfaFor, userId } = findRefreshToken(request, token);
  const user = findSignInUser(state, userId);
  // The same token goes back: unlike the real service, which hands out a new one that is just as
  // good.
  const refresh = { token, mfaFor };
  return answerUser(request, user, requireField(form, "scope"), { interactive: false, refresh });
}

async function answerUser(
  request: TokenRequest,
  user: User,
  scope: string,
  signIn: {
    readonly interactive: boolean;
    readonly nonce?: string | null;
    readonly refresh?: { readonly token: string; readonly mfaFor: readonly string[] };
  },
): Promise<GrantedToken> {
  const { state, client, keys } = request;
  const { resource: identifier, names, openId } = parseScope(scope);
  const resource = findResource(state, identifier ?? GRAPH_IDENTIFIER);
  const wanted = identifier === undefined ? [".default"] : names;
  const scopes = decideScopes(state, client, resource, user, wanted, signIn.interactive);
  const unassigned = aadsts(50105, resource, user.userPrincipalName);
  checkAssignment(state, resource, assignablePrincipals(state, user), unassigned);
  // Somebody who signs in for this very API answers its second factor.
  const mfaFor = signIn.refresh?.mfaFor ?? (signIn.interactive ? [resource.principal.appId] : []);
  checkConditionalAccess(state, resource, mfaFor);

  const ids = JSON.stringify({ uid: user.id, utid: state.tenant.id });
  return {
    ...(await accessAnswer(request, resource, { kind: "user", user, scopes })),
    scope: answeredScope(resource.identifier, scopes, wanted),
    ...(openId.includes("offline_access") && {
      refresh_token:
        signIn.refresh?.token ??
        handOut(request, "refreshTokens", {
          issuedAt: request.now.toISOString(),
          mfaFor: [...mfaFor],
          userId: user.id,
        }),
    }),
    ...(openId.includes("openid") && {
      id_token: await keys.sign(idTokenClaims(request, user, signIn.nonce ?? null)),
    }),
    ...(client.firstParty && { foci: "1" }),
    client_info: Buffer.from(ids).toString("base64url"),
  };
}

/** What every grant answers with. */
async function accessAnswer(
  request: TokenRequest,
  resource: Resource,
  subject: Subject,
): Promise<GrantedToken> {
  const { tokenLifetime } = request.state.policies;
  return {
    token_type: "Bearer",
    expires_in: tokenLifetime,
    ext_expires_in: tokenLifetime,
    access_token: await request.keys.sign(accessTokenClaims(request, resource, subject)),
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
