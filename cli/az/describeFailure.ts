import { CliError } from "../cliError";
import { entryOf } from "../failures/catalogue";
import { explain, summaryLines } from "../failures/explain";
import { diagnose } from "../failures/diagnose";
import type { ExplainedStack, Remedy } from "../failures/failure";
import { remedyLines } from "../failures/remedyLines";
import { SILENCE } from "../failures/message";
import type { FailureCode } from "../failures/failureCodes";
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

/** What is told where `az` said nothing, or nothing that is known. */
function unexplained({ kind, text, command }: AzFailure): Omit<FailureDescription, "evidence"> {
  switch (kind) {
    case "timeout":
      return {
        code: "az.timeout",
        summary: `"az" ${text}.`,
        remedy: { text: 'Try again; if the network is slow, raise the limit with "--timeout".' },
      };
    case "unreadable":
      return {
        code: "az.unreadable",
        summary: `The answer of "az" is not understood: ${text}.`,
        remedy: {
          text: "Update the Azure CLI, and check that no wrapper or extension changes its output.",
        },
      };
    default:
      return {
        code: "az.failed",
        summary:
          kind === "crashed"
            ? '"az" itself failed, and does not say why.'
            : '"az" failed, for a reason that is not known here.',
        remedy: { text: `See what it was doing: run "${command} --debug".` },
      };
  }
}

/** Where the summary says what `az` said. */
const SAYS_ALL: readonly AzFailure["kind"][] = ["signedOut", "missing", "timeout", "unreadable"];

/** Explains why `az` gave nothing, in the stack's terms. */
export function describeFailure(failure: AzFailure, stack: ExplainedStack): FailureDescription {
  const { kind, said, text, asked } = failure;
  const diagnosis =
    kind === "missing"
      ? { failure: entryOf("az.missing"), message: SILENCE, heading: undefined, isKnown: true }
      : diagnose(said, stack, asked ?? "az");
  const evidence = text === "" || SAYS_ALL.includes(kind) ? {} : { evidence: text };
  if (!diagnosis.isKnown && diagnosis.heading === undefined) {
    return { ...unexplained(failure), ...evidence };
  }
  const explanation = explain(diagnosis, stack);
  const { id, ...unnamed } = explanation;
  const isCode = id?.startsWith("AADSTS") === true;
  return {
    code: diagnosis.failure.failureCode,
    summary: summaryLines(isCode ? explanation : unnamed).join(" "),
    ...evidence,
    remedy: explanation.remedy,
  };
}

/**
 * Why `az` gave nothing, as the error that a command ends with.
 *
 * @param source whose words the evidence is, where that need not be az.
 */
export function failureError(
  failure: AzFailure,
  stack: ExplainedStack,
  source = "az said",
): CliError {
  const { code, summary, evidence, remedy } = describeFailure(failure, stack);
  return new CliError(
    code,
    evidence === undefined ? summary : `${summary}\n${source}: ${evidence}`,
    remedyLines(remedy),
  );
}
