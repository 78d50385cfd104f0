import { AZURE_CLI_CLIENT_ID } from "../../components/rules/values/clients";
import { type DecodedToken, decodeToken, textClaim } from "./decodeToken";

/** What PowerShell writes in place of a secure string. */
export const SECURE_STRING = "System.Security.SecureString";

/** What somebody handed over. */
export type TokenKind =
  | { readonly kind: "access" | "id"; readonly token: DecodedToken }
  | { readonly kind: UnreadableKind };

/** What holds no claims. */
export type UnreadableKind =
  | "refresh"
  | "encrypted"
  /** The name of PowerShell's type, in place of the token in it. */
  | "secureString"
  /** A shell's variable, in place of the token in it. */
  | "variable"
  /** A piece of a token: its end or its middle was lost. */
  | "cut"
  /** Nothing of the kind. */
  | "none";

/** How people, terminals and PowerShell's tables mark what they left out. */
const LEFT_OUT = /\.{3}|\u2026/;

/**
 * How a token's header begins (RFC 7515 and 7516): with a name that claims do not begin with. The
 * header of an issuer with other names passes for a beginning only where nothing stands before it.
 */
const HEADER = /^\{\s*"(?:alg|typ|kid|x5t|nonce|enc|zip|cty)/;

/** Whether a token's header begins at a place of a text. */
export function isTokenBeginning(text: string, at: number): boolean {
  return HEADER.test(Buffer.from(text.slice(at, at + 16), "base64url").toString("utf8"));
}

/**
 * Tells tokens apart. Refresh tokens are opaque and say nothing of themselves; Entra ID's begin
 * with "0." or "1." and a letter (seen, not documented). An id token names the client as its
 * audience and has neither scopes nor roles nor an asking client
 * (https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference).
 */
export function tokenKind(text: string): TokenKind {
  const token = decodeToken(text);
  return token === undefined
    ? { kind: unreadableKind(text) }
    : { kind: isIdToken(token) ? "id" : "access", token };
}

function unreadableKind(text: string): UnreadableKind {
  if (text === SECURE_STRING) return "secureString";
  if (text.startsWith("ey") && LEFT_OUT.test(text)) return "cut";
  if (/^\$[({]?[\w:]+|^%\w+%$/.test(text)) return "variable";
  if (text.split(".").length === 5 && text.startsWith("ey")) return "encrypted";
  if (/^[01]\.A[A-Za-z0-9_-]{20,}|^M\.[A-Z0-9]+_/.test(text)) return "refresh";
  if (isTokenBeginning(text, 0)) return "cut";
  return /^[A-Za-z0-9._~+/=-]{100,}$/.test(text) ? "refresh" : "none";
}

function isIdToken({ claims }: DecodedToken): boolean {
  const asked = ["azp", "appid", "scp", "roles", "appidacr", "azpacr"].some(
    (name) => name in claims,
  );
  return (
    !asked &&
    (textClaim(claims, "aud") === AZURE_CLI_CLIENT_ID ||
      "nonce" in claims ||
      "preferred_username" in claims ||
      "at_hash" in claims)
  );
}
