/**
 * Codes and refresh tokens: handed out once, stored as hashes, each bound to the client it was made
 * for.
 */
import { FIRST_PARTY_CLIENTS } from "../constants";
import { createSecret, hashSecret } from "../secrets";
import type { DirectoryState } from "../state";
import type { Client, ClientExchange } from "./principals";
import { aadsts } from "./refusals";

// https://learn.microsoft.com/entra/identity-platform/refresh-tokens
const REFRESH_TOKEN_DAYS = 90;

/** The state's lists of what was handed out, and how long each is good for, in seconds. */
export const LIFETIMES = {
  deviceCodes: 900,
  authorizationCodes: 600,
  refreshTokens: REFRESH_TOKEN_DAYS * 24 * 60 * 60,
};

type Kind = keyof typeof LIFETIMES;
type AuthorizationCode = DirectoryState["authorizationCodes"][number];
type RefreshToken = DirectoryState["refreshTokens"][number];
/** What all three have. */
type Issued = Pick<RefreshToken, "clientId" | "expiresAt" | "hash">;

/**
 * Hands out a code or token, and forgets those of its kind that are over.
 *
 * @param data what the later token request does not repeat.
 * @returns the secret, which is nowhere stored.
 */
export function handOut<K extends Kind>(
  { state, now, client }: ClientExchange,
  kind: K,
  data: Omit<DirectoryState[K][number], keyof Issued>,
): string {
  const secret = createSecret();
  const { clientId } = client;
  const expiresAt = new Date(now.getTime() + LIFETIMES[kind] * 1000).toISOString();
  const issued: Issued[] = state[kind];
  const current = issued.filter((entry) => !isOver(entry, now));
  issued.splice(0, issued.length, ...current, {
    clientId,
    expiresAt,
    hash: hashSecret(secret),
    ...data,
  });
  return secret;
}

/**
 * Uses up a device code.
 *
 * @returns the scope that was asked for with it.
 * @throws Refusal "bad_verification_code" for an unknown or used one, "expired_token" for an old
 * one.
 */
export function takeDeviceCode({ state, now, client }: ClientExchange, code: string): string {
  const found = find(state.deviceCodes, code, client);
  if (found === undefined) throw aadsts(70018);
  if (isOver(found, now)) throw aadsts(70020);
  state.deviceCodes = state.deviceCodes.filter((other) => other !== found);
  return found.scope;
}

/**
 * Uses up an authorization code. Its proof key, where it has one, is SHA-256 (S256).
 *
 * @throws Refusal AADSTS70008 for an unknown, used or old one, AADSTS501481 for a wrong proof,
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

/**
 * Finds a refresh token. Microsoft's own tools share theirs.
 *
 * @throws Refusal AADSTS70008 for an unknown one or another client's, AADSTS700082 for an old
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

function isOver({ expiresAt }: Issued, now: Date): boolean {
  return new Date(expiresAt) <= now;
}
