import { showText } from "../../components/rules/reading/hiddenText";
import { LIMITS } from "../../components/rules/reading/limits";
import { isRecord } from "../../components/rules/reading/schema";
import { parseForeignJson } from "../foreignJson";

/**
 * A token's own words, not verified. Every text in it may be shown as it is: hidden characters
 * stand there by their numbers.
 */
export interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Reads a JSON Web Token (RFC 7519) without checking its signature. @returns undefined for anything
 * else.
 */
export function decodeToken(token: string): DecodedToken | undefined {
  const parts = token.length > LIMITS.input ? [] : token.split(".");
  if (parts.length !== 3) return undefined;
  // Whoever prints a token relies on its letters. An unsigned one ends with a full stop.
  if (!/^[\w-]*$/.test(parts[2] ?? "")) return undefined;
  const [header, claims] = parts.slice(0, 2).map(decodePart);
  return header === undefined || claims === undefined ? undefined : { header, claims };
}

function decodePart(part: string): Readonly<Record<string, unknown>> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
  try {
    const value = shown(parseForeignJson(Buffer.from(part, "base64url").toString("utf8")));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The same data with texts and names as they may be shown. */
function shown(value: unknown): unknown {
  if (typeof value === "string") return showText(value);
  if (Array.isArray(value)) return value.map(shown);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [showText(name), shown(item)]),
  );
}

/** What is shown of a token's words: all of them, or the beginning of very many. */
export function excerpt(text: string): string {
  if (text.length <= LIMITS.shownClaim) return text;
  const beginning = text.slice(0, LIMITS.shownClaim).replace(/[\uD800-\uDBFF]$/, "");
  return `${beginning}… (${text.length} characters)`;
}

/** A claim that is text. */
export function textClaim(
  claims: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const value = claims[name];
  return typeof value === "string" ? value : undefined;
}

/** A claim that is a list of texts; a single text counts as a list of one. */
export function listClaim(
  claims: Readonly<Record<string, unknown>>,
  name: string,
): readonly string[] {
  const value = claims[name];
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/**
 * A claim that is a time: seconds since 1970, as a number or, where something has rewritten the
 * token, as text; else undefined.
 */
export function timeClaim(
  claims: Readonly<Record<string, unknown>>,
  name: string,
): Date | undefined {
  const value = claims[name];
  const isText = typeof value === "string" && /^\d{1,12}$/.test(value);
  const time = new Date(isText || typeof value === "number" ? Number(value) * 1000 : NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** Whom a token speaks for, as people know them: an excerpt. */
export function subjectName(claims: Readonly<Record<string, unknown>>): string {
  const names = [
    "preferred_username",
    "upn",
    "unique_name",
    "name",
    "app_displayname",
    "oid",
    "sub",
  ];
  const [found = "somebody unknown"] = names.flatMap((name) => textClaim(claims, name) ?? []);
  return excerpt(found);
}
