/**
 * Characters that people do not see: they move the cursor, turn text around or forge lines. Names
 * in a state or a directory may hold them.
 */
const HIDDEN =
  /(?![\n\t\uFE0E\uFE0F])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text as a terminal may show it: hidden characters by their numbers, `\u202e`. */
export function shownText(text: string): string {
  return text.replace(HIDDEN, (character) =>
    Array.from({ length: character.length }, (_, at) => {
      const code = character.charCodeAt(at).toString(16);
      return `\\u${code.padStart(4, "0")}`;
    }).join(""),
  );
}
