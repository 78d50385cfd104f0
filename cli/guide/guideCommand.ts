import path from "node:path";
import type { Deps, StackOptions } from "../deps";
import { readStack } from "../outputs/readStack";
import { writeWhole } from "../writeWhole";
import { assertPublishable } from "./assertPublishable";
import { makeGuide } from "./guideModel";
import { renderHtml } from "./html";
import { renderMarkdown } from "./markdown";

/** The options of `guide`. */
export interface GuideOptions extends StackOptions {
  /** Markdown instead of HTML. */
  readonly markdown: boolean;
  /** A file, replaced as a whole or not at all. Default: standard output. */
  readonly output?: string;
  /** Whom readers ask; none: nobody is named. */
  readonly owner: readonly string[];
}

/**
 * Writes the guide of a stack: from its outputs alone, without a request.
 *
 * @throws CliError "guide.secret" or "guide.hidden-text" where the outputs hold what must not be
 * shown, "guide.unwritable" where the file cannot be written. Nothing is written then.
 */
export async function guideCommand(options: GuideOptions, deps: Deps): Promise<void> {
  const { source, markdown, output, owner: owners } = options;
  const { io } = deps;
  const { outputs } = await readStack(options, deps);
  const stack = source.kind === "file" ? undefined : source.stack;
  assertPublishable(outputs, "outputs");
  assertPublishable(stack, "stack");
  assertPublishable(owners, "owners");
  const isSandbox = source.kind === "sandbox";
  const guide = makeGuide(outputs, { stack, madeAt: io.now(), isSandbox, owners });
  const text = markdown ? renderMarkdown(guide) : await renderHtml(guide);
  if (output === undefined) {
    io.out(text);
    return;
  }
  await writeWhole(path.resolve(io.cwd, output), text, { name: output, code: "guide.unwritable" });
  io.talk(`Wrote "${output}".`);
}
