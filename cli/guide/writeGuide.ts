import path from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { StackOutputs } from "../../components/rules/outputs";
import { CliError } from "../cliError";
import type { Io } from "../io";
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
  try {
    await writeFileAtomic(path.resolve(io.cwd, file), text);
  } catch (error) {
    throw unwritable(file, error);
  }
  io.talk(`Wrote "${file}".`);
}

const REASONS: Readonly<Record<string, readonly [rule: string, remedy: string]>> = {
  ENOENT: ["its folder does not exist", "Make the folder, or name another file."],
  ENOTDIR: ["what should be its folder is a file", "Name another file."],
  EISDIR: ["it is a folder", "Name a file in it."],
  EACCES: ["you may not write there", "Name a file in a folder of your own."],
  EPERM: ["you may not write there", "Name a file in a folder of your own."],
  EROFS: ["the disk is read-only", "Name a file on another disk."],
  ENOSPC: ["the disk is full", "Make room, or name a file on another disk."],
};

function unwritable(file: string, error: unknown): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const [rule, remedy] = REASONS[code] ?? [code, "Name another file."];
  return code === "" && error instanceof Error
    ? error
    : new CliError("guide.unwritable", `"${file}" cannot be written: ${rule}.`, [remedy]);
}
