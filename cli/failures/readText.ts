/** Reads a text into messages. */
import { codesIn } from "./codes";
import { mentionsIn } from "./mentions";
import type { FoundCode, Level, Message, Speaker } from "./message";
import { normalise, shorten } from "./normalise";
import { squeeze } from "./phrase";
import { speakerOf } from "./speakers";
import { withoutTraceback } from "./traceback";

/**
 * Where a message begins: a mark of its level, a line of a library's log, a credential of an SDK's
 * chain, a tool's name, an empty line; and, after a message that has a code already, another code
 * or tenant at the beginning of a line.
 */
const BEGINNING =
  /^[ \t]*(?:(ERROR|FATAL|CRITICAL|error|Error)|(WARNING|WARN|warning|Warning)|(DEBUG|INFO|VERBOSE))[ \t]?:|(?<=\s)(?:(ERROR)|(WARNING)|(DEBUG|INFO)):|^[ \t]*((?:cli|msal|urllib3|azure|requests|knack)(?:\.\w{1,40}){0,6}): |\b([A-Z][A-Za-z]{0,40}Credential)\b(?= ?[:(a-z])|^[ \t]*(?:Get-AzAccessToken|Connect-AzAccount|curl) ?:|\n[ \t]*(?=\n)|^[ \t]*(?=(AADSTS\d|Authentication failed against tenant))/gm;

/** What comes after as many messages is read as one. */
const MOST_MESSAGES = 1000;

interface Piece {
  readonly level: Level;
  readonly speaker: Speaker | undefined;
  text: string;
  hasRefusal: boolean;
}

function piece(level: Level, speaker?: Speaker): Piece {
  return { level, speaker, text: "", hasRefusal: false };
}

/**
 * What a match of {@link BEGINNING} says of the message that begins there; undefined: none begins.
 */
function begin(match: RegExpMatchArray, before: Piece): Piece | undefined {
  const [, error, warning, debug, error2, warning2, debug2, log, credential, again] = match;
  // "AzureCliCredential failed: ERROR: …" is one message.
  const isQuoted = /:\s*$/.test(before.text.slice(-80));
  if ((error ?? error2) !== undefined) {
    const goesOn = isQuoted && before.level !== "warning" && before.level !== "debug";
    return goesOn ? undefined : piece("error");
  }
  if (again !== undefined) {
    return before.hasRefusal ? piece(before.level, before.speaker) : undefined;
  }
  if ((warning ?? warning2) !== undefined) return piece("warning");
  if ((debug ?? debug2 ?? log) !== undefined) return piece("debug");
  if (credential === undefined) return piece("plain");
  const isAz = /^AzureCliCredential$/i.test(credential);
  return piece("plain", isAz ? "azCredential" : "otherCredential");
}

function pieces(text: string): readonly Piece[] {
  let last = piece("plain");
  const found = [last];
  let at = 0;
  const read = (end: number): void => {
    const part = text.slice(at, end);
    last.text += part;
    last.hasRefusal ||= /AADSTS\s?\d/.test(part);
    at = end;
  };
  for (const match of text.matchAll(BEGINNING)) {
    read(match.index);
    const begun = found.length < MOST_MESSAGES ? begin(match, last) : undefined;
    if (begun !== undefined) found.push((last = begun));
  }
  read(text.length);
  return found.filter(({ text: said }) => said.trim() !== "");
}

const STATUS =
  /(?:HTTP\/[\d.]{1,3}\s{1,3}|status(?:[ _-]?code)?[^\d\n]{0,24}|error:?\s{1,3}\(?|(?:answer|return|respond)\w{0,3}\s{1,3}|\()(40[13])\b|\b(40[13])\)?\s{0,3}[:(-]?\s{0,3}\(?(?:Unauthorized|Forbidden)\b|\b(40[13]) from\b/gi;

function statusesIn(text: string): readonly number[] {
  return [...text.matchAll(STATUS)].map(([, a, b, c]) => Number(a ?? b ?? c));
}

/** A status of HTTP counts as a code only where the API itself speaks: everybody says "403". */
function statusCodes(
  speaker: Speaker | undefined,
  statuses: readonly number[],
): readonly FoundCode[] {
  return speaker === "api"
    ? [...new Set(statuses)].map((status) => ({ code: `HTTP ${status}`, pasted: `HTTP ${status}` }))
    : [];
}

function toMessage({ level, speaker: named, text }: Piece): Message {
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
  const statuses = statusesIn(lines);
  return {
    level,
    speaker,
    text: lines.replaceAll("\n", " "),
    squeezed,
    codes: [...found, ...statusCodes(speaker, statuses)],
    statuses,
    ...mentionsIn(lines.replaceAll("\n", "")),
  };
}

/**
 * Reads a text that somebody pasted, or that a program printed, into its messages, in their order.
 * Frames of tracebacks do not count.
 */
export function readText(pasted: string): readonly Message[] {
  const { rest, exception = "" } = withoutTraceback(shorten(pasted));
  return pieces(normalise(`${rest}\n${exception}`)).map(toMessage);
}
