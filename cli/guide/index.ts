import type { Command } from "commander";
import { UsageError } from "../cliError";
import type { Deps } from "../deps";
import { addStackOptions, type RawStackOptions, readStackOptions } from "../stackOptions";

/** The options of `guide`, as commander gives them. */
interface RawGuideOptions extends RawStackOptions {
  readonly output?: string;
  readonly markdown: boolean;
  readonly owner: readonly string[];
}

/** Declares `guide`. Declaring it loads nothing of what it does. */
export function guideCommands(program: Command, deps: Deps): void {
  addStackOptions(program.command("guide"))
    .description("Write a page to hand over: how to get a token for this stack's API.")
    .option("-o, --output <file>", "the file to write; default: standard output")
    .option("--markdown", "Markdown instead of HTML", false)
    .option(
      "--owner <who>",
      "whom readers ask: an e-mail address, an https link or a name; may be repeated",
      (who: string, before: readonly string[]) => [...before, who],
      [],
    )
    .action(async (raw: RawGuideOptions) => {
      const { output, markdown, owner: owners } = raw;
      if (output === "") throw new UsageError('"--output" is "": it must name a file');
      if (owners.includes("")) throw new UsageError('"--owner" is "": it must name somebody');
      const { guideCommand } = await import("./guideCommand.ts");
      await guideCommand({ ...readStackOptions(raw), markdown, output, owners }, deps);
    });
}
