/** The one door from the command line to the sandbox, loaded only for `--sandbox`. */
import { existsSync } from "node:fs";
import path from "node:path";
import { EmbeddedEngine } from "../sandbox/deployers/embeddedEngine";
import { isForeignVariable } from "../sandbox/environment";
import { deployerFor, openSandbox, PROGRAM_DIR, type Sandbox } from "../sandbox/sandbox";
import { SandboxError } from "../sandbox/sandboxError";
import { CliError } from "./cliError";
import type { Io } from "./io";
import type { ProcessRunner } from "./process/processRunner";

/** A stack in the sandbox. */
export interface SandboxStack {
  /** As `pulumi stack output --json` would print them; not checked yet. */
  readonly outputs: unknown;
  /** What leads `az` to the sandbox's directory, and keeps the user's own login out (undefined: taken away). */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What opening the sandbox takes. */
export interface SandboxDeps {
  readonly io: Pick<Io, "environment" | "atEnd"> & Partial<Pick<Io, "talk">>;
  readonly run: ProcessRunner;
  readonly timeoutMs: number;
}

/**
 * Reads a stack of the sandbox and makes its directory reachable until the command ends: by running it in this process, or by the
 * variables of this terminal where `npm run sandbox -- serve` runs it.
 *
 * @throws CliError "sandbox.unavailable" where nothing was deployed, or another process has the sandbox.
 */
export async function readSandboxStack(
  stateDir: string,
  stack: string,
  deps: SandboxDeps,
): Promise<SandboxStack> {
  if (!existsSync(stateDir)) {
    throw new CliError(
      "sandbox.unavailable",
      `There is no sandbox in "${stateDir}".`,
      deploy(stack),
    );
  }
  try {
    return isServedHere(stateDir, deps.io.environment)
      ? { outputs: await readEmbedded(stateDir, stack), environment: {} }
      : await openHere(stateDir, stack, deps);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    throw new CliError("sandbox.unavailable", error.message);
  }
}

/** Whether this terminal has the variables that "serve" printed. */
function isServedHere(stateDir: string, environment: Io["environment"]): boolean {
  const azureConfigDir = environment["AZURE_CONFIG_DIR"];
  return (
    azureConfigDir !== undefined && path.resolve(azureConfigDir).startsWith(stateDir + path.sep)
  );
}

async function readEmbedded(stateDir: string, stack: string): Promise<unknown> {
  const context = { programDir: PROGRAM_DIR, stack, environment: {}, print: () => undefined };
  const engine = new EmbeddedEngine(context, path.join(stateDir, "stacks", `${stack}.json`));
  return (await engine.outputs()) ?? {};
}

async function openHere(stateDir: string, stack: string, deps: SandboxDeps): Promise<SandboxStack> {
  const { io, run, timeoutMs } = deps;
  const talk = (line: string): void => io.talk?.(line);
  const sandbox = await openSandbox(stateDir, { purpose: "a command line tool", onWait: talk });
  if (io.atEnd === undefined) {
    await sandbox.close();
    throw new Error("the sandbox needs somebody who closes it at the end");
  }
  io.atEnd(() => sandbox.close());
  const deployer = await deployerFor(sandbox, "auto", { stack, print: () => undefined });
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
  talk(
    `This is the sandbox in "${stateDir}". To run printed commands in it, use the variables of "npm run sandbox -- serve".`,
  );
  return { outputs, environment };
}

function withoutForeign(
  environment: Io["environment"],
  { variables }: Sandbox,
): Readonly<Record<string, string | undefined>> {
  const foreign = Object.keys(environment).filter(isForeignVariable);
  return { ...Object.fromEntries(foreign.map((name) => [name, undefined])), ...variables };
}

function deploy(stack: string): readonly string[] {
  return ["Deploy to it first:", `npm run sandbox -- up --stack ${stack}`];
}
