import { CliError } from "../cliError";

/**
 * Texts that must never be on a page that is handed round. Signed and encrypted tokens begin with the base64url of `{"`
 * (https://www.rfc-editor.org/rfc/rfc7515#section-3.3); a refresh token is a long run without blanks; the pattern of client
 * secrets is the one of https://github.com/gitleaks/gitleaks (azure-ad-client-secret).
 */
const SECRETS: readonly (readonly [what: string, shape: RegExp])[] = [
  ["a token", /eyJ[\w-]{8,}\.[\w-]+\./],
  ["a token", /[\w.~+/=-]{256,}/],
  ["a client secret", /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/],
];

/**
 * Controls, line ends, and what changes the direction of text or takes no room: people do not see them. The two joiners belong
 * to emoji and to some scripts, but never stand beside ASCII, of which commands consist.
 */
const HIDDEN =
  /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?<![^\0-\x7F])[\u200C\u200D]|[\u200C\u200D](?![^\0-\x7F])/u;

/**
 * Refuses what a guide must not show, wherever in the input it stands: secrets, because the page is handed round, and hidden
 * characters, because what people copy must be what they see.
 *
 * @param input plain data; `name` is what messages call it.
 * @throws CliError "guide.secret" or "guide.hidden-text", which names the place and never shows the value.
 */
export function assertPublishable(input: unknown, name: string): void {
  for (const { path, text } of texts(input, name)) {
    const secret = SECRETS.find(([, shape]) => shape.test(text));
    if (secret !== undefined) {
      throw new CliError(
        "guide.secret",
        `"${path}" holds something that looks like ${secret[0]}: a guide is for everybody and must hold none.`,
        ["Take it out of the stack's outputs. If it is real, it has been seen: revoke it."],
      );
    }
    const hidden = HIDDEN.exec(text)?.[0].codePointAt(0);
    if (hidden !== undefined) {
      throw new CliError(
        "guide.hidden-text",
        `"${path}" holds the character U+${hidden.toString(16).toUpperCase().padStart(4, "0")}, which people do not see: what they copy must be what they see.`,
        ["Write the text anew, on one line and without such characters."],
      );
    }
  }
}

/** Every text in the data, names of properties included, with the path to it. */
function* texts(
  value: unknown,
  path: string,
): Generator<{ readonly path: string; readonly text: string }> {
  if (typeof value === "string") yield { path, text: value };
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const inside = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    yield { path: `a name in ${path}`, text: key };
    yield* texts(item, inside);
  }
}
