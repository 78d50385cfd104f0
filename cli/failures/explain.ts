/** Tells a diagnosis in the stack's terms. No request is made. */
import { errorPage, type Cause, type ExplainedStack, type Remedy } from "./failure";
import type { Diagnosis } from "./diagnose";
import { inTongueOf } from "./tongues";

/** A failure in people's words. */
export interface Explanation {
  /**
   * What it is headed by: the code that was pasted, or what the entry is known by; undefined where
   * nothing is known.
   */
  readonly id?: string;
  /** The stable code of the entry. */
  readonly code: string;
  /** What is wrong and why, a sentence or two. */
  readonly summary: string;
  /** Where other causes remain: those, less likely each, with the commands that tell. */
  readonly causes?: readonly Cause[];
  readonly remedy: Remedy;
  readonly links: readonly string[];
}

/** Explains what a diagnosis tells. */
export function explain(diagnosis: Diagnosis, stack: ExplainedStack): Explanation {
  const { failure, message, heading } = diagnosis;
  const found = { ...stack, message };
  const causes = failure.cause(found);
  const number = /^AADSTS(\d+)$/.exec(heading ?? "")?.[1];
  const page = number === undefined ? [] : [errorPage(number)];
  return {
    ...(heading !== undefined && { id: heading }),
    code: failure.code,
    summary: `${failure.title} ${causes[0]?.text ?? ""}`.trim(),
    ...(causes.length > 1 && { causes }),
    remedy: inTongueOf(message.speaker, failure.remedy(found), stack.outputs),
    links: [...new Set([...failure.links, ...page])],
  };
}

/** What is wrong and why: the summary, then other causes, a line each. */
export function summaryLines({ id, summary, causes = [] }: Explanation): readonly string[] {
  return [
    id === undefined ? summary : `${id}: ${summary}`,
    ...causes.flatMap(({ text, tell }, index) => [
      ...(index === 0 ? [] : [`Or: ${text}`]),
      ...(tell === undefined ? [] : [`${index === 0 ? "To tell" : "This tells"}: ${tell}`]),
    ]),
  ];
}
