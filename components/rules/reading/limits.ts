/** How large an input may be, so that none keeps the program busy or fills its memory. */
export const LIMITS = {
  /** Levels of lists and maps in any JSON. Microsoft Graph's objects have fewer than ten. */
  depth: 64,
  /**
   * Texts, numbers, lists and maps in one config key; Entra keeps 1200 entries of a registration.
   */
  configNodes: 50_000,
  /** Characters of one text in config; the longest that a rule allows are 1024. */
  configText: 10_000,
  /** Characters of a misspelt name for which the likely one is looked for. */
  suggestedName: 200,
  /** Characters of standard input, a file or a pasted text; tokens and outputs have thousands. */
  input: 1_000_000,
  /** Bytes on one stream of a program, which is then stopped. `az` prints whole directories. */
  programOutput: 32_000_000,
  /** Problems of a file of outputs that are shown. */
  shownProblems: 50,
  /** Characters of a program's error text that are read; a traceback has some thousands. */
  errorText: 100_000,
  /** Characters of one claim of a token that are shown. */
  shownClaim: 1000,
  /** Characters of an API's error answer that are read. */
  apiAnswer: 64_000,
} as const;

/**
 * What bounds a value: levels of lists and maps, all values in it, characters of its longest text.
 */
interface Bounds {
  readonly depth: number;
  readonly nodes?: number;
  readonly text?: number;
}

/**
 * Says how a value, as JSON gives it, breaks its bounds. Walks without recursion: depth is what it
 * guards against.
 *
 * @returns a phrase such as `must be nested at most 64 levels deep`; undefined where the value
 * keeps them.
 */
export function beyondBounds(
  value: unknown,
  { depth, nodes = Infinity, text = Infinity }: Bounds,
): string | undefined {
  let level: unknown[] = [value];
  let seen = 0;
  for (let depthNow = 0; level.length > 0; depthNow += 1) {
    if (depthNow > depth) return `must be nested at most ${depth} levels deep`;
    seen += level.length;
    if (seen > nodes) return `must hold at most ${nodes} values`;
    if (level.some((item) => typeof item === "string" && item.length > text)) {
      return `must hold no text of more than ${text} characters`;
    }
    level = level.flatMap((item): unknown[] =>
      typeof item === "object" && item !== null ? Object.values(item) : [],
    );
  }
  return undefined;
}
