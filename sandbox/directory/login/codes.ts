/**
 * Codes and refresh tokens: handed out once, stored as hashes, each bound to the client it was made
 * for.
 */
import { FIRST_PARTY_CLIENTS } from "../constants";
import type { User } from "../model";
import { createSecret, hashSecret } from "../secrets";
import type { DirectoryState } from "../state";
import type { Client, ClientExchange } from "./principals";
import { aadsts } from "./refusals";

/** How long a user has to enter a device code, in seconds. */
export const DEVICE_CODE_SECONDS = 900;
const AUTHORIZATION_CODE_SECONDS = 600;
// https://learn.microsoft.com/entra/identity-platform/refresh-tokens
const REFRESH_TOKEN_DAYS = 90;
const DAY_SECONDS = 24 * 60 * 60;

type DeviceCode = DirectoryState["deviceCodes"][number];
type AuthorizationCode = DirectoryState["authorizationCodes"][number];
type RefreshToken = DirectoryState["refreshTokens"][number];
/** What all three have. */
type Issued = Pick<DeviceCode, "clientId" | "expiresAt" | "hash">;

/**
 * Stores a device code and returns it. The request's scope is kept: the later token request does
 * not repeat it.
 */
export function createDeviceCode({ state, now, client }: ClientExchange, scope: string): string {
  const { secret, issued } = issue(client, now, DEVICE_CODE_SECONDS);
  state.deviceCodes = [...current(state.deviceCodes, now), { ...issued, scope }];
  return secret;
}

/**
 * Uses up a device code.
 *
 * @returns the scope that was asked for with it.
 * @throws LoginError "bad_verification_code" for an unknown or used one, "expired_token" for an old
 * one.
 */
export function takeDeviceCode({ state, now, client }: ClientExchange, code: string): string {
  const found = find(state.deviceCodes, code, client);
  if (found === undefined) throw aadsts(70018);
  if (isOver(found, now)) throw aadsts(70020);
  state.deviceCodes = state.deviceCodes.filter((other) => other !== found);
  return found.scope;
}

export function createAuthorizationCode(
  { state, now, client }: ClientExchange,
  request: Omit<AuthorizationCode, keyof Issued>,
): string {
  const { secret, issued } = issue(client, now, AUTHORIZATION_CODE_SECONDS);
  state.authorizationCodes = [...current(state.authorizationCodes, now), { ...issued, ...request }];
  return secret;
}

/**
 * Uses up an authorization code. Its proof key, where it has one, is SHA-256 (S256).
 *
 * @throws LoginError AADSTS70008 for an unknown, used or old one, AADSTS501481 for a wrong proof,
 * AADSTS500112 for another redirect address.
 */
export function takeAuthorizationCode(
  { state, now, client }: ClientExchange,
  request: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
): AuthorizationCode {
  const found = find(state.authorizationCodes, request.code, client);
  if (found === undefined || isOver(found, now)) throw aadsts(70008);
  if (found.redirectUri !== request.redirectUri) throw aadsts(500112);
  if (found.codeChallenge !== null && found.codeChallenge !== hashSecret(request.verifier)) {
    throw aadsts(501481);
  }
  state.authorizationCodes = state.authorizationCodes.filter((other) => other !== found);
  return found;
}

export function createRefreshToken(
  { state, now, client }: ClientExchange,
  user: User,
  mfaFor: readonly string[],
): string {
  const { secret, issued } = issue(client, now, REFRESH_TOKEN_DAYS * DAY_SECONDS);
  state.refreshTokens = [
    ...current(state.refreshTokens, now),
    { ...issued, issuedAt: now.toISOString(), mfaFor: [...mfaFor], userId: user.id },
  ];
  return secret;
}

/**
 * Finds a refresh token. Microsoft's own tools share theirs.
 *
 * @throws LoginError AADSTS70008 for an unknown one or another client's, AADSTS700082 for an old
 * one.
 */
export function findRefreshToken(
  { state, now, client }: ClientExchange,
  token: string,
): RefreshToken {
  const found = find(state.refreshTokens, token, client, client.firstParty);
  if (found === undefined) throw aadsts(70008);
  if (isOver(found, now)) throw aadsts(700082, found.issuedAt, REFRESH_TOKEN_DAYS);
  return found;
}

function issue(
  { clientId }: Client,
  now: Date,
  seconds: number,
): { readonly secret: string; readonly issued: Issued } {
  const secret = createSecret();
  const expiresAt = new Date(now.getTime() + seconds * 1000).toISOString();
  return { secret, issued: { clientId, expiresAt, hash: hashSecret(secret) } };
}

function find<T extends Issued>(
  stored: readonly T[],
  secret: string,
  { clientId }: Client,
  isShared = false,
): T | undefined {
  const hash = hashSecret(secret);
  return stored.find(
    (entry) =>
      entry.hash === hash &&
      (entry.clientId === clientId || (isShared && FIRST_PARTY_CLIENTS.has(entry.clientId))),
  );
}

function current<T extends Issued>(stored: readonly T[], now: Date): readonly T[] {
  return stored.filter((entry) => !isOver(entry, now));
}

function isOver({ expiresAt }: Issued, now: Date): boolean {
  return new Date(expiresAt) <= now;
}
