/**
 * Characters that people do not see: control characters, marks that turn or join text, characters
 * without width, and halves of characters. They forge lines, hide what is there, or make two names
 * look the same. Names must not hold them, and text from outside is shown with their numbers in
 * their place.
 */

/** Variation selectors are left alone: they only choose between two pictures of one character. */
const HIDDEN =
  /(?![\uFE0E\uFE0F])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Belong to emoji and to some scripts, between two characters beyond ASCII. */
const JOINERS = ["\u200C", "\u200D"];
const ENDS_BEYOND_ASCII = /[^\0-\x7F\p{C}\p{Z}]$/u;
const BEGINS_BEYOND_ASCII = /^[^\0-\x7F\p{C}\p{Z}]/u;

/**
 * Text from outside, as it may be shown: on one line, every hidden character by its number,
 * `\u202e`. Inside a JSON text that is the same character again.
 */
export function showText(text: string): string {
  return text.replace(HIDDEN, escapeCharacter);
}

/** {@link showText} for text of several lines that the program itself has laid out. */
export function showLines(text: string): string {
  return text.split("\n").map(showText).join("\n");
}

/** The first hidden character, as `U+202E`, or undefined. A joiner in a word or emoji is none. */
export function hiddenIn(text: string): string | undefined {
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    const isJoining =
      JOINERS.includes(character) &&
      ENDS_BEYOND_ASCII.test(text.slice(Math.max(0, index - 2), index)) &&
      BEGINS_BEYOND_ASCII.test(text.slice(index + 1, index + 3));
    if (!isJoining) return `U+${hex(character.codePointAt(0) ?? 0).toUpperCase()}`;
  }
  return undefined;
}

function escapeCharacter(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${hex(unit)}`).join("");
}

function hex(number: number): string {
  return number.toString(16).padStart(4, "0");
}
