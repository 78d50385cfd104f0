import { showText } from "../../components/rules/hiddenText";
import { LIMITS } from "../../components/rules/limits";
import { parseForeignJson } from "../foreignJson";
import type { RunResult } from "../process/processRunner";
import { withoutSecrets } from "../secrets";
import { withoutTraceback } from "./traceback";

/**
 * Why an `az` command gave no result. `az` exits 1 with text for people on standard error (3 for "not found" in newer versions);
 * the text changes between versions, so only stable marks in it are matched.
 */
export type AzFailure =
  | { readonly kind: "missing" }
  | { readonly kind: "timeout"; readonly afterMs: number }
  /** "Please run 'az login'": no account at all. */
  | { readonly kind: "signedOut" }
  /** The sign-in service refused; `code` is the number as in `AADSTS65001`. */
  | { readonly kind: "refused"; readonly code: string; readonly text: string }
  /** Microsoft Graph does not know the object. */
  | { readonly kind: "notFound" }
  /** Microsoft Graph refuses the caller. */
  | { readonly kind: "denied"; readonly text: string }
  | { readonly kind: "unreachable"; readonly text: string }
  | { readonly kind: "unreadable"; readonly text: string }
  /** az itself broke off, with a Python exception (`text`) that tells no cause known here. */
  | { readonly kind: "crashed"; readonly command: string; readonly text: string }
  | { readonly kind: "failed"; readonly exitCode: number | null; readonly text: string };

/** What an `az` command gave. */
export type AzResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: AzFailure };

const SIGNED_OUT =
  /Please run:?\s+['"`]?az login['"`]?|No subscriptions? found|not logged in|does not exist in MSAL token cache/i;
const UNREACHABLE =
  /Max retries exceeded|Failed to establish a new connection|Connection (refused|aborted|reset)|ConnectionError|Name or service not known|getaddrinfo|NameResolutionError|Temporary failure in name resolution|ProxyError|Unable to connect to proxy|Tunnel connection failed|Network is unreachable|timed out|Certificate verification failed|CERTIFICATE_VERIFY_FAILED|SSLError|Could not retrieve credential|Connection error/i;
const NOT_FOUND =
  /Request_ResourceNotFound|ResourceNotFound|does not exist or one of its queried reference-property/i;
const DENIED =
  /Authorization_RequestDenied|Insufficient privileges|Forbidden|Authorization_IdentityNotFound|\b403\b/i;

/**
 * Reads the failure of an ended process whose exit code is not 0.
 *
 * @param command what was run, as people can run it again.
 */
export function readFailure(result: RunResult, command: string): AzFailure {
  if (result.kind === "missing") return { kind: "missing" };
  if (result.kind === "timeout") return { kind: "timeout", afterMs: result.afterMs };
  const { stdout, stderr } = result;
  const told = withoutSecrets((stderr.trim() === "" ? stdout : stderr).slice(0, LIMITS.errorText));
  const { rest, exception } = withoutTraceback(told);
  // az repeats the exception's message before the traceback.
  const text = exception ?? rest;
  const refusal = /AADSTS(\d+)/.exec(text);
  if (refusal?.[1] !== undefined) {
    return { kind: "refused", code: `AADSTS${refusal[1]}`, text: sentence(text) };
  }
  // cmd.exe and sh say this of a program that is not there.
  if (
    result.exitCode === 127 ||
    /is not recognized as an internal or external command/i.test(text)
  ) {
    return { kind: "missing" };
  }
  if (NOT_FOUND.test(text)) return { kind: "notFound" };
  if (UNREACHABLE.test(text)) return { kind: "unreachable", text: sentence(text) };
  if (DENIED.test(text)) return { kind: "denied", text: sentence(text) };
  if (SIGNED_OUT.test(text)) return { kind: "signedOut" };
  if (rest !== told) return { kind: "crashed", command, text: sentence(text) };
  return { kind: "failed", exitCode: result.exitCode, text: sentence(text) };
}

const LONGEST_TEXT = 400;
const HINTS =
  /Trace ID:|Interactive authentication is needed|Run the command below|To re-authenticate/;

/** The error itself, on one line: without warnings, tracing ids and az's own hints. */
function sentence(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(WARNING|DEBUG|INFO)\b/.test(line));
  const from = lines.findIndex((line) => line.startsWith("ERROR:"));
  const whole = (from === -1 ? lines : lines.slice(from)).join(" ").replace(/^ERROR:\s*/, "");
  const hint = whole.search(HINTS);
  const told = showText(hint === -1 ? whole : whole.slice(0, hint)).trimEnd();
  return told.length > LONGEST_TEXT ? `${told.slice(0, LONGEST_TEXT)}…` : told;
}

/** Takes what comes before the JSON away: `az` may print warnings to standard output too. */
export function parseAzJson(stdout: string): unknown {
  const text = stdout.trim();
  try {
    return parseForeignJson(text);
  } catch {
    const start = text.search(/^[[{]/m);
    if (start <= 0) throw new SyntaxError("no JSON in the answer");
    return parseForeignJson(text.slice(start));
  }
}
