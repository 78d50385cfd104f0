import { CliError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { describe, descriptionLines } from "../failures/describe";
import { diagnose } from "../failures/diagnose";
import type { ExplainedStack } from "../failures/failure";
import { placeholderStack } from "../failures/placeholders";
import { isNamed } from "../outputs/outputsSource";
import { readStack } from "../outputs/readStack";
import { secretIn } from "../secrets";

/** The options of `doctor --error`. */
export interface ExplainOptions extends StackOptions {
  readonly text: string;
  readonly json: boolean;
}

/**
 * Explains a pasted error in the stack's terms, or in general ones where no stack was named and
 * none is there. Reads outputs and asks nobody.
 *
 * @returns whether it is known.
 */
export async function explainCommand(options: ExplainOptions, deps: Deps): Promise<boolean> {
  const { io } = deps;
  const stack = await stackOrPlaceholders(options, deps);
  const diagnosis = diagnose(options.text, stack);
  const description = describe(diagnosis, stack);
  if (options.json) {
    io.out(`${JSON.stringify({ ...description, known: diagnosis.isKnown }, null, 2)}\n`);
  } else {
    const { summary, causes, remedy } = descriptionLines(description);
    const [first = "", ...more] = remedy;
    const links = description.links.map((link) => `See: ${link}`);
    io.out(
      `${[summary, ...causes, `Fix: ${first}`, ...more.map((line) => `  ${line}`), ...links].join("\n")}\n`,
    );
  }
  if (secretIn(options.text) !== undefined) {
    io.talk(
      "The text holds a token. Whoever sees it can use it until it ends: do not paste it elsewhere.",
    );
  }
  return diagnosis.isKnown;
}

async function stackOrPlaceholders(options: ExplainOptions, deps: Deps): Promise<ExplainedStack> {
  try {
    return await readStack(options.source, { ...deps, timeoutMs: options.timeoutMs });
  } catch (error) {
    if (!(error instanceof CliError) || isNamed(options.source)) throw error;
    deps.io.talk(
      `No stack was found, so ids are left open. (${error.message.split("\n")[0] ?? ""})`,
    );
    return placeholderStack();
  }
}
