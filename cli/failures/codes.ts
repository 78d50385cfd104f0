/** Codes in every spelling that people paste. Each pattern takes time in proportion to the text. */
import { isNamedRefusal } from "./catalogue";
import type { FoundCode } from "./message";

/**
 * `AADSTS65001`, also where a terminal broke it, and with a colon, blank, dash or bracket between
 * word and number.
 */
const REFUSAL = /A\n?A\n?D\n?S\n?T\n?S[\s:#(-]{0,4}(\d(?:\n?\d){3,9})(.?)/gi;
/** `"error_codes":[50076]`, `error?code=50076`. */
const IN_ANSWER =
  /error_codes["']?\s{0,9}[:=]\s{0,9}\[?\s{0,9}(\d{5,8})\b|error\?code=?(\d{5,8})\b/gi;
/**
 * A page's "Error Code: 53003", in the languages of the sign-in page: a word that means "code", no
 * more than a few others, a number. Numbers that the sign-in service is known to use count, and
 * others of its size where a word for "error" stands there.
 */
const LABELLED =
  /([\p{L}_ ]{0,24}(?:code|código|codice|codi|cod|kod|kód|код|κωδικός|コード|代码|代碼|错误码|錯誤碼|코드|koodi|kode|mã|รหัส|קוד|رمز|कोड)[\p{L}\p{M}'’"_ ]{0,28}[:=]?\s{0,3})["']?(\d{5,8})(?!\d|[.-]\d)/giu;
/**
 * Numbers of something else: of a process, of HTTP, of a database, of a device's sign-in, of a
 * place.
 */
const OTHER_NUMBER =
  /exit|status|http|sql|odbc|oracle|postal|zip|country|user|verif|product|unicode|barcode/i;
const ERROR =
  /err|feh?l|bł[ęą]d|ошиб|помил|hata|hiba|chyb|virhe|feil|fout|lỗi|σφάλ|エラー|错误|錯誤|오류|שגיאה|خطأ|त्रुटि|ข้อผิดพลาด/i;
/** The smallest number of the sign-in service, and the length of its longest ones. */
const SMALLEST = 16000;
const LONGEST = 7;
const DATABASE = /\b(?:sql|odbc|jdbc|database|sqlstate)\b/i;
/** Of the libraries that validate tokens in .NET. */
const VALIDATION = /(?<![A-Z])ID[XW](?:\n?\d){5}(?!\d)/gi;
/** `3399614476`, `-2147023584`, `0xCAA2000C`: what the broker of Windows answers. */
const BROKER = /(?<![\w.-])(-\d{9,10}|\d{10}|(?:0x)?CAA[0-9A-F]{5}|0x8[0-9A-F]{7})(?!\w)/gi;

/**
 * The number of a refusal that may be cut by line ends. A cut number goes on where the next line's
 * digits end with a colon.
 */
function wholeNumber(digits: string, next: string): string {
  const [first = "", ...rest] = digits.split("\n");
  return rest.length > 0 && (first.length < 5 || next === ":")
    ? digits.replaceAll("\n", "")
    : first;
}

function refusals(text: string): readonly FoundCode[] {
  const spelled = [...text.matchAll(REFUSAL)].map(([, digits = "", next = ""]) =>
    wholeNumber(digits, next),
  );
  const answered = [...text.matchAll(IN_ANSWER)].map(
    ([, listed, linked]) => listed ?? linked ?? "",
  );
  const labelled = DATABASE.test(text)
    ? []
    : [...text.matchAll(LABELLED)]
        .filter(([, label = "", number = ""]) => isRefusal(label, number))
        .map(([, , number = ""]) => number);
  return [
    ...[...spelled, ...answered].map(pastedAs((number) => `AADSTS${number}`)),
    ...labelled.map(pastedAs((number) => (isNamedRefusal(number) ? `AADSTS${number}` : number))),
  ].filter(({ code }) => code.length >= "AADSTS".length + 5);
}

function pastedAs(name: (number: string) => string): (number: string) => FoundCode {
  return (number) => ({ code: `AADSTS${number}`, pasted: name(number) });
}

function isRefusal(label: string, number: string): boolean {
  if (OTHER_NUMBER.test(label)) return false;
  const isOfItsSize = Number(number) >= SMALLEST && number.length <= LONGEST;
  return isNamedRefusal(number) || (ERROR.test(label) && isOfItsSize);
}

/**
 * A broker's number as it is documented: 32 bits, hexadecimal. Undefined for what is no such
 * number.
 */
function brokerCode(pasted: string, isLabelled: boolean): string | undefined {
  const digits = /^(?:0x)?(?=CAA|8)([0-9A-F]{8})$/i.exec(pasted)?.[1];
  const isHexadecimal = digits !== undefined && !/^\d{8}$/.test(pasted);
  const number = isHexadecimal ? Number.parseInt(digits, 16) : Number(pasted);
  const code = `0x${(number >>> 0).toString(16).toUpperCase().padStart(8, "0")}`;
  const isCode = code.startsWith("0xCAA") || (isLabelled && code.startsWith("0x8"));
  return isCode && number <= 0xffffffff ? code : undefined;
}

/**
 * The codes of a message, in the order in which they stand there; each once. @param text with its
 * line ends.
 */
export function codesIn(text: string): readonly FoundCode[] {
  const isLabelled = /code|hresult|status/i.test(text);
  const found: readonly FoundCode[] = [
    ...refusals(text),
    ...[...text.matchAll(VALIDATION)].map(([spelled]) => {
      const code = spelled.replaceAll("\n", "").toUpperCase();
      return { code, pasted: code };
    }),
    ...[...text.matchAll(BROKER)].flatMap(([pasted]) => {
      const code = brokerCode(pasted, isLabelled);
      return code === undefined ? [] : [{ code, pasted }];
    }),
  ];
  return found.filter(({ code }, index) => found.findIndex((each) => each.code === code) === index);
}
