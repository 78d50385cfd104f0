import { EnvHttpProxyAgent, request } from "undici";
import { showText } from "../../components/rules/reading/hiddenText";
import { LIMITS } from "../../components/rules/reading/limits";
import { withoutSecrets } from "../secrets";

/** What the API answered. */
export type ApiAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      /**
       * Why a token is refused, as the API says it: the `WWW-Authenticate` header, the answer's
       * beginning. May be empty.
       */
      readonly reasons: readonly string[];
    }
  | { readonly kind: "unreachable"; readonly why: string };

/** Calls an address of the API with a token, by GET. Never rejects. */
export type ApiCaller = (url: URL, token: string) => Promise<ApiAnswer>;

const LONGEST_REASON = 300;

/** Makes the real caller. The proxy variables of `environment` count, as they do for `az`. */
export function createApiCaller(
  environment: Readonly<Record<string, string | undefined>>,
  timeoutMs: number,
): ApiCaller {
  return async (url, token) => {
    const read = (name: string): string =>
      environment[name] ?? environment[name.toLowerCase()] ?? "";
    const dispatcher = new EnvHttpProxyAgent({
      httpProxy: read("HTTP_PROXY"),
      httpsProxy: read("HTTPS_PROXY"),
      noProxy: read("NO_PROXY"),
    });
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher,
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(timeoutMs),
      });
      const challenge = String(headers["www-authenticate"] ?? "");
      const beginning = statusCode < 400 ? "" : await readBeginning(body);
      return {
        kind: "answered",
        status: statusCode,
        reasons: [challenge, beginning]
          .map((text) => shorten(text, token))
          .filter((reason) => reason !== ""),
      };
    } catch (error) {
      return { kind: "unreachable", why: reasonOf(error, timeoutMs) };
    } finally {
      await dispatcher.destroy();
    }
  };
}

/** What comes of a body, as far as it comes: the status has been told already. */
async function readBeginning(body: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  try {
    for await (const chunk of body) {
      text += chunk.toString("utf8");
      if (text.length > LIMITS.apiAnswer) break;
    }
  } catch {
    // It was cut off, or did not end in time.
  }
  return text;
}

/**
 * On one line, without a token or secret. Nothing of a text that holds pieces of the token: they
 * could be put together.
 */
function shorten(text: string, token: string): string {
  const clean = withoutSecrets(text.slice(0, LIMITS.apiAnswer));
  if (holdsPieces(clean, token)) return "";
  return showText(clean.replace(/\s+/g, " ").trim()).slice(0, LONGEST_REASON);
}

/** A token's letters in a row, whatever stands between them; words of people hold no such row. */
const PIECE = 10;

function holdsPieces(text: string, token: string): boolean {
  const pieces = new Set(spellings(token).flatMap(rows));
  return [text, decoded(text)].some((each) => rows(each).some((row) => pieces.has(row)));
}

/** A token as programs write it down: also backwards, in hexadecimal and in base64. */
function spellings(token: string): readonly string[] {
  // Base64 has three forms, by how many letters stand before.
  const base64 = [0, 1, 2].map((skipped) => Buffer.from(token.slice(skipped)).toString("base64"));
  return [
    token,
    Buffer.from(token).reverse().toString(),
    Buffer.from(token).toString("hex"),
    ...base64,
  ];
}

/** Addresses and HTML write characters by their numbers. */
function decoded(text: string): string {
  return text.replace(
    /%([\da-f]{2})|&#(\d{1,3});/gi,
    (_, hexadecimal: string | undefined, decimal: string) =>
      String.fromCharCode(hexadecimal === undefined ? Number(decimal) : parseInt(hexadecimal, 16)),
  );
}

/** All rows of {@link PIECE} letters. */
function rows(text: string): readonly string[] {
  const letters = text.replace(/[^\w-]/g, "");
  return Array.from({ length: Math.max(0, letters.length - PIECE + 1) }, (_, at) =>
    letters.slice(at, at + PIECE),
  );
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} seconds`;
  return showText(
    "code" in error && typeof error.code === "string"
      ? `${error.code}: ${error.message}`
      : error.message,
  );
}
