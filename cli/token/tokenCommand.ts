import { chooseFrom } from "../../components/rules/reading/suggestion";
import type { StackOutputs } from "../../components/rules/outputs";
import { tokenArguments } from "../../components/rules/outputs/commands";
import { accessTokenAnswer } from "../az/answers";
import { type Az, createAz } from "../az/az";
import { attempt } from "../az/unanswered";
import { CliError, UsageError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { readStack } from "../outputs/readStack";
import type { TokenFormat } from "./formats";

/** The options of `token`. */
export interface TokenOptions extends StackOptions {
  readonly format: TokenFormat;
  /** One scope, by value or in full; default: all that the Azure CLI has. */
  readonly scope?: string;
  readonly includeToken: boolean;
}

/**
 * Runs the stack's token command and prints the token, if it is as the stack expects, and nothing
 * else to standard output.
 *
 * @throws CliError for every refusal and every wrong token, and for a scope that the stack does not
 * give the Azure CLI; UsageError for one that it does not have.
 */
export async function tokenCommand(options: TokenOptions, deps: Deps): Promise<void> {
  const { io, run } = deps;
  const stack = await readStack(options, deps);
  const { environment } = stack;
  const az = createAz({ run, environment, timeoutMs: options.timeoutMs });
  const answering = attempt(requestToken(az, stack.outputs, options.scope));
  // Loaded while az runs: az takes most of a second, and what follows costs nothing that way.
  const [{ judgeToken }, { formatToken }] = await Promise.all([
    import("./judgeToken.ts"),
    import("./formats.ts"),
  ]);
  const good = await judgeToken(await answering, { stack, az, io, scope: options.scope });
  // The name above is whatever the outputs say; this is what was asked for.
  if (io.isResultOnTerminal === true) {
    const { clientId, tenantId } = stack.outputs;
    io.talk(`It opens the resource "${clientId}" of the tenant "${tenantId}".`);
  }
  io.out(formatToken(options.format, good, options.includeToken));
}

/** Starts the command of the stack's outputs, or its form for one scope. */
function requestToken(az: Az, outputs: StackOutputs, scope: string | undefined) {
  const [, ...args] =
    scope === undefined
      ? tokenArguments(outputs)
      : ["az", "account", "get-access-token", "--scope", fullScope(outputs, scope)];
  return az(args, accessTokenAnswer);
}

function fullScope({ expectedToken, identifierUri, scopes }: StackOutputs, scope: string): string {
  const everything = `${identifierUri}/.default`;
  const known = [...scopes, everything];
  const full = known.find((each) => each === scope || each === `${identifierUri}/${scope}`);
  const valueOf = (each: string): string => each.slice(identifierUri.length + 1);
  if (full === undefined) {
    throw new UsageError(
      `"--scope" is "${scope}": it must be a scope of the stack; ${chooseFrom(scope, known.map(valueOf))}`,
    );
  }
  const given = expectedToken.scp.split(" ").filter((each) => each !== "");
  if (full === everything || given.includes(valueOf(full))) return full;
  const names = given.map((each) => `"${each}"`).join(", ");
  throw new CliError(
    "token.refused.not-preauthorized",
    `"--scope" is "${scope}": the stack gives the Azure CLI ${names === "" ? "no scope" : `only ${names}`}.`,
    [
      `To give it "${valueOf(full)}" too, add that to the scopes of "azureCli" in "management-api:clients" and deploy the stack.`,
    ],
  );
}
