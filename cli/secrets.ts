/**
 * What must never be repeated: tokens, refresh tokens, client secrets. One reader for error texts,
 * which are shown without them, and for pages to hand round, which must hold none. Linear: every
 * text is cut into words once, and each word is judged by itself.
 */

/** Words of which tokens and secrets consist. */
const WORDS = /[\w.~+=-]+/g;
/** The same with slashes: base64 may hold some. */
const WORDS_WITH_SLASHES = /[\w.~+=/-]+/g;

/** Ids are long and no secret. */
const IDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/**
 * https://github.com/gitleaks/gitleaks (azure-ad-client-secret): three characters, a digit, "Q~",
 * 31 to 34 more.
 */
const CLIENT_SECRET = /^[\w~.]{3}\dQ~[\w~.-]{31,34}$/;

/** Longer than any word of a language, a path's part or a host; refresh tokens are longer still. */
const LONG = 256;

/**
 * What a text that must hold no secret may be taken for: "a token", "a client secret". Undefined:
 * nothing.
 */
export function secretIn(text: string): string | undefined {
  for (const [word] of text.matchAll(WORDS_WITH_SLASHES)) {
    if (word.length >= LONG || isToken(word)) return "a token";
    if (word.split(/[/=+]/).some((part) => CLIENT_SECRET.test(part))) return "a client secret";
  }
  return undefined;
}

/** Name and password in an address, such as a proxy's. */
const USER_INFO = /:\/\/[^\s/@]{1,300}@/g;

/**
 * A text with "…" in place of everything that could be a token or a secret, also where only its
 * randomness says so.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(USER_INFO, "://…@")
    .replace(WORDS, (word) => (isToken(word) || isRandom(word) ? "…" : word));
}

/**
 * Signed and encrypted tokens begin with the base64url of `{"`
 * (https://www.rfc-editor.org/rfc/rfc7515#section-3.3).
 */
function isToken(word: string): boolean {
  const parts = word.split(".");
  return parts.some((part, index) => {
    const beginning = part.indexOf("eyJ");
    return beginning !== -1 && part.length - beginning > 10 && (parts[index + 1] ?? "") !== "";
  });
}

/** Names, hosts and paths of error texts lack capitals, small letters or digits, or are short. */
function isRandom(word: string): boolean {
  const text = word.replace(IDS, "");
  const hasDigits = /\d/.test(text);
  return (
    (text.length >= 24 && hasDigits && /[a-z]/.test(text) && /[A-Z]/.test(text)) ||
    (hasDigits && /[\da-z]{32}/i.test(text)) ||
    (text.length >= LONG && new Set(text).size > 10)
  );
}
