import { CliError } from "../cliError";
import { entryOf } from "../failures/catalogue";
import { describe, descriptionLines } from "../failures/describe";
import { type Diagnosis, diagnose } from "../failures/diagnose";
import type { ExplainedStack, Remedy } from "../failures/failure";
import { remedyLines } from "../failures/remedyLines";
import { SILENCE } from "../failures/message";
import { azFailed } from "../failures/unknown";
import type { FailureCode } from "../failureCodes";
import type { AzFailure } from "./azFailure";

/** A failure in people's words. */
export interface FailureDescription {
  /** The code that a command ends with. */
  readonly code: FailureCode;
  /** What is wrong and why, with other causes where they remain. */
  readonly summary: string;
  /** What az itself said; undefined where that adds nothing. */
  readonly evidence?: string;
  readonly remedy: Remedy;
}

/**
 * What `az` never says itself, because it never got so far: the entry, and a summary of what was
 * seen.
 */
const UNSAID: Readonly<
  Partial<Record<AzFailure["kind"], readonly [string, ((text: string) => string)?]>>
> = {
  missing: ["az.missing"],
  timeout: ["az.timeout", (text) => `"az" ${text}.`],
  unreadable: ["az.unreadable", (text) => `The answer of "az" is not understood: ${text}.`],
};

function diagnosisOf(failure: AzFailure, stack: ExplainedStack): Diagnosis {
  const { kind, said, command, asked } = failure;
  const unsaid = UNSAID[kind]?.[0];
  if (unsaid !== undefined) {
    return { failure: entryOf(unsaid), message: SILENCE, heading: undefined, isKnown: true };
  }
  const found = diagnose(said, stack, asked ?? "az");
  return found.isKnown || found.heading !== undefined
    ? found
    : { ...found, failure: azFailed(command, kind === "crashed") };
}

/** Explains why `az` gave nothing, in the stack's terms. */
export function describeFailure(failure: AzFailure, stack: ExplainedStack): FailureDescription {
  const diagnosis = diagnosisOf(failure, stack);
  const description = describe(diagnosis, stack);
  const isCode = description.id?.startsWith("AADSTS") === true;
  const { id, ...rest } = description;
  const { summary, causes } = descriptionLines(isCode && id !== undefined ? { ...rest, id } : rest);
  // Evidence is what az said, where the summary does not say the same.
  const isShown =
    failure.text !== "" && failure.kind !== "signedOut" && UNSAID[failure.kind] === undefined;
  return {
    code: diagnosis.failure.failureCode,
    summary: UNSAID[failure.kind]?.[1]?.(failure.text) ?? [summary, ...causes].join(" "),
    ...(isShown && { evidence: failure.text }),
    remedy: description.remedy,
  };
}

/** Why `az` gave nothing, as the error that a command ends with. */
export function failureError(failure: AzFailure, stack: ExplainedStack): CliError {
  const { code, summary, evidence, remedy } = describeFailure(failure, stack);
  return new CliError(
    code,
    evidence === undefined ? summary : `${summary}\naz said: ${evidence}`,
    remedyLines(remedy),
  );
}
