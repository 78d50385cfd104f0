/** Every command, with its options. What a command does is loaded when it is used. */
import { Command, Option } from "commander";
import type { AdoptOptions } from "./adopt/adoptCommand";
import type { CheckOptions } from "./check/checkCommand";
import { UsageError } from "./cliError";
import type { Deps } from "./deps";
import type { DoctorOptions } from "./doctor/doctorCommand";
import type { GuideOptions } from "./guide/guideCommand";
import type { ReleaseOptions } from "./release/releaseCommand";
import { addStackOptions, type Raw, readStackOptions } from "./stackOptions";
import { TOKEN_FORMATS } from "./token/formats";
import type { TokenOptions } from "./token/tokenCommand";

/** 0 good; 1 refused, wrong or a finding; 2 wrong usage; 70 a bug of ours. */
export type ExitCode = 0 | 1 | 2 | 70;

/**
 * Declares them all.
 *
 * @param guideDeps what `guide` is given in place of `deps`.
 * @param setExitCode called by a command that ends well but with a finding.
 */
export function createProgram(
  deps: Deps,
  guideDeps: Deps,
  setExitCode: (code: ExitCode) => void,
): Command {
  const { io } = deps;
  const program = new Command("management-api")
    .description(
      "Get, check and explain tokens for a Management API that this project has registered.",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.talk(text.trimEnd()),
    })
    .showHelpAfterError("Add --help for the options.");

  addStackOptions(program.command("token"))
    .description("Print a token that the API accepts.")
    .addOption(
      new Option("-f, --format <form>", "how to print it")
        .choices([...TOKEN_FORMATS])
        .default("raw"),
    )
    .option("--scope <value>", "one scope, by value or in full")
    .option("--include-token", 'with "--format json": the token too', false)
    .action(async (raw: Raw<TokenOptions>) => {
      if (raw.includeToken && raw.format !== "json") {
        throw new UsageError(
          '"--include-token" goes with "--format json": the other forms are the token',
        );
      }
      const { tokenCommand } = await import("./token/tokenCommand.ts");
      await tokenCommand(readStackOptions(raw), deps);
    });

  addStackOptions(program.command("check"))
    .description("Read a token from standard input and tell what is wrong with it.")
    .option("--verify", "fail where the signature cannot be checked")
    .option("--no-verify", "do not check the signature")
    .option("--json", "print JSON", false)
    .action(async (raw: Raw<CheckOptions>) => {
      const { checkCommand } = await import("./check/checkCommand.ts");
      setExitCode((await checkCommand(readStackOptions(raw), deps)) ? 0 : 1);
    });

  addStackOptions(program.command("doctor"))
    .description("Find what stands between you and a token, and how to fix it.")
    .option("--list", "list the checks and make none", false)
    .option("--only <ids>", "make only these checks (commas between) and what they build on")
    .option("--url <address>", "call the API there with the token")
    .option("--error <text>", "explain a pasted error instead of looking for one")
    .option("--json", "print JSON", false)
    .action(async (raw: Raw<DoctorOptions> & { list: boolean; error?: string }) => {
      if (raw.list) {
        const { CHECK_GROUPS } = await import("./doctor/checks/index.ts");
        const { formatCheckTable } = await import("./doctor/report.ts");
        io.out(formatCheckTable(CHECK_GROUPS));
        return;
      }
      const { error: text, ...options } = readStackOptions(raw);
      if (text !== undefined) {
        if (options.url !== undefined || options.only !== undefined) {
          throw new UsageError('"--error" makes no check: leave "--url" and "--only" out');
        }
        const { explainCommand } = await import("./doctor/explainCommand.ts");
        setExitCode((await explainCommand({ ...options, text }, deps)) ? 0 : 1);
        return;
      }
      const { doctorCommand } = await import("./doctor/doctorCommand.ts");
      setExitCode(await doctorCommand(options, deps));
    });

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
      const { clientId, finish, ...options } = readStackOptions(raw);
      if (finish) {
        if (clientId !== undefined || options.force || options.dryRun) {
          throw new UsageError(
            '"--finish" stands alone: leave "--client-id", "--force" and "--dry-run" out',
          );
        }
        const { finishCommand } = await import("./adopt/finishCommand.ts");
        await finishCommand(options, deps);
        return;
      }
      if (clientId === undefined) {
        throw new UsageError(
          '"--client-id" is missing: name the registration, or finish with "--finish"',
        );
      }
      const { adoptCommand } = await import("./adopt/adoptCommand.ts");
      await adoptCommand({ ...options, clientId }, deps);
    });

  addStackOptions(program.command("release"))
    .description("Print the steps that give a registration out of a stack without deleting it.")
    .option("--json", "print JSON", false)
    .action(async (raw: Raw<ReleaseOptions>) => {
      const { releaseCommand } = await import("./release/releaseCommand.ts");
      await releaseCommand(readStackOptions(raw), deps);
    });

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
    .action(async (raw: Raw<GuideOptions>) => {
      if (raw.output === "") throw new UsageError('"--output" is "": it must name a file');
      if (raw.owner.includes("")) throw new UsageError('"--owner" is "": it must name somebody');
      const { guideCommand } = await import("./guide/guideCommand.ts");
      await guideCommand(readStackOptions(raw), guideDeps);
    });
  return program;
}

/** Either finishes, or names a registration. */
type RawAdoptOptions = Raw<Omit<AdoptOptions, "clientId">> & {
  readonly clientId?: string;
  readonly finish: boolean;
};
