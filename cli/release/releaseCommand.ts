import { CliError, UsageError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { readDeployed } from "../outputs/deployed";
import { sandboxOption, stackCommands } from "../stackCommands";

/** The options of `release`. */
export interface ReleaseOptions extends StackOptions {
  readonly json: boolean;
}

/** What nobody's stack has afterwards, by how the stack came to its registration. */
const STAYS = {
  owned: [
    "the registration, with its scopes, app roles and pre-authorized clients",
    "its service principal, and who is assigned to it",
    'the group of producers, where config has the stack make one ("producers")',
  ],
  others: ["the scopes and the pre-authorized clients that the stack has added"],
};

/**
 * Prints the steps that make a stack forget its registration. Nothing is done.
 *
 * @throws CliError "outputs.…" for a stack that cannot be read or has nothing.
 */
export async function releaseCommand(options: ReleaseOptions, { io, run }: Deps): Promise<void> {
  const { source, timeoutMs } = options;
  if (source.kind === "file") {
    throw new UsageError('"--outputs" names no stack that could forget something: use "--stack"');
  }
  const { registration, unread } = await readDeployed(source, { io, run, timeoutMs });
  if (registration === undefined) {
    throw new CliError("outputs.unreadable", unread ?? "The stack has no registration to release.");
  }
  const { clientId, mode } = registration;
  const commands = stackCommands(source, io.cwd).release;
  const stays = mode === "existing" ? STAYS.others : STAYS.owned;
  const next = [
    `npm run adopt -- --client-id ${clientId}`,
    ...(mode === "existing" ? ["--mode existing"] : []),
    ...sandboxOption(source, io.cwd),
    "--stack <another stack>",
  ].join(" ");
  io.out(
    options.json
      ? `${JSON.stringify({ clientId, mode, commands, stays, next }, null, 2)}\n`
      : [
          `The stack has the registration ${clientId} (mode ${mode}). After these commands it has nothing, and nothing is deleted:`,
          ...commands.map((command) => `  ${command}`),
          "",
          "What stays in the directory, and no stack manages:",
          ...stays.map((each) => `  ${each}`),
          "",
          "Another stack can take it over:",
          `  ${next}`,
          "",
        ].join("\n"),
  );
}
