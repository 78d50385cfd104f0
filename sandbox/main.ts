/** The sandbox's command line: the only file of the sandbox that touches the process. */
import path from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { announcement } from "./commands/rehearsalTexts";
import type { ServeFormat } from "./commands/serve";
import { detectShell, TERMINAL_SHELLS } from "./commands/terminal";
import {
  type Deployer,
  type DeployOptions,
  ENGINE_CHOICES,
  type EngineChoice,
  type Verb,
} from "./deployers/deployer";
import { readable, SandboxError } from "./sandboxError";
import { shownText } from "./shownText";
import { stackNameProblem } from "./stackName";
import type { OpenOptions } from "./stateFolder";

/** Options that every command on a state folder has. */
interface CommonOptions {
  readonly cwd: string;
  readonly stack: string;
  readonly state: string;
  readonly engine: EngineChoice;
}

interface ServeOptions {
  readonly shell: ServeFormat;
  readonly identifierUriPolicy: boolean;
}

const EXIT = { failed: 1, wrongUsage: 2, bug: 70, interrupted: 130 } as const;

const DEFAULT_STATE = ".sandbox";

const interruption = new AbortController();
const print = (text: string) => process.stdout.write(shownText(text));
const say = (text: string) => process.stderr.write(`${shownText(text)}\n`);

function commandLine(): Command {
  const program = new Command("npm run sandbox --")
    .description("Runs the Pulumi program against an emulated Entra ID directory on this machine.")
    .exitOverride();
  const withStack = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option("--stack <name>", "the stack; its config is Pulumi.<name>.yaml", stackName, "dev")
      .option("--cwd <dir>", "the Pulumi project's folder", ".")
      .addOption(
        new Option("--engine <name>", "who runs the program; auto: the Pulumi CLI if it is on PATH")
          .choices(ENGINE_CHOICES)
          .default("auto"),
      );
  const withState = (name: string, description: string) =>
    withStack(name, description).option(
      "--state <folder>",
      "where directory and stacks last between commands",
      stateFolder,
      DEFAULT_STATE,
    );

  withStack(
    "rehearse",
    "the whole way from config to an answer of the API; leaves nothing behind",
  ).action(async (options: Omit<CommonOptions, "state">) => {
    print(announcement(options.stack)); // First, because loading the rest takes seconds.
    const { rehearse } = await import("./commands/rehearse.ts");
    await rehearse({ ...options, print, signal: interruption.signal });
  });
  const running = (verb: Verb) => (options: CommonOptions & DeployOptions) =>
    onStack(verb, options, (deployer) => deployer.run(verb, options));
  withState("preview", "shows what up would do")
    .option("--diff", "show every property that changes")
    .option("--json", "print one JSON object")
    .option("--expect-no-changes", "fail where anything would change")
    .action(running("preview"));
  withState("up", "registers what the stack declares")
    .option("--diff", "show every property that changes")
    .option("--expect-no-changes", "fail where anything changed")
    .action(running("up"));
  withState("refresh", "looks what has become of it").action(running("refresh"));
  withState("destroy", "deletes what the stack registered").action(running("destroy"));
  withState("forget", "forgets what the stack registered, and deletes nothing").action(
    running("forget"),
  );
  withState("output", "prints the outputs of the last up, or one of them bare")
    .argument("[name]", "an output, such as tokenCommand")
    .addHelpText(
      "after",
      "\nnpm prints lines of its own first. One output bare, for a script: npm run --silent sandbox -- output NAME",
    )
    .option("--json", "as JSON")
    .action((name: string | undefined, options: CommonOptions & { readonly json?: boolean }) =>
      onStack("output", options, async (deployer) => {
        const { printOutput } = await import("./commands/output.ts");
        const state = options.state === DEFAULT_STATE ? undefined : options.state;
        const json = options.json === true;
        await printOutput(deployer, options.stack, { name, json, state, print });
        return true;
      }),
    );
  withState("serve", "keeps the directory running, for other commands and your own pulumi and az")
    .addOption(
      new Option("--shell <name>", "whose script to print; json: the variables for programs")
        .choices([...TERMINAL_SHELLS, "json"])
        .default(detectShell(process.env, process.platform), "the one in use"),
    )
    .option("--no-identifier-uri-policy", "take any identifier URI, as an exempt tenant does")
    .action(async ({ state, stack, shell, identifierUriPolicy }: CommonOptions & ServeOptions) => {
      const { signal } = interruption;
      const { serve } = await import("./commands/serve.ts");
      const { startSandbox } = await import("./sandbox.ts");
      const policies = { identifierUriPolicy };
      const sandbox = await startSandbox(state, { ...opening("serve"), policies });
      await serve(sandbox, { format: shell, stack, print, signal });
    });
  return program;
}

/**
 * Reads the option before anything is printed: the name stands in lines that people copy and shells
 * read.
 */
function stackName(name: string): string {
  const problem = stackNameProblem(name);
  if (problem !== undefined) throw new InvalidArgumentError(problem);
  return name;
}

/** Empty, as a variable that is not set leaves it, it would name the current folder. */
function stateFolder(folder: string): string {
  if (folder === "") throw new InvalidArgumentError("It is empty: name a folder, or leave it out.");
  return folder;
}

/** How this process opens a state folder. */
function opening(purpose: string): OpenOptions {
  return { purpose, onWait: say, signal: interruption.signal };
}

/** Runs one command on a stack, and closes the sandbox whatever happens. */
async function onStack(
  purpose: string,
  { cwd, engine, stack, state }: CommonOptions,
  run: (deployer: Deployer) => Promise<boolean>,
): Promise<void> {
  const { deployerFor, openSandbox } = await import("./sandbox.ts");
  const sandbox = await openSandbox(state, opening(purpose));
  try {
    const { signal } = interruption;
    const deployer = await deployerFor(sandbox, engine, {
      programDir: path.resolve(cwd),
      stack,
      print: (line) => print(`${line}\n`),
      signal,
    });
    if (!(await run(deployer))) process.exitCode = EXIT.failed;
  } finally {
    await sandbox.close();
  }
}

/** Turns how it ended into an exit code; expected failures come without a stack trace. */
function conclude(error: unknown): number {
  if (interruption.signal.aborted) {
    say("Interrupted.");
    return EXIT.interrupted;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.wrongUsage;
  const expected = readable(error);
  if (expected instanceof SandboxError) {
    say(`error: ${expected.message}`);
    return EXIT.failed;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.bug;
}

export function start(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      interruption.abort();
    });
  }
  commandLine()
    .parseAsync()
    .then(
      () => {
        if (interruption.signal.aborted) process.exitCode = EXIT.interrupted;
      },
      (error: unknown) => {
        process.exitCode = conclude(error);
      },
    );
}
