import type { Command } from "commander";
import type { Deps } from "../deps";
import { addStackOptions, type RawStackOptions, readStackOptions } from "../stackOptions";

/** Declares `release`. Declaring it loads nothing of what it does. */
export function releaseCommands(program: Command, deps: Deps): void {
  addStackOptions(program.command("release"))
    .description("Print the steps that give a registration out of a stack without deleting it.")
    .option("--json", "print JSON", false)
    .action(async (raw: RawStackOptions & { readonly json: boolean }) => {
      const { releaseCommand } = await import("./releaseCommand.ts");
      await releaseCommand({ ...readStackOptions(raw), json: raw.json }, deps);
    });
}
