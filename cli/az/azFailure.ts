import { showText } from "../../components/rules/reading/hiddenText";
import { LIMITS } from "../../components/rules/reading/limits";
import { diagnose } from "../failures/diagnose";
import type { FailureKind } from "../failures/failure";
import { isRefusalKind } from "../failures/kinds";
import type { Speaker } from "../failures/message";
import { withoutTraceback } from "../failures/traceback";
import type { RunResult } from "../process/processRunner";
import { withoutSecrets } from "../secrets";

/**
 * Why an `az` command gave no result. `az` exits 1 with text for people on standard error (3 for
 * "not found" in newer versions); the text is read by the catalogue of failures (`cli/failures`).
 */
export interface AzFailure {
  /**
   * What it is about. "timeout": az was stopped; "unreadable": it ended well, and its answer is not
   * understood; "crashed": it broke off with a Python exception that tells no cause; "failed":
   * nothing is known.
   */
  readonly kind: FailureKind | "timeout" | "unreadable" | "crashed" | "failed";
  /** What az wrote, without tokens, for the catalogue. */
  readonly said: string;
  /** The error itself, on one line, for people. May be empty. */
  readonly text: string;
  /** What was run, as people can run it again. */
  readonly command: string;
  /** Whom az asked, where that is one alone. */
  readonly asked?: Speaker;
}

/** What an `az` command gave. */
export type AzResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: AzFailure };

/** Whether the sign-in service refused. */
export function isRefusal({ kind }: AzFailure): boolean {
  return isRefusalKind(kind);
}

/**
 * Reads the failure of an ended process whose exit code is not 0.
 *
 * @param command what was run, as people can run it again.
 * @param asked whom it asked, where that is one alone.
 */
export function readFailure(result: RunResult, command: string, asked?: Speaker): AzFailure {
  const make = (kind: AzFailure["kind"], said = "", text = ""): AzFailure => ({
    kind,
    said,
    text,
    command,
    ...(asked !== undefined && { asked }),
  });
  if (result.kind === "missing") return make("missing");
  if (result.kind === "timeout") {
    const seconds = result.afterMs / 1000;
    return make("timeout", "", `did not answer within ${seconds} seconds and was stopped`);
  }
  const { stdout, stderr } = result;
  const said = withoutSecrets((stderr.trim() === "" ? stdout : stderr).slice(0, LIMITS.errorText));
  const { rest, exception } = withoutTraceback(said);
  // az repeats the exception's message before the traceback.
  const text = sentence(exception ?? rest);
  const { failure, isKnown, heading } = diagnose(said, undefined, asked ?? "az");
  if (isKnown || heading?.startsWith("AADSTS") === true) return make(failure.kind, said, text);
  if (result.exitCode === 127) return make("missing");
  return make(rest === said ? "failed" : "crashed", said, text);
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
