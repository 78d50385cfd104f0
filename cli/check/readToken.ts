import { isRecord } from "../../components/rules/schema";
import { parseAzJson } from "../az/parseAzJson";
import { SECURE_STRING } from "../claims/tokenKind";

/**
 * A token (JSON Web Token) inside a text. It begins a word, so that a search takes time in
 * proportion to the text.
 */
const TOKEN = /(?<![\w.-])ey[\w-]+\.[\w-]+(?:\.[\w-]*){1,3}/;

/**
 * Finds the token in what somebody pipes or pastes: the token itself, `Bearer …`, a whole header,
 * any output form of `az` (json, jsonc, table, tsv, yaml, yamlc) with warnings before it, an object
 * or secure string of PowerShell, a line of curl, export or dotenv, a list. Of several tokens the
 * access token counts, then the first. Colours, quotes, line breaks inside (a terminal's), byte
 * order marks and the zeros of UTF-16 are taken away.
 *
 * @returns "" where nothing was given; what is no token as it was, without blanks.
 */
export function readToken(input: string): string {
  const text = input
    .replaceAll("\0", "")
    .replace(/\u001b\[[0-9;]{0,20}m/g, "")
    .replace(/^[\uFEFF\uFFFD]+/, "")
    .trim();
  const named = fromJson(text);
  if (named !== undefined) return clean(named);
  const token = TOKEN.exec(unwrap(text))?.[0];
  if (token !== undefined) return token;
  if (text.includes(SECURE_STRING)) return SECURE_STRING;
  return clean(
    text
      .replace(/^(?:export |set )?[\w$:]{0,100}(?:TOKEN|token)\s{0,9}[:=]\s{0,9}/, "")
      .replace(/^['"]?Authorization['"]?\s{0,9}[:=]\s{0,9}/i, "")
      .replace(/^['"]/, "")
      .replace(/^Bearer\s{1,9}/i, ""),
  );
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

function fromJson(text: string): string | undefined {
  let value: unknown;
  try {
    value = parseAzJson(text);
  } catch {
    return undefined;
  }
  const [first] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (!isRecord(first)) return undefined;
  return NAMES.map((name) => first[name]).find((each) => typeof each === "string");
}

function clean(token: string): string {
  const text = token.replace(/\s+/g, "").replace(/^['"]+/, "");
  // By hand: a pattern for the end would try every quote before it.
  let end = text.length;
  while (end > 0 && `'";`.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
