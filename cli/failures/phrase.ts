/**
 * Phrases: how entries say which words they are known by. Blanks, quotes, backslashes and the size
 * of letters do not count, so a phrase is found in whatever quotes it stands and wherever a
 * terminal broke the line. "…" stands for up to {@link LONGEST_GAP} characters. Finding one takes
 * time in proportion to the text.
 */

const LONGEST_GAP = 300;

/** A text as phrases see it. */
export function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s'"`´‘’“”«»„‚\\]+/g, "");
}

/** The parts of a phrase, squeezed. The catalogue's are asked for with every message. */
const PARTS = new Map<string, readonly string[]>();

function partsOf(phrase: string): readonly string[] {
  const known = PARTS.get(phrase);
  if (known !== undefined) return known;
  const parts = phrase.split("…").map(squeeze);
  PARTS.set(phrase, parts);
  return parts;
}

/** Whether a squeezed text holds a phrase. */
export function holds(squeezed: string, phrase: string): boolean {
  const [first = "", ...rest] = partsOf(phrase);
  let at = squeezed.indexOf(first);
  while (at !== -1) {
    let end = at + first.length;
    const isWhole = rest.every((part) => {
      const found = squeezed.slice(end, end + LONGEST_GAP + part.length).indexOf(part);
      end += found + part.length;
      return found !== -1;
    });
    if (isWhole) return true;
    if (rest.length === 0) return false;
    at = squeezed.indexOf(first, at + first.length);
  }
  return false;
}

/** A phrase as a regular expression, for pages that have no other search. */
export function phraseSource(phrase: string): string {
  return phrase
    .split("…")
    .map((part) =>
      part
        .trim()
        .split(/\s+/)
        .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/['"`]/g, "['\"`]?"))
        .join("\\s+"),
    )
    .join("[^]{0,80}?");
}
