/**
 * JSON data as a Python literal. `az rest --body` reads both forms
 * (https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-quoting#json-strings), and this
 * one needs no double quotes: inside a pair of them it means the same in bash, cmd and PowerShell.
 */

/** Data that JSON can hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Writes data so that `isPortable` holds for the result: everything but harmless ASCII is escaped
 * by its number. "=" and "@" are not harmless: together they would have az read a file.
 */
export function pythonLiteral(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "string") return `'${escapeText(value)}'`;
  if (typeof value === "number") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (isList(value)) return `[${value.map(pythonLiteral).join(",")}]`;
  const entries = Object.entries(value).map(
    ([key, item]) => `'${escapeText(key)}':${pythonLiteral(item)}`,
  );
  return `{${entries.join(",")}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

// Python knows these three escapes:
// https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
function escapeText(text: string): string {
  return Array.from(text)
    .map((character) => {
      if (/^[A-Za-z0-9_./:+,;(){}[\]*?#~ -]$/.test(character)) return character;
      const number = character.codePointAt(0) ?? 0;
      if (number <= 0xff) return `\\x${number.toString(16).padStart(2, "0")}`;
      return number <= 0xffff
        ? `\\u${number.toString(16).padStart(4, "0")}`
        : `\\U${number.toString(16).padStart(8, "0")}`;
    })
    .join("");
}
