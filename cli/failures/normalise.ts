/** A text as it was printed, before terminals, pages, logs and JSON had their way with it. */

/**
 * How much of a text is read, in characters: its beginning, and its end, where programs say why
 * they failed.
 */
const LONGEST_TEXT = 128 * 1024;
const BEGINNING = 32 * 1024;

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: "&",
  lt: "<",
  gt: ">",
  nbsp: " ",
};

function character(code: string, radix: number): string {
  const number = Number.parseInt(code, radix);
  return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : "";
}

/** What is read of a text. */
export function shorten(text: string): string {
  return text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, BEGINNING)}\n${text.slice(BEGINNING - LONGEST_TEXT)}`;
}

/**
 * Takes away colours, borders, marks that cannot be seen, and the escapes of JSON, addresses and
 * HTML; lines end with "\n".
 */
export function normalise(text: string): string {
  const isAddress = text.includes("error_description=");
  return (isAddress ? text.replaceAll("+", " ") : text)
    .normalize("NFKC")
    .replace(/\u001b\[[0-9;?]{0,20}[A-Za-z]/g, "")
    .replace(/[\u0000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => character(code, 16))
    .replace(/\\r\\n|\\n|\\r|\r\n?/g, "\n")
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => character(code, 16))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code: string) => character(code, 16))
    .replace(/&#([0-9]{1,7});/g, (_, code: string) => character(code, 10))
    .replace(/&([a-z]{2,4});/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replace(/^[ \t]*(?:[|│┃║>][ \t]?){1,3}/gm, "");
}
