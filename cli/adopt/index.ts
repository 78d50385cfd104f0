import { type Command, Option } from "commander";
import { UsageError } from "../cliError";
import type { Deps } from "../deps";
import { addStackOptions, type RawStackOptions, readStackOptions } from "../stackOptions";

/** The options of `adopt`, as commander gives them. */
interface RawAdoptOptions extends RawStackOptions {
  readonly clientId?: string;
  readonly mode: "adopt" | "existing";
  readonly finish: boolean;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Declares `adopt`. Declaring it loads nothing of what it does. */
export function adoptCommands(program: Command, deps: Deps): void {
  addStackOptions(program.command("adopt"))
    .description("Write the config that describes a registration that is there.")
    .option("--client-id <id>", "the registration's application (client) id")
    .addOption(
      new Option(
        "--mode <name>",
        "adopt: the stack owns it from now on; existing: it stays others'",
      )
        .choices(["adopt", "existing"])
        .default("adopt"),
    )
    .option("--finish", "take the import ids out, after the up that has used them", false)
    .option("--force", "overwrite keys that say something else", false)
    .option("--dry-run", "write nothing, and print the file", false)
    .option("--json", "print JSON", false)
    .action(async (raw: RawAdoptOptions) => {
      const options = { ...readStackOptions(raw), json: raw.json };
      const { clientId, mode, force, dryRun } = raw;
      if (raw.finish) {
        if (clientId !== undefined || force || dryRun) {
          throw new UsageError(
            '"--finish" stands alone: leave "--client-id", "--force" and "--dry-run" out',
          );
        }
        const { finishCommand } = await import("./finishCommand.ts");
        await finishCommand(options, deps);
        return;
      }
      if (clientId === undefined) {
        throw new UsageError(
          '"--client-id" is missing: name the registration, or finish with "--finish"',
        );
      }
      const { adoptCommand } = await import("./adoptCommand.ts");
      await adoptCommand({ ...options, clientId, mode, force, dryRun }, deps);
    });
}
