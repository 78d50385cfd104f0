import { isRecord } from "../../components/rules/schema";
import { parseForeignJson } from "../foreignJson";

/**
 * Finds the token in what somebody pipes or pastes: the token itself, `Bearer …`, a whole header, or the JSON of `az`. Quotes,
 * blanks, line breaks inside (a terminal's) and PowerShell's byte order mark are taken away.
 *
 * @returns "" where nothing was given.
 */
export function readToken(input: string): string {
  const text = input
    .replace(/\0/g, "")
    .replace(/^[\uFEFF\uFFFD]+/, "")
    .trim();
  if (text.startsWith("{")) {
    const token = fromJson(text);
    if (token !== undefined) return clean(token);
  }
  return clean(
    text
      .replace(/^[\w$:]*(TOKEN|token)\s*=\s*/, "")
      .replace(/^['"]?Authorization['"]?\s*[:=]\s*/i, "")
      .replace(/^['"]/, "")
      .replace(/^Bearer\s+/i, ""),
  );
}

function fromJson(text: string): string | undefined {
  let value: unknown;
  try {
    value = parseForeignJson(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const names = [
    "accessToken",
    "access_token",
    "token",
    "Token",
    "id_token",
    "idToken",
    "refresh_token",
    "refreshToken",
  ];
  return names.map((name) => value[name]).find((each) => typeof each === "string");
}

function clean(token: string): string {
  const text = token.replace(/\s+/g, "").replace(/^['"]+/, "");
  // By hand: a pattern for the end would try every quote before it.
  let end = text.length;
  while (end > 0 && `'";`.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
