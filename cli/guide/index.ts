import type { Command } from "commander";
import { UsageError } from "../cliError";
import type { Deps } from "../deps";
import type { OutputsSource } from "../outputs/outputsSource";
import { readStack } from "../outputs/readStack";
import { addStackOptions, type RawStackOptions, readStackOptions } from "../stackOptions";

/** The options of `guide`, as commander gives them. */
interface RawGuideOptions extends RawStackOptions {
  readonly output?: string;
  readonly markdown: boolean;
  readonly owner: readonly string[];
}

/**
 * Declares `guide`: one page that tells people how to get a token for a stack's API, from the
 * stack's outputs alone. No request is made. Declaring it loads nothing of the page.
 */
export function guideCommand(program: Command, deps: Deps): Command {
  return addStackOptions(program.command("guide"))
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
      await runGuide(raw, deps);
    });
}

async function runGuide(raw: RawGuideOptions, { io, run }: Deps): Promise<void> {
  if (raw.output === "") throw new UsageError('"--output" is "": it must name a file');
  if (raw.owner.includes("")) throw new UsageError('"--owner" is "": it must name somebody');
  const { source, timeoutMs } = readStackOptions(raw);
  const { outputs } = await readStack(source, { io, run, timeoutMs });
  const { writeGuide } = await import("./writeGuide.ts");
  await writeGuide(
    outputs,
    {
      stack: stackName(source),
      madeAt: io.now(),
      isSandbox: source.kind === "sandbox",
      owners: raw.owner,
    },
    { format: raw.markdown ? "markdown" : "html", file: raw.output },
    io,
  );
}

function stackName(source: OutputsSource): string | undefined {
  return source.kind === "file" ? undefined : source.stack;
}
