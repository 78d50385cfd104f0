import path from "node:path";
import type { StackOutputs } from "../../components/rules/outputs";
import type { Io } from "../io";
import { writeWhole } from "../writeWhole";
import { assertPublishable } from "./assertPublishable";
import { type GuideFacts, makeGuide } from "./guideModel";
import { renderHtml } from "./html";
import { renderMarkdown } from "./markdown";

/** The form and the place of a guide. */
export interface GuideTarget {
  readonly format: "html" | "markdown";
  /** A file, from `io.cwd`; replaced as a whole or not at all. Undefined: standard output. */
  readonly file: string | undefined;
}

/**
 * Writes the guide of a stack.
 *
 * @throws CliError "guide.secret" or "guide.hidden-text" where the outputs hold what must not be
 * shown, "guide.unwritable"
 *   where the file cannot be written. Nothing is written then.
 */
export async function writeGuide(
  outputs: StackOutputs,
  facts: GuideFacts,
  { file, format }: GuideTarget,
  io: Pick<Io, "out" | "talk" | "cwd">,
): Promise<void> {
  assertPublishable(outputs, "outputs");
  assertPublishable(facts.stack, "stack");
  assertPublishable(facts.owners, "owners");
  const guide = makeGuide(outputs, facts);
  const text = format === "html" ? await renderHtml(guide) : renderMarkdown(guide);
  if (file === undefined) {
    io.out(text);
    return;
  }
  await writeWhole(path.resolve(io.cwd, file), text, { name: file, code: "guide.unwritable" });
  io.talk(`Wrote "${file}".`);
}
