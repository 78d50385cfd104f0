/** An open sandbox: its folder, its running directory, and the environment that clients get. */
import path from "node:path";
import type { Deployer, DeployerContext } from "./deployers/deployer";
import { EmbeddedEngine } from "./deployers/embeddedEngine";
import { PulumiCli } from "./deployers/pulumiCli";
import { type Directory, startDirectory } from "./directory";
import { clientEnvironment, withoutForeignVariables } from "./environment";
import { SandboxError } from "./sandboxError";
import { openStateFolder, type OpenOptions, type StateFolder } from "./stateFolder";

/** Which engine runs the program: `auto` takes the Pulumi CLI where it is on PATH. */
export type EngineChoice = "auto" | "embedded" | "pulumi";

/** The names of {@link EngineChoice}, for option parsers. */
export const ENGINE_CHOICES: readonly EngineChoice[] = ["auto", "embedded", "pulumi"];

/** An open sandbox. Close it: others may be waiting for its folder. */
export interface Sandbox {
  readonly folder: StateFolder;
  readonly directory: Directory;
  /** What programs in the sandbox run with: this process's environment without the user's logins, clouds and proxies. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the sandbox adds to a clean environment; for printing. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Opens the sandbox in a folder, which is made where it is missing. */
export async function openSandbox(stateDir: string, options: OpenOptions): Promise<Sandbox> {
  const folder = await openStateFolder(stateDir, options);
  try {
    const directory = await startDirectory({ stateDir: folder.directory });
    const variables = clientEnvironment(directory, { azureConfigDir: folder.azureConfig });
    return {
      folder,
      directory,
      variables,
      environment: { ...withoutForeignVariables(process.env), ...variables },
      async close() {
        await directory.close();
        await folder.release();
      },
    };
  } catch (error) {
    await folder.release();
    throw error;
  }
}

/** The folder with `Pulumi.yaml`: the parent of this one. */
export const PROGRAM_DIR = path.resolve(__dirname, "..");

/**
 * The deployer for a stack.
 *
 * @throws SandboxError where the Pulumi CLI is asked for by name and is not there.
 */
export async function deployerFor(
  sandbox: Sandbox,
  choice: EngineChoice,
  context: Pick<DeployerContext, "stack" | "print" | "signal">,
): Promise<Deployer> {
  const whole: DeployerContext = {
    programDir: PROGRAM_DIR,
    environment: sandbox.environment,
    ...context,
  };
  if (choice !== "embedded") {
    const cli = await PulumiCli.find(whole, sandbox.folder.pulumi);
    if (cli !== undefined) return cli;
    if (choice === "pulumi") {
      throw new SandboxError(
        'There is no "pulumi" on PATH. Install it, or use "--engine embedded".',
      );
    }
  }
  return new EmbeddedEngine(whole, sandbox.folder.stackFile(context.stack));
}
