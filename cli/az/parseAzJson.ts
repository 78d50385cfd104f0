import { parseForeignJson } from "../foreignJson";

/**
 * Takes what comes before the JSON away: `az` may print warnings to standard output too. @throws
 * SyntaxError where there is none.
 */
export function parseAzJson(stdout: string): unknown {
  const text = stdout.trim();
  try {
    return parseForeignJson(text);
  } catch {
    const start = text.search(/^[[{]/m);
    if (start <= 0) throw new SyntaxError("no JSON in the answer");
    return parseForeignJson(text.slice(start));
  }
}
