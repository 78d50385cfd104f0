import { beyondBounds, LIMITS } from "../components/rules/limits";

/**
 * Reads JSON from outside.
 *
 * @throws SyntaxError where it is none, or nested deeper than anything that this program reads:
 * what recurses would fail over it.
 */
export function parseForeignJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const rule = beyondBounds(value, { depth: LIMITS.depth });
  if (rule !== undefined) throw new SyntaxError(`JSON ${rule}`);
  return value;
}
