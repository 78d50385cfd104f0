/**
 * az, played or real, against an emulated directory: one directory and one sign-in, put back as
 * they were before each use.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../../cli/main";
import { type ProcessRunner, type RunResult, runProcess } from "../../../cli/process/processRunner";
import type { StackOutputs } from "../../../components/rules/outputs";
import { type Directory, type DirectoryState, startDirectory } from "../../../sandbox/directory";
import { clientEnvironment, withoutForeignVariables } from "../../../sandbox/environment";
import { addHealthyStack } from "./healthyStack";
import { createMemoryIo } from "./memoryIo";

type Environment = Readonly<Record<string, string>>;

/** An az to test with. */
export interface TestAz {
  readonly run: ProcessRunner;
  /** Runs a printed command as it stands. */
  readonly shell: (command: string, environment: Environment) => Promise<RunResult>;
  readonly close: () => Promise<void>;
}

/** The az on the PATH; a shell runs the printed commands. */
export const REAL_AZ: TestAz = {
  run: runProcess,
  shell: (command, environment) =>
    runProcess("sh", ["-c", command], { timeoutMs: 60_000, environment }),
  close: () => Promise.resolve(),
};

/**
 * Why tests with the real az cannot run here; undefined where they can. In CI, which sets the
 * variable `CI`, they are to run in any case, and fail where there is no az.
 */
export function azIsMissing(): string | undefined {
  if ((process.env["CI"] ?? "") !== "") return undefined;
  if (process.platform === "win32") return "az is started by a POSIX shell in these tests";
  return spawnSync("az", ["version"], { stdio: "ignore" }).error === undefined
    ? undefined
    : '"az" is not on the PATH';
}

/** How a command line ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory with a stack in it, and the means to use both. */
export interface AzSandbox {
  readonly directory: Directory;
  readonly state: DirectoryState;
  /** The environment of the commands. Tests may change it; `restore` puts it back. */
  environment: Record<string, string>;
  /** How far the directory's clock is ahead, in milliseconds. */
  clockOffset: number;
  /** Writes outputs, which commands then read. */
  useOutputs(outputs: unknown): void;
  /** Runs the command line in this process, with "--outputs" added. */
  cli(args: readonly string[], input?: string): Promise<CommandResult>;
  /** Runs a printed command as it stands, by a shell. */
  shell(command: string): Promise<CommandResult>;
  /**
   * The directory as seeded, dana signed in for Azure alone, and a healthy stack with this config.
   */
  restore(config?: Readonly<Record<string, unknown>>): StackOutputs;
  close(): Promise<void>;
}

/** Starts one and signs in. @param az closed with the sandbox. */
export async function startAzSandbox(az: TestAz): Promise<AzSandbox> {
  const folder = mkdtempSync(path.join(tmpdir(), "cli-test-"));
  const azDir = path.join(folder, "azure");
  const azBackup = path.join(folder, "azure-signed-in");
  const outputsFile = path.join(folder, "outputs.json");
  mkdirSync(azDir);
  let clockOffset = 0;
  const directory = await startDirectory({ clock: () => new Date(Date.now() + clockOffset) });
  const { state } = directory;
  const cleanEnvironment = {
    ...withoutForeignVariables(process.env),
    ...clientEnvironment(directory, { azureConfigDir: azDir }),
  };
  const sandbox: AzSandbox = {
    directory,
    state,
    environment: { ...cleanEnvironment },
    get clockOffset() {
      return clockOffset;
    },
    set clockOffset(offset) {
      clockOffset = offset;
    },
    useOutputs: (outputs) => writeFileSync(outputsFile, JSON.stringify(outputs)),
    async cli(args, input = "") {
      const io = createMemoryIo({ input, environment: sandbox.environment, cwd: folder });
      const exitCode = await run([...args, "--outputs", outputsFile], { io, run: az.run });
      return { exitCode, stdout: io.stdout(), stderr: io.stderr() };
    },
    async shell(command) {
      const ended = await az.shell(command, sandbox.environment);
      if (ended.kind !== "ended") throw new Error(`"${command}" did not end`);
      return { exitCode: ended.exitCode ?? -1, stdout: ended.stdout, stderr: ended.stderr };
    },
    restore(config) {
      clockOffset = 0;
      sandbox.environment = { ...cleanEnvironment };
      Object.assign(state, structuredClone(signedIn));
      rmSync(azDir, { recursive: true, force: true });
      cpSync(azBackup, azDir, { recursive: true });
      const outputs = addHealthyStack(state, config);
      sandbox.useOutputs(outputs);
      return outputs;
    },
    async close() {
      await az.close();
      await directory.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const login = await sandbox.shell("az login --use-device-code --allow-no-subscriptions -o none");
  if (login.exitCode !== 0) throw new Error(`az cannot sign in: ${login.stderr}`);
  const signedIn = structuredClone(state);
  cpSync(azDir, azBackup, { recursive: true });
  return sandbox;
}
