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
import type { ReadStackDeps } from "./deps";
import type { Io } from "./io";

/** A stack in the sandbox. */
export interface SandboxStack {
  /** As `pulumi stack output --json` would print them; not checked yet. */
  readonly outputs: unknown;
  /** The state as `pulumi stack export` has it; undefined where that fails. */
  readonly exported: () => Promise<unknown>;
  /**
   * What leads `az` to the sandbox's directory, and keeps the user's own login out (undefined:
   * taken away).
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Which stack. */
export interface SandboxPlace {
  /** The sandbox's state folder, in full. */
  readonly stateDir: string;
  readonly stack: string;
  /** The command that deploys it; undefined where no form of it suits all shells. */
  readonly deployCommand: string | undefined;
}

/**
 * Reads a stack of the sandbox and makes its directory reachable until the command ends: the one
 * that `npm run sandbox -- serve` keeps running on the folder, else one in this process.
 *
 * @throws CliError "sandbox.unavailable" where there is no sandbox, or another command keeps it.
 */
export async function readSandboxStack(
  place: SandboxPlace,
  deps: ReadStackDeps,
): Promise<SandboxStack> {
  const { stateDir, deployCommand } = place;
  if (!(await holdsSandbox(stateDir))) {
    throw new CliError(
      "sandbox.unavailable",
      `There is no sandbox in "${showText(stateDir)}".`,
      deployCommand === undefined
        ? ['Deploy to it first, by "npm run sandbox -- up".']
        : ["Deploy to it first:", deployCommand],
    );
  }
  try {
    return await openStack(place, deps);
  } catch (thrown) {
    const error = readable(thrown);
    if (!(error instanceof SandboxError)) throw error;
    throw new CliError("sandbox.unavailable", showText(error.message));
  }
}

async function openStack(
  { stateDir, stack }: SandboxPlace,
  { io, run, timeoutMs }: ReadStackDeps,
): Promise<SandboxStack> {
  const talk = (line: string): void => io.talk?.(line);
  const sandbox = await openSandbox(stateDir, { purpose: "a command line tool", onWait: talk });
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
  const environment = withoutForeign(io.environment, sandbox);
  if (!existsSync(path.join(sandbox.folder.azureConfig, "azureProfile.json"))) {
    talk("Signing in to the sandbox as its user.");
    await run(
      "az",
      ["login", "--use-device-code", "--allow-no-subscriptions", "--output", "none"],
      {
        timeoutMs,
        environment: { ...io.environment, ...environment },
      },
    );
  }
  // A terminal that has the variables already needs no word about them.
  if (io.environment["HTTPS_PROXY"] !== environment["HTTPS_PROXY"]) talk(whereItIs(sandbox, io));
  return { outputs, environment, exported: () => deployer.exported() };
}

/** Where printed commands would have to run. */
function whereItIs(
  { folder, serve }: Sandbox,
  { environment, platform }: ReadStackDeps["io"],
): string {
  const here = `This is the sandbox in "${folder.path}". To run printed commands in it`;
  return serve === undefined
    ? `${here}, keep it running with "npm run sandbox -- serve".`
    : `${here}: ${enterLine(folder.path, detectShell(environment, platform))}`;
}

function withoutForeign(
  environment: Io["environment"],
  { variables }: Sandbox,
): Readonly<Record<string, string | undefined>> {
  const foreign = Object.keys(environment).filter(isForeignVariable);
  return { ...Object.fromEntries(foreign.map((name) => [name, undefined])), ...variables };
}
