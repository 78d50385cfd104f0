import { LIMITS } from "../components/rules/reading/limits";

/**
 * Reads JSON from outside.
 *
 * @throws SyntaxError where it is none, or nested deeper than anything that this program reads:
 * what recurses would fail over it. That is seen before it is read, because lists inside lists take
 * a thousand times the room of their text.
 */
export function parseForeignJson(text: string): unknown {
  if (isTooDeep(text)) {
    throw new SyntaxError(`JSON must be nested at most ${LIMITS.depth} levels deep`);
  }
  return JSON.parse(text);
}

const CODES = { quote: 0x22, backslash: 0x5c, list: 0x5b, listEnd: 0x5d, map: 0x7b, mapEnd: 0x7d };

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length && depth <= LIMITS.depth; at += 1) {
    const code = text.charCodeAt(at);
    if (code === CODES.quote) isText = !isText;
    else if (isText) at += code === CODES.backslash ? 1 : 0;
    else if (code === CODES.list || code === CODES.map) depth += 1;
    else if (code === CODES.listEnd || code === CODES.mapEnd) depth -= 1;
  }
  return depth > LIMITS.depth;
}
