import { createAz } from "../az/az";
import { noticeOf } from "../az/tenantNotice";
import type { Deps, StackOptions } from "../deps";
import { explain, summaryLines } from "../failures/explain";
import { diagnose } from "../failures/diagnose";
import { placeholderStack } from "../failures/placeholders";
import { remedyLines } from "../failures/remedyLines";
import { findStack } from "../outputs/readStack";
import { secretIn } from "../secrets";

/** The options of `doctor --error`. */
export interface ExplainOptions extends StackOptions {
  readonly text: string;
  readonly json: boolean;
}

/**
 * Explains a pasted error in the stack's terms, or in general ones where no stack was named and
 * none is there. Reads outputs; only before it has somebody sign in to the tenant of a file it asks
 * az who is signed in.
 *
 * @returns whether it is known.
 */
export async function explainCommand(options: ExplainOptions, deps: Deps): Promise<boolean> {
  const { io, run } = deps;
  const { timeoutMs } = options;
  const { stack: found, reason } = await findStack(options, deps);
  if (found === undefined) io.talk(`No stack was found, so ids are left open. (${reason ?? ""})`);
  const stack = found ?? placeholderStack();
  const diagnosis = diagnose(options.text, stack);
  const explanation = explain(diagnosis, stack);
  const remedy = remedyLines(explanation.remedy);
  const environment = { ...io.environment, ...found?.environment };
  const az = createAz({ run, environment, timeoutMs });
  const notice = found === undefined ? undefined : await noticeOf(remedy, found, az);
  if (options.json) {
    const told = { ...explanation, ...(notice !== undefined && { notice }) };
    io.out(`${JSON.stringify({ ...told, known: diagnosis.isKnown }, null, 2)}\n`);
  } else {
    const [first = "", ...more] = remedy;
    const before = notice === undefined ? [] : [notice];
    const links = explanation.links.map((link) => `See: ${link}`);
    const fix = [`Fix: ${first}`, ...more.map((line) => `  ${line}`)];
    io.out(`${[...summaryLines(explanation), ...before, ...fix, ...links].join("\n")}\n`);
  }
  if (secretIn(options.text) !== undefined) {
    io.talk(
      "The text holds a token. Whoever sees it can use it until it ends: do not paste it elsewhere.",
    );
  }
  return diagnosis.isKnown;
}
