/** Reads a text into messages. */
import { codesIn } from "./codes";
import { mentionsIn } from "./mentions";
import type { FoundCode, Level, Message, Speaker } from "./message";
import { normalise, shorten } from "./normalise";
import { squeeze } from "./phrase";
import { speakerOf } from "./speakers";
import { withoutTraceback } from "./traceback";

/**
 * Where a message begins: a mark of its level, a line of a library's log (an exception's name is
 * none), a credential of an SDK's chain, a tool's name, an empty line that no advice follows; and,
 * after a message that has a code already, another code or tenant at the beginning of a line.
 */
const BEGINNING =
  /^[ \t]*(?:(ERROR|FATAL|CRITICAL|error|Error)|(WARNING|WARN|warning|Warning)|(DEBUG|INFO|VERBOSE))[ \t]?:|(?<=\s)(?:(ERROR)|(WARNING)|(DEBUG|INFO)):|^[ \t]*((?:cli|msal|urllib3|azure|requests|knack)(?:\.\w{1,40}){0,6}(?<!Error|Exception)): |\b([A-Z][A-Za-z]{0,40}Credential)\b(?= ?[:(a-z])|^[ \t]*(-|CredentialUnavailable\w{0,9}:) |^[ \t]*(?:Get-AzAccessToken|Connect-AzAccount|curl) ?:|\n[ \t]*(?=\n(?!\s{0,9}Suggestion:))|^[ \t]*(?=(AADSTS\d|Authentication failed against tenant))/gm;
/** An SDK's chain of credentials: its lines name the credential, or only what it said. */
const CHAIN = /Credential:? (?:failed to (?:retrieve|acquire) a token|authentication failed\.)/;
const AZ_CREDENTIAL = /^AzureCliCredential$/i;
const SAYS_AZ = /^[^\n]{0,200}(?:'az login'|Azure CLI\b)/;

/** What comes after as many messages is read as one. */
const MOST_MESSAGES = 1000;

interface Piece {
  readonly level: Level;
  readonly speaker: Speaker | undefined;
  text: string;
  hasRefusal: boolean;
  /** Headers of HTTP: the body after the empty line belongs to them. */
  isAnswer: boolean;
}

function piece(level: Level, speaker?: Speaker): Piece {
  return { level, speaker, text: "", hasRefusal: false, isAnswer: false };
}

/**
 * What a match of {@link BEGINNING} says of the message that begins there; undefined: none begins.
 *
 * @param isChain the text is of an SDK's chain of credentials.
 */
function begin(match: RegExpExecArray, before: Piece, isChain: boolean): Piece | undefined {
  const [whole, error, warning, debug, error2, warning2, debug2, log, credential, line, again] =
    match;
  const end = before.text.slice(-80);
  // "AzureCliCredential failed: ERROR: …" is one message.
  const isQuoted = /:\s*$/.test(end);
  if ((error ?? error2) !== undefined) {
    const goesOn = isQuoted && before.level !== "warning" && before.level !== "debug";
    return goesOn ? undefined : piece("error");
  }
  if (again !== undefined) {
    return before.hasRefusal ? piece(before.level, before.speaker) : undefined;
  }
  if ((warning ?? warning2) !== undefined) return piece("warning");
  if ((debug ?? debug2 ?? log) !== undefined) return piece("debug");
  if (line !== undefined) {
    if (!isChain) return undefined;
    const said = match.input.slice(match.index + whole.length);
    return piece("plain", SAYS_AZ.test(said) ? "azCredential" : "otherCredential");
  }
  if (credential !== undefined) {
    // "Get-AzAccessToken: SharedTokenCacheCredential …" is one message, and of no chain.
    if (/(?:(?:^|\s)[A-Z][a-z]+-\w+ ?:|with error ')\s*$/.test(end)) return undefined;
    return piece("plain", AZ_CREDENTIAL.test(credential) ? "azCredential" : "otherCredential");
  }
  return before.isAnswer && whole.trim() === "" ? undefined : piece("plain");
}

function pieces(text: string): readonly Piece[] {
  let last = piece("plain");
  const found = [last];
  const isChain = CHAIN.test(text);
  let at = 0;
  const read = (end: number): void => {
    const part = text.slice(at, end);
    last.text += part;
    last.hasRefusal ||= /AADSTS\s?\d/.test(part);
    last.isAnswer ||= /^[< ]{0,2}HTTP\/[\d.]{1,3} \d{3}/m.test(part);
    at = end;
  };
  for (const match of text.matchAll(BEGINNING)) {
    read(match.index);
    const begun = found.length < MOST_MESSAGES ? begin(match, last, isChain) : undefined;
    if (begun !== undefined) found.push((last = begun));
  }
  read(text.length);
  return found.filter(({ text: said }) => said.trim() !== "");
}

/** What comes after a status in a sentence. "403 pages" are a number of pages. */
const AFTER =
  "(?=[)\\]]|\\s*(?:$|[.,;:!?\"'\\n])|\\s+(?:a|again|all|although|always|and|as|at|because|but|every|error|for|from|http|if|in|instead|is|on|only|or|status|though|to|unless|when|where|while|with|without)\\b)";
const STATUS = new RegExp(
  String.raw`(?:HTTP(?:\/[\d.]{1,3})?\s{1,3}|status(?:[ _-]?code)?[^\d\n]{0,24})(40[13])\b|(?:error:?\s{1,3}\(?|(?:answer|return|respond)\w{0,3}\s{1,3}["'(]?|\()(40[13])${AFTER}|\b(40[13])\)?\s{0,3}[:(-]?\s{0,3}\(?(?:Client Error: )?(?:Unauthorized|Forbidden)\b|\bRequest finished\b[^\n]{0,200}?[\s-](40[13])(?![\d.])|(?:^|\b(?:an?|get|gets|got|error|status) )(40[13]) from\b`,
  "gim",
);

/** An answer of HTTP as .NET and JavaScript print it. */
const ANSWERS = [
  "(?:HTTP )?40[13] (?:Unauthorized|Forbidden)",
  "HTTP 40[13]",
  "HTTP error! status: 40[13]",
  "Request failed with status code 40[13]",
  String.raw`Response status code does not indicate success: 40[13] \((?:Unauthorized|Forbidden)\)`,
  String.raw`The remote server returned an error: \(40[13]\) (?:Unauthorized|Forbidden)`,
  String.raw`Der Remoteserver hat einen Fehler zurückgegeben: \(40[13]\) [\p{L} ]{1,30}`,
].join("|");
const THROWN = String.raw`(?:Unhandled exception\. |Uncaught (?:\(in promise\) )?)?(?:[\w.]{0,80}(?:Exception|Error): )?`;
/** The body of such an answer, as ASP.NET writes it. */
const PROBLEM = String.raw`\{"type": ?"https://tools\.ietf\.org/html/rfc[\d#a-z.-]{1,40}", ?"title": ?"(?:Unauthorized|Forbidden)", ?"status": ?40[13]\b[^{}]{0,300}\}`;
const ANSWER_ALONE = new RegExp(String.raw`^(?:${THROWN}(?:${ANSWERS})\.?|${PROBLEM})$`, "u");
/** Where it was thrown, which says nothing of who answered. */
const FRAME = /^(?:at|---) /;

/** Whether a text is an answer of HTTP and nothing else. */
function isAnswerAlone(text: string): boolean {
  const lines = text.split("\n").map((line) => line.trim());
  return ANSWER_ALONE.test(lines.filter((line) => !FRAME.test(line)).join(""));
}

/**
 * Statuses of HTTP as codes. They count only where the API itself speaks, because everybody says
 * "403"; or where that is all that the text says.
 */
function statusCodes(
  text: string,
  speaker: Speaker | undefined,
  isAlone: boolean,
): readonly FoundCode[] {
  if (speaker !== "api" && (speaker !== undefined || !isAlone)) return [];
  const codes = [...text.matchAll(STATUS)].map((match) => `HTTP ${match.slice(1).join("")}`);
  return [...new Set(codes)].map((code) => ({ code, pasted: code }));
}

function toMessage({ level, speaker: named, text }: Piece, isAlone: boolean): Message {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
  const squeezed = squeeze(lines);
  const found = codesIn(lines);
  // A number without the service's own word before it stands on the page of a browser.
  const isPage =
    found.some(({ code }) => code.startsWith("AADSTS")) &&
    !/aadsts|error_codes|error\?code/.test(squeezed);
  const speaker = named ?? speakerOf(lines, squeezed) ?? (isPage ? "browser" : undefined);
  return {
    level,
    speaker,
    text: lines.replaceAll("\n", " "),
    squeezed,
    codes: [...found, ...statusCodes(lines, speaker, isAlone)],
    ...mentionsIn(lines.replaceAll("\n", "")),
  };
}

/**
 * Reads a text that somebody pasted, or that a program printed, into its messages, in their order.
 * Frames of tracebacks do not count.
 */
export function readText(pasted: string): readonly Message[] {
  const { rest, exception = "" } = withoutTraceback(shorten(pasted));
  const whole = normalise(`${rest}\n${exception}`);
  const isAlone = isAnswerAlone(whole);
  return pieces(whole).map((each) => toMessage(each, isAlone));
}
