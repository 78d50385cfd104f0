/**
 * Python's reports of where it failed. Their frames are for the developers of az: they show source
 * text, and a source text that names an error is no sign of it. What counts is the exception at the
 * end.
 */

/** A text without the tracebacks that it held. */
export interface WithoutTraceback {
  /** What stood before them. */
  readonly rest: string;
  /** The exception that ended the last one, with its message; undefined where there was none. */
  readonly exception: string | undefined;
}

const BEGINNING = "Traceback (most recent call last):";
/** What az says around a traceback of its own (azure/cli/core/util.py). */
const INTRODUCTION = /unexpected error\. Here is the traceback/;
const EPILOGUE = /^To (check existing issues|open an issue), please/;

/**
 * Takes tracebacks out of a text. In the last one, everything that is not indented is the
 * exception: frames are.
 */
export function withoutTraceback(text: string): WithoutTraceback {
  const lines = text.split(/\r?\n/);
  const isBeginning = (line: string): boolean => line.trim() === BEGINNING;
  const first = lines.findIndex(isBeginning);
  if (first === -1) return { rest: text, exception: undefined };
  const last = lines.length - 1 - [...lines].reverse().findIndex(isBeginning);
  const end = lines.slice(last + 1);
  const frames = end.findIndex((line) => /^\S/.test(line));
  const exception = (frames === -1 ? [] : end.slice(frames)).filter((line) => !EPILOGUE.test(line));
  return {
    rest: lines
      .slice(0, first)
      .filter((line) => !INTRODUCTION.test(line))
      .join("\n"),
    exception: exception.length === 0 ? undefined : exception.join("\n").trim(),
  };
}
