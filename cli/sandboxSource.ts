/** The one door from the command line to the sandbox, loaded only for `--sandbox`. */
import { existsSync } from "node:fs";
import path from "node:path";
import {
  deployerFor,
  detectShell,
  enterLine,
  holdsSandbox,
  readable,
  isForeignVariable,
  openSandbox,
  type Sandbox,
  SandboxError,
} from "management-api-sandbox/stacks";
import { showText } from "../components/rules/reading/hiddenText";
import { CliError } from "./cliError";
import type { Deps } from "./deps";
import type { Io } from "./io";
import type { FoundStack, OutputsSource } from "./outputs/outputsSource";
import { stackCommands } from "./stackCommands";

/**
 * Reads a stack of the sandbox and makes its directory reachable until the command ends: the one
 * that `npm run sandbox -- serve` keeps running on the folder, else one in this process. Its
 * environment leads `az` there, and keeps the user's own login out.
 *
 * @throws CliError "sandbox.unavailable" where there is no sandbox, or another command keeps it.
 */
export async function readSandboxStack(
  source: Extract<OutputsSource, { kind: "sandbox" }>,
  timeoutMs: number,
  deps: Deps,
): Promise<FoundStack> {
  const stateDir = path.resolve(deps.io.cwd, source.stateDir);
  if (!(await holdsSandbox(stateDir))) {
    const { deployCommand } = stackCommands(source, deps.io.cwd);
    throw new CliError(
      "sandbox.unavailable",
      `There is no sandbox in "${showText(stateDir)}".`,
      deployCommand === undefined
        ? ['Deploy to it first, by "npm run sandbox -- up".']
        : ["Deploy to it first:", deployCommand],
    );
  }
  try {
    return await openStack(stateDir, source.stack, timeoutMs, deps);
  } catch (thrown) {
    const error = readable(thrown);
    if (!(error instanceof SandboxError)) throw error;
    throw new CliError("sandbox.unavailable", showText(error.message));
  }
}

async function openStack(
  stateDir: string,
  stack: string,
  timeoutMs: number,
  { io, run }: Deps,
): Promise<FoundStack> {
  const sandbox = await openSandbox(stateDir, {
    purpose: "a command line tool",
    onWait: (line) => io.talk(line),
  });
  if (io.atEnd === undefined) {
    await sandbox.close();
    throw new Error("the sandbox needs somebody who closes it at the end");
  }
  io.atEnd(() => sandbox.close());
  const deployer = await deployerFor(sandbox, "auto", {
    programDir: io.cwd,
    stack,
    print: () => undefined,
  });
  const outputs = (await deployer.outputs()) ?? {};
  const environment = environmentOf(sandbox, io);
  if (!existsSync(path.join(sandbox.folder.azureConfig, "azureProfile.json"))) {
    io.talk("Signing in to the sandbox as its user.");
    await run(
      "az",
      ["login", "--use-device-code", "--allow-no-subscriptions", "--output", "none"],
      { timeoutMs, environment },
    );
  }
  // A terminal that has the variables already needs no word about them.
  if (io.environment["HTTPS_PROXY"] !== environment["HTTPS_PROXY"]) {
    io.talk(whereItIs(sandbox, io));
  }
  const label = `sandbox's stack "${showText(stack)}"`;
  return { label, outputs, environment, exported: () => deployer.exported() };
}

/** Where printed commands would have to run. */
function whereItIs({ folder, serve }: Sandbox, { environment, platform }: Io): string {
  const here = `This is the sandbox in "${folder.path}". To run printed commands in it`;
  return serve === undefined
    ? `${here}, keep it running with "npm run sandbox -- serve".`
    : `${here}: ${enterLine(folder.path, detectShell(environment, platform))}`;
}

function environmentOf({ variables }: Sandbox, { environment }: Io): Io["environment"] {
  const own = Object.entries(environment).filter(([name]) => !isForeignVariable(name));
  return { ...Object.fromEntries(own), ...variables };
}
