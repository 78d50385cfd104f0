/** The body of a request, read within limits: whatever a client sends costs little. */
import { MalformedRequest } from "./errors";

/** In bytes. Graph's own limit is 4 MiB; the largest body of a known client has some 20 KiB. */
const LARGEST_BODY = 1024 * 1024;
/** Objects and lists in each other. The deepest body of a known client has 5. */
const DEEPEST_BODY = 32;

/**
 * Reads JSON, or the fields of a form.
 *
 * @returns undefined where there is no body; text that is no JSON as it is, because no schema
 * accepts a text.
 * @throws MalformedRequest for a body that is too large or too deep.
 */
export async function readBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text === "") return undefined;
  if (request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  if (isDeeper(body, DEEPEST_BODY)) {
    throw new MalformedRequest(`The reader's MaxDepth of ${DEEPEST_BODY} has been exceeded.`);
  }
  return body;
}

/** Reads to the end in any case, because a client that is still sending does not listen. */
async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  if (size > LARGEST_BODY) {
    throw new MalformedRequest(`The request body is larger than ${LARGEST_BODY} bytes.`);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Level by level and not by recursion, which a deep value would exhaust. */
function isDeeper(value: unknown, limit: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= limit && level.length > 0; depth += 1) {
    level = level.flatMap((each) =>
      typeof each === "object" && each !== null ? (Object.values(each) as unknown[]) : [],
    );
  }
  return level.length > 0;
}
