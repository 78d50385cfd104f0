/**
 * Runs the real program with the embedded engine against a fresh directory. Everything lies in one
 * temporary folder that {@link StackRun.close} removes. It shows what the directory ends up with;
 * that the real CLI and provider do the same is for those who have them to see (the sandbox serves
 * them: `npm run sandbox -- serve`).
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { type Directory, startDirectory } from "../../sandbox/directory";
import {
  destroy,
  type EngineEvent,
  exportStack,
  outputs,
  preview,
  type Project,
  refresh,
  type Result,
  revealValue,
  up,
} from "../../sandbox/engine";
import { clientEnvironment, withoutForeignVariables } from "../../sandbox/environment";
import { sandboxProviders } from "../../sandbox/providers";
import { runProgramHere } from "./programHere";

const REPOSITORY = path.resolve(__dirname, "..", "..");
const PROGRAM = ["package.json", "tsconfig.json", "index.ts", "components", "node_modules"];

/** Config by short key, as JSON values. */
export type Config = Readonly<Record<string, unknown>>;

/** A stack of the real program, and its directory. */
export interface StackRun {
  readonly directory: Directory;
  /** The environment that programs of this sandbox run with. */
  readonly environment: Readonly<Record<string, string>>;
  /** A folder of this run for whatever a test needs. */
  readonly folder: string;
  /**
   * Variables that runs have besides {@link environment}, or in its place. They stay until the next
   * ones.
   */
  setVariables(variables: Readonly<Record<string, string>>): void;
  /** What happened in the last preview, deployment, refresh or destruction. */
  readonly events: readonly EngineEvent[];
  /** Writes the stack's config. It stays until the next one. */
  configure(config: Config): Promise<void>;
  /** @param isRefreshed false: as a CLI with `--refresh=false`. Default true, as Pulumi.yaml says. */
  preview(isRefreshed?: boolean): Promise<Result>;
  /** As {@link preview}. */
  up(isRefreshed?: boolean): Promise<Result>;
  refresh(): Promise<Result>;
  destroy(): Promise<Result>;
  /** The stack's outputs, secrets and all. */
  outputs(): Promise<Record<string, unknown>>;
  /** The state as `pulumi stack export` has it. */
  state(): Promise<{ deployment: { resources: readonly Record<string, unknown>[] } }>;
  /** The state file as it lies on disk. */
  stateText(): Promise<string>;
  /** Forgets the state, as if it were lost. */
  loseState(): Promise<void>;
  /** The directory as seeded, and a stack that was never deployed. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Who runs the program. */
export interface Runner {
  /**
   * The SDK's own runner, in a process of its own, as Pulumi's Node language host has it; default:
   * only where BY_RUNNER is set. Otherwise the program runs in this process.
   */
  readonly byRunner?: boolean;
}

/** Makes a stack named "dev" with the given config, not deployed yet. */
export async function startStack(
  config: Config = {},
  { byRunner = process.env["BY_RUNNER"] !== undefined }: Runner = {},
): Promise<StackRun> {
  const folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
  const programDir = path.join(folder, "program");
  const stateFile = path.join(folder, "stacks", "dev.json");
  await mkdir(programDir);
  await mkdir(path.dirname(stateFile));
  for (const name of PROGRAM) {
    await symlink(path.join(REPOSITORY, name), path.join(programDir, name), "junction");
  }
  const project: unknown = parse(await readFile(path.join(REPOSITORY, "Pulumi.yaml"), "utf8"));
  const directory = await startDirectory();
  const environment = {
    ...withoutForeignVariables(process.env),
    ...clientEnvironment(directory, { azureConfigDir: path.join(folder, "azure") }),
  };
  let variables: Readonly<Record<string, string>> = {};
  const events: EngineEvent[] = [];
  const run = async (
    work: (project: Project) => Promise<Result>,
    isRefreshed = true,
  ): Promise<Result> => {
    const asAsked = isRefreshed ? project : { ...(project as object), options: undefined };
    await writeFile(path.join(programDir, "Pulumi.yaml"), stringify(asAsked));
    const all = { ...environment, ...variables };
    const { providers, ...connections } = sandboxProviders(all);
    events.length = 0;
    try {
      return await work({
        directory: programDir,
        stack: "dev",
        stateFile,
        providers,
        environment: all,
        runProgram: byRunner ? undefined : runProgramHere,
        onEvent: (event) => events.push(event),
      });
    } finally {
      await connections.close();
    }
  };
  const stack: StackRun = {
    directory,
    environment,
    folder,
    setVariables(next) {
      variables = next;
    },
    events,
    async configure(next) {
      const entries = Object.entries(next).map(([key, value]) => [
        key.includes(":") ? key : `management-api:${key}`,
        value,
      ]);
      await writeFile(
        path.join(programDir, "Pulumi.dev.yaml"),
        stringify({ config: Object.fromEntries(entries) as unknown }),
      );
    },
    preview: (isRefreshed) => run(preview, isRefreshed),
    up: (isRefreshed) => run(up, isRefreshed),
    refresh: () => run(refresh),
    destroy: () => run(destroy),
    async outputs() {
      const all = await outputs({ stateFile });
      return Object.fromEntries(
        Object.entries(all).map(([name, value]) => [name, revealValue(value)]),
      );
    },
    state: async () => (await exportStack({ stateFile })) as Awaited<ReturnType<StackRun["state"]>>,
    stateText: () => readFile(stateFile, "utf8"),
    loseState: () => rm(stateFile, { force: true }),
    async restart() {
      await directory.reset();
      await stack.loseState();
    },
    async close() {
      await directory.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await stack.configure(config);
  return stack;
}

/** The steps of a run that do something, as `operation short-name`, sorted. */
export function changesOf({ plan }: Result): readonly string[] {
  return plan
    .filter(({ op }) => op !== "same" && op !== "refresh")
    .map(({ op, name }) => `${op} ${name.replace(/^management-api-(?!dev$)/, "")}`)
    .sort();
}

/** What a failed run said, all diagnostics in one text. */
export function errorsOf({ diagnostics }: Result): string {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .join("\n");
}

/** The only registration that the stack made, as the directory has it. */
export function registrationOf({ directory }: StackRun) {
  const [application, ...others] = directory.state.applications.filter(
    ({ appId }) => appId !== directory.deployer.clientId,
  );
  assert.ok(application !== undefined && others.length === 0, "one registration");
  return application;
}

/** Ids of everything in the directory that a stack can make. */
export function idsOf({ directory: { state } }: StackRun) {
  const { applications, servicePrincipals, groups, appRoleAssignments } = state;
  return [applications, servicePrincipals, groups, appRoleAssignments].map((list) =>
    list.map(({ id }) => id),
  );
}
