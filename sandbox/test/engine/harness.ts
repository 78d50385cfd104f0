/**
 * Runs scenarios on a stack of their own: a state file in a temporary folder, and a made-up world.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { destroy, refresh, type EngineEvent, type Project, type Result } from "../../engine";
import { ProgramRun } from "../../engine/program/programRun";
import { lookFirst } from "../../engine/apply/settle";
import { execute, stackOutputs } from "../../engine/run/execute";
import { declare } from "./directProgram";
import { makeFakeCloud, type FakeCloud } from "./fakeProvider";
import type { Scenario } from "./scenario";

/** A resource of a state file. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A state file, as far as tests look at it. */
export interface StoredState {
  readonly version: number;
  readonly deployment: {
    readonly resources: readonly StoredResource[];
    readonly pending_operations?: readonly { readonly type: string }[];
  };
}

/** How to run a scenario. */
export interface RunOptions {
  /** Look at the real resources first. Default false. */
  readonly refresh?: boolean;
}

/** A stack that tests work on. Remove it in the end. */
export interface TestStack {
  readonly cloud: FakeCloud;
  readonly stateFile: string;
  /** What happened in the last run. */
  readonly events: EngineEvent[];
  /** The project for a real program: one of those in programs/. */
  project(scenario: Scenario, more?: Partial<Project>, program?: string): Project;
  /** Previews a scenario without a program (see {@link declare}). */
  preview(scenario: Scenario, options?: RunOptions): Promise<Result>;
  /** Deploys a scenario without a program (see {@link declare}). */
  up(scenario: Scenario, options?: RunOptions & Pick<Project, "signal">): Promise<Result>;
  refresh(): Promise<Result>;
  destroy(): Promise<Result>;
  /** The text of the state file. */
  stateText(): string;
  /** The same without what is marked as secret in it. */
  openStateText(): string;
  stored(): StoredState;
  remove(): void;
}

/** Runs a scenario without a program (see {@link declare}). */
export function runDirectly(
  project: Project,
  command: "preview" | "up",
  scenario: Scenario,
  { refresh: isRefreshed = false }: RunOptions = {},
): Promise<Result> {
  return execute(project, command, async (run) => {
    await lookFirst(run, isRefreshed);
    if (run.halt.signal.aborted) return stackOutputs(run.snapshot);
    const programRun = new ProgramRun(run);
    await declare(programRun, scenario).catch(() => undefined);
    await programRun.settled();
    await programRun.close();
    return stackOutputs(run.snapshot);
  });
}

/** Makes a stack "dev". */
export function makeTestStack(): TestStack {
  const folder = mkdtempSync(join(tmpdir(), "engine-test-"));
  const cloud = makeFakeCloud();
  const stateFile = join(folder, "state.json");
  const events: EngineEvent[] = [];
  const project: TestStack["project"] = (scenario, more = {}, program = "scenario") => {
    events.length = 0;
    return {
      directory: join(__dirname, "programs", program),
      stack: "dev",
      stateFile,
      providers: [cloud.provider],
      onEvent: (event) => events.push(event),
      ...more,
      environment: {
        PATH: process.env["PATH"],
        SystemRoot: process.env["SystemRoot"],
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        SCENARIO: JSON.stringify(scenario),
        ...more.environment,
      },
    };
  };
  const run = (
    command: "preview" | "up",
    scenario: Scenario,
    { signal, ...options }: RunOptions & Pick<Project, "signal"> = {},
  ): Promise<Result> => runDirectly(project(scenario, { signal }), command, scenario, options);
  const stateText = (): string => readFileSync(stateFile, "utf8");
  return {
    cloud,
    stateFile,
    events,
    project,
    preview: (scenario, options) => run("preview", scenario, options),
    up: (scenario, options) => run("up", scenario, options),
    refresh: () => refresh(project({})),
    destroy: () => destroy(project({})),
    stateText,
    openStateText: () => stateText().replace(/"plaintext": "(\\.|[^"\\])*"/g, '"plaintext": "…"'),
    stored: () => JSON.parse(stateText()) as StoredState,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * The plan in short: "create first", "delete second failed", … in the order in which the steps
 * began.
 */
export function planOf(result: Result): readonly string[] {
  return result.plan.map(({ op, name, isFailed }) => `${op} ${name}${isFailed ? " failed" : ""}`);
}

/** The messages of a result, with the name of the resource in front where they are about one. */
export function messagesOf(result: Result): readonly string[] {
  return result.diagnostics.map(({ severity, message, urn }) =>
    [severity, ...(urn === undefined ? [] : [urn.split("::").at(-1)]), message].join(": "),
  );
}
