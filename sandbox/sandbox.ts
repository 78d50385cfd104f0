/** An open sandbox: its folder, a running directory, and the environment that clients get. */
import type { Deployer, DeployerContext, EngineChoice } from "./deployers/deployer";
import { EmbeddedEngine } from "./deployers/embeddedEngine";
import { PulumiCli } from "./deployers/pulumiCli";
import { type Directory, type DirectoryOptions, FolderError, startDirectory } from "./directory";
import { clientEnvironment, withoutForeignVariables } from "./environment";
import { findServe, type RunningServe } from "./runningServe";
import { readable, SandboxError } from "./sandboxError";
import { stackNameProblem } from "./stackName";
import { openStateFolder, type OpenOptions, type StateFolder } from "./stateFolder";
import { removeHalfWritten } from "./wholeFile";

/** What every open sandbox has. */
interface AnySandbox {
  readonly folder: StateFolder;
  /**
   * What programs in the sandbox run with: this process's environment without the user's logins,
   * clouds and proxies.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** What the sandbox adds to a clean environment; for printing. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A sandbox whose directory runs in this process. */
export interface OwnSandbox extends AnySandbox {
  readonly directory: Directory;
  readonly serve: undefined;
}

/** A sandbox with the directory of a `serve`. */
interface ServedSandbox extends AnySandbox {
  readonly serve: RunningServe;
}

/** An open sandbox. Close it: others may be waiting for its folder. */
export type Sandbox = OwnSandbox | ServedSandbox;

type StartOptions = OpenOptions & Pick<DirectoryOptions, "policies">;

/**
 * Opens the sandbox in a folder, which is made where it is missing: with the directory of a running
 * `serve`, else with its own.
 *
 * @throws SandboxError where another command keeps the folder, or it cannot be used.
 */
export async function openSandbox(stateDir: string, options: StartOptions): Promise<Sandbox> {
  let folder: StateFolder | undefined;
  try {
    folder = await openStateFolder(stateDir, options);
    const serve = await findServe(folder);
    return serve === undefined
      ? await startIn(folder, options.policies)
      : { folder, serve, ...environments(serve.variables), close: folder.release };
  } catch (error) {
    await folder?.release();
    throw error instanceof FolderError ? new SandboxError(error.message) : readable(error);
  }
}

/**
 * Opens the sandbox in a folder, which is made where it is missing, with a directory in this
 * process.
 *
 * @throws SandboxError where a `serve` runs one on the folder already, or the folder cannot be
 * used.
 */
export async function startSandbox(stateDir: string, options: StartOptions): Promise<OwnSandbox> {
  const sandbox = await openSandbox(stateDir, options);
  if (sandbox.serve === undefined) return sandbox;
  await sandbox.close();
  throw new SandboxError(
    `The sandbox "${sandbox.folder.path}" is kept running by process ${sandbox.serve.pid} ("serve") already. Stop that with Ctrl-C, or name another folder with "--state".`,
  );
}

async function startIn(
  folder: StateFolder,
  policies: StartOptions["policies"],
): Promise<OwnSandbox> {
  await removeHalfWritten(folder.directory);
  const directory = await startDirectory({ stateDir: folder.directory, policies });
  return {
    folder,
    directory,
    serve: undefined,
    ...environments(clientEnvironment(directory, { azureConfigDir: folder.azureConfig })),
    async close() {
      await directory.close();
      await folder.release();
    },
  };
}

function environments(
  variables: Readonly<Record<string, string>>,
): Pick<AnySandbox, "environment" | "variables"> {
  return { variables, environment: { ...withoutForeignVariables(process.env), ...variables } };
}

/**
 * The deployer for a stack.
 *
 * @throws SandboxError where the Pulumi CLI is asked for by name and is not there, and for a
 * stack's name that Pulumi refuses.
 */
export async function deployerFor(
  sandbox: Pick<AnySandbox, "environment" | "folder">,
  choice: EngineChoice,
  context: Omit<DeployerContext, "environment">,
): Promise<Deployer> {
  const problem = stackNameProblem(context.stack);
  if (problem !== undefined) throw new SandboxError(problem);
  const whole: DeployerContext = { environment: sandbox.environment, ...context };
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
