/**
 * Codes and refresh tokens: handed out once, stored as hashes, each bound to the client it was made
 * for.
 */
import type { User } from "../model";
import { createSecret, hashSecret } from "../secrets";
import type { DirectoryState } from "../state";
import type { Client } from "./principals";
import { aadsts } from "./refusals";

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
/** How long a user has to enter a device code, in seconds. */
export const DEVICE_CODE_SECONDS = 900;
const AUTHORIZATION_CODE_MINUTES = 10;
// https://learn.microsoft.com/entra/identity-platform/refresh-tokens
const REFRESH_TOKEN_DAYS = 90;

type AuthorizationCode = DirectoryState["authorizationCodes"][number];
type RefreshToken = DirectoryState["refreshTokens"][number];

/**
 * Stores a device code and returns it. The request's scope is kept: the later token request does
 * not repeat it.
 */
export function createDeviceCode(
  state: DirectoryState,
  client: Client,
  scope: string,
  now: Date,
): string {
  const code = createSecret();
  state.deviceCodes = [
    ...state.deviceCodes.filter(({ expiresAt }) => new Date(expiresAt) > now),
    {
      clientId: client.clientId,
      expiresAt: after(now, DEVICE_CODE_SECONDS * 1000),
      hash: hashSecret(code),
      scope,
    },
  ];
  return code;
}

/**
 * Uses up a device code.
 *
 * @returns the scope that was asked for with it.
 * @throws LoginError "bad_verification_code" for an unknown or used one, "expired_token" for an old
 * one.
 */
export function takeDeviceCode(
  state: DirectoryState,
  client: Client,
  code: string,
  now: Date,
): string {
  const found = find(state.deviceCodes, code, client);
  if (found === undefined) throw aadsts(70018);
  if (new Date(found.expiresAt) <= now) throw aadsts(70020);
  state.deviceCodes = state.deviceCodes.filter((other) => other !== found);
  return found.scope;
}

/** Stores an authorization code and returns it. */
export function createAuthorizationCode(
  state: DirectoryState,
  client: Client,
  user: User,
  request: Pick<AuthorizationCode, "codeChallenge" | "nonce" | "redirectUri" | "scope">,
  now: Date,
): string {
  const code = createSecret();
  state.authorizationCodes = [
    ...state.authorizationCodes.filter(({ expiresAt }) => new Date(expiresAt) > now),
    {
      ...request,
      clientId: client.clientId,
      expiresAt: after(now, AUTHORIZATION_CODE_MINUTES * MINUTE),
      hash: hashSecret(code),
      userId: user.id,
    },
  ];
  return code;
}

/**
 * Uses up an authorization code. Its proof key, where it has one, is SHA-256 (S256).
 *
 * @throws LoginError AADSTS70008 for an unknown, used or old one, AADSTS501481 for a wrong proof,
 * AADSTS500112 for another redirect address.
 */
export function takeAuthorizationCode(
  state: DirectoryState,
  client: Client,
  request: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
  now: Date,
): AuthorizationCode {
  const found = find(state.authorizationCodes, request.code, client);
  if (found === undefined || new Date(found.expiresAt) <= now) throw aadsts(70008);
  if (found.redirectUri !== request.redirectUri) throw aadsts(500112);
  if (found.codeChallenge !== null && found.codeChallenge !== hashSecret(request.verifier)) {
    throw aadsts(501481);
  }
  state.authorizationCodes = state.authorizationCodes.filter((other) => other !== found);
  return found;
}

/** Stores a refresh token and returns it. */
export function createRefreshToken(
  state: DirectoryState,
  client: Client,
  user: User,
  mfaFor: readonly string[],
  now: Date,
): string {
  const token = createSecret();
  state.refreshTokens = [
    ...state.refreshTokens.filter(({ expiresAt }) => new Date(expiresAt) > now),
    {
      clientId: client.clientId,
      expiresAt: after(now, REFRESH_TOKEN_DAYS * DAY),
      hash: hashSecret(token),
      issuedAt: now.toISOString(),
      mfaFor: [...mfaFor],
      userId: user.id,
    },
  ];
  return token;
}

/**
 * Finds a refresh token. Microsoft's own tools share theirs.
 *
 * @param isFamily whether a client id is one of the family.
 * @throws LoginError AADSTS70008 for an unknown one or another client's, AADSTS700082 for an old
 * one.
 */
export function findRefreshToken(
  state: DirectoryState,
  client: Client,
  token: string,
  isFamily: (clientId: string) => boolean,
  now: Date,
): RefreshToken {
  const hash = hashSecret(token);
  const found = state.refreshTokens.find(
    (stored) =>
      stored.hash === hash &&
      (stored.clientId === client.clientId || (client.firstParty && isFamily(stored.clientId))),
  );
  if (found === undefined) throw aadsts(70008);
  if (new Date(found.expiresAt) <= now) throw aadsts(700082, found.issuedAt, REFRESH_TOKEN_DAYS);
  return found;
}

function find<T extends { readonly clientId: string; readonly hash: string }>(
  stored: readonly T[],
  secret: string,
  client: Client,
): T | undefined {
  const hash = hashSecret(secret);
  return stored.find((entry) => entry.hash === hash && entry.clientId === client.clientId);
}

function after(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
