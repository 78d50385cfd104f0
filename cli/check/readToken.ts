import { isRecord } from "../../components/rules/reading/schema";
import { parseAzJson } from "../az/parseAzJson";
import { isTokenBeginning, SECURE_STRING, type TokenKind, tokenKind } from "../claims/tokenKind";

/**
 * Finds what can be judged in what somebody pipes or pastes: the token itself, `Bearer …`, a whole
 * header, any output form of `az` (json, jsonc, table, tsv, yaml, yamlc) with warnings before it,
 * an object or secure string of PowerShell, a line of curl, export or dotenv, a list. Colours,
 * quotes, line breaks inside (a terminal's), byte order marks and the zeros of UTF-16 are taken
 * away.
 *
 * @returns every access token, each once; where there is none, every other token, whole ones before
 * pieces; else what is no token as it was, without blanks; nothing where nothing was given.
 */
export function readTokens(input: string): readonly string[] {
  const text = input
    .replaceAll("\0", "")
    .replace(/\u001b\[[0-9;]{0,20}m/g, "")
    .replace(/^[\uFEFF\uFFFD]+/, "")
    .trim();
  const named = fromJson(text)
    .map(clean)
    .filter((each) => each !== "");
  const found = likeliest(named.length > 0 ? named : tokensIn(unwrap(text)));
  if (found.length > 0) return found;
  if (named.length > 0) return named.slice(0, 1);
  if (text.includes(SECURE_STRING)) return [SECURE_STRING];
  const rest = clean(
    text
      .replace(/^(?:export |set )?[\w$:]{0,100}(?:TOKEN|token)\s{0,9}[:=]\s{0,9}/, "")
      .replace(/^['"]?Authorization['"]?\s{0,9}[:=]\s{0,9}/i, "")
      .replace(/^['"]/, "")
      .replace(/^Bearer\s{1,9}/i, ""),
  );
  return rest === "" ? [] : [rest];
}

/** Access tokens before other tokens, whole ones before a piece; nothing else. */
function likeliest(candidates: readonly string[]): readonly string[] {
  const kinds = candidates.map((text) => tokenKind(text).kind);
  const of = (...wanted: readonly TokenKind["kind"][]): readonly string[] => [
    ...new Set(candidates.filter((_, index) => wanted.includes(kinds[index] ?? "none"))),
  ];
  const ranks = [of("access"), of("id", "encrypted"), of("cut").slice(0, 1)];
  return ranks.find(({ length }) => length > 0) ?? [];
}

/**
 * Pieces of a text that look like tokens, also where nothing stands between two. Takes time in
 * proportion to the text.
 */
function tokensIn(text: string): readonly string[] {
  // After a single full stop the claims begin.
  const starts = [...text.matchAll(/(?<!(?:^|[^.])\.)ey/g)]
    .map(({ index }) => index)
    .filter((at) => isTokenBeginning(text, at) || !/[\w-]/.test(text.charAt(at - 1)));
  return starts.flatMap((start, index) => {
    const [run = ""] = /^[\w.\u2026-]+/.exec(text.slice(start, starts[index + 1])) ?? [];
    // A token in a sentence has its full stop after it.
    const token = run.replace(/^([\w-]+\.[\w-]+\.[\w-]+)\.$/, "$1");
    return /[.\u2026]/.test(token) || isTokenBeginning(token, 0) ? [token] : [];
  });
}

/**
 * Joins lines that a terminal or PowerShell broke inside a token: the next one holds nothing but
 * letters of a token, and its end.
 */
function unwrap(text: string): string {
  return text.replace(/(?<=[\w.-])\r?\n[ \t]{0,40}(?=[\w.-]+['"]?[,;]?[ \t]*(?:\r?\n|$))/g, "");
}

/** Names of fields that hold tokens: what people look for first. */
const NAMES = [
  "accessToken",
  "access_token",
  "token",
  "Token",
  "id_token",
  "idToken",
  "refresh_token",
  "refreshToken",
];

/** Tokens by the names of their fields, one of each object. */
function fromJson(text: string): readonly string[] {
  let value: unknown;
  try {
    value = parseAzJson(text);
  } catch {
    return [];
  }
  const objects = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return objects.filter(isRecord).flatMap((object) =>
    NAMES.map((name) => object[name])
      .filter((each) => typeof each === "string")
      .slice(0, 1),
  );
}

function clean(token: string): string {
  const text = token.replace(/\s+/g, "").replace(/^['"]+/, "");
  // By hand: a pattern for the end would try every quote before it.
  let end = text.length;
  while (end > 0 && `'";`.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
