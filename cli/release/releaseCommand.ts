import { clientName, clientTitle } from "../../components/rules/values/clients";
import { KEYS } from "../../components/rules/keys";
import { CliError, UsageError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { type DeclaredParts, readDeployed } from "../outputs/deployed";
import { releaseCommands, sandboxOption } from "../stackCommands";
import { when } from "../when";

/** The options of `release`. */
export interface ReleaseOptions extends StackOptions {
  readonly json: boolean;
}

/** What nobody's stack has afterwards, where the registration was the stack's own. */
const OWNED = [
  "the registration, with its scopes, app roles and pre-authorized clients",
  "its service principal, and who is assigned to it",
];

/** What stays where a stack has added nothing, for people. */
const NOTHING = "nothing: the stack has added neither scopes nor clients";

/**
 * Prints the steps that make a stack forget its registration. Nothing is done.
 *
 * @throws CliError "outputs.…" for a stack that cannot be read or has nothing.
 */
export async function releaseCommand(options: ReleaseOptions, deps: Deps): Promise<void> {
  const { source } = options;
  const { io } = deps;
  if (source.kind === "file") {
    throw new UsageError('"--outputs" names no stack that could forget something: use "--stack"');
  }
  const { registration, resources, failure } = await readDeployed(options, deps);
  if (registration === undefined) {
    if (failure !== undefined) throw failure;
    throw new CliError("outputs.unreadable", "The stack has no registration to release.", [
      'Name the stack that has it with "--stack".',
    ]);
  }
  const { clientId, mode, declared } = registration;
  const isOfOthers = mode === "existing";
  const commands = releaseCommands(source, io.cwd);
  const stays = isOfOthers ? added(declared) : [...OWNED, ...madeGroup(await resources())];
  const clients = isOfOthers ? clientEntries(declared) : undefined;
  const next = [
    `npm run adopt -- --client-id ${clientId}`,
    ...when(isOfOthers, "--mode existing"),
    ...sandboxOption(source, io.cwd),
    "--stack <another stack>",
  ].join(" ");
  if (options.json) {
    const config = { ...(clients !== undefined && { clients }) };
    io.out(`${JSON.stringify({ clientId, mode, commands, stays, config, next }, null, 2)}\n`);
    return;
  }
  const lines = [
    `The stack has the registration ${clientId} (mode ${mode}). After these commands it has nothing, and nothing is deleted:`,
    ...commands.map((command) => `  ${command}`),
    "",
    "What stays in the directory, and no stack manages:",
    ...(stays.length > 0 ? stays : [NOTHING]).map((each) => `  ${each}`),
    "",
    `Another stack can take it over${clients === undefined ? "" : ", with these clients in its config first"}:`,
    ...when(clients !== undefined, `  management-api:clients: ${JSON.stringify(clients)}`),
    `  ${next}`,
  ];
  io.out(`${lines.join("\n")}\n`);
}

/** What a stack has added to a registration of others. */
function added({ scopes, clients, elsewhere }: DeclaredParts): readonly string[] {
  const ownOf = (parts: object, others: readonly string[]): readonly string[] =>
    Object.keys(parts).filter((part) => !others.includes(part));
  return [
    ...ownOf(scopes, elsewhere.scopes).map((value) => `the scope "${value}"`),
    ...ownOf(clients, elsewhere.clients).map((id) => `the client ${clientTitle(id)}`),
  ];
}

/** The group of producers, where the stack made one. */
function madeGroup(resources: readonly string[]): readonly string[] {
  const isMade = resources.some((urn) => urn.endsWith("::management-api-producers"));
  return when(isMade, "the group of producers, which the stack has made");
}

/**
 * A stack's clients as the config of another one has to name them: `adopt` adds to a registration
 * of others only clients that config names. Undefined: config names them by default.
 */
function clientEntries({ scopes, clients }: DeclaredParts): readonly unknown[] | undefined {
  const count = Object.keys(scopes).length;
  const entries = Object.entries(clients).map(([id, held]) =>
    held.length === count ? clientName(id) : { client: clientName(id), scopes: held },
  );
  return JSON.stringify(entries) === JSON.stringify(KEYS.clients.default) ? undefined : entries;
}
