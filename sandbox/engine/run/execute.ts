/** One run on one stack, from reading its files to its result; what the run does is given to it. */
import type { EngineEvent, Command, Result } from "../events";
import type { RunProgram } from "../program/program";
import { readProject } from "../program/project";
import type { Provider } from "../provider";
import { Registry } from "./registry";
import { Report } from "./report";
import type { Run } from "./run";
import { Snapshot } from "../state/snapshot";
import { readStackConfig, type StackConfig } from "../program/stackConfig";
import { readState, writeState } from "../state/stateFile";
import { STACK_TYPE } from "../state/urn";
import type { StateProperties } from "../state/value";

/** What to deploy, where to keep its state, and who to tell. */
export interface Project {
  /** The folder with Pulumi.yaml, absolute. */
  readonly directory: string;
  /** The stack's name; its config is Pulumi.<stack>.yaml. */
  readonly stack: string;
  /** The state file; made on the first `up`. */
  readonly stateFile: string;
  readonly providers: readonly Provider[];
  /** The program's whole environment: nothing of this process's own is added. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Runs the program; default: the SDK's own runner does, in a process. */
  readonly runProgram?: RunProgram | undefined;
  readonly onEvent?: ((event: EngineEvent) => void) | undefined;
  /** Stops the run: requests that are under way end, the state is saved, the program is killed. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Executes a run.
 *
 * @param work the part of the run that is its own; answers the stack's outputs.
 * @throws EngineError where it cannot begin. What fails later is in the result.
 */
export async function execute(
  project: Project,
  command: Command,
  work: (run: Run) => Promise<StateProperties>,
): Promise<Result> {
  const started = performance.now();
  const { stack, onEvent = () => undefined } = project;
  const file = await readProject(project.directory);
  const config = await readStackConfig(file, stack);
  for (const provider of project.providers) provider.configure?.(settingsOf(config, provider.name));
  const state = await readState(project.stateFile);
  const dryRun = command === "preview";
  const run: Run = {
    command,
    project: file,
    stack,
    config,
    dryRun,
    snapshot: dryRun
      ? new Snapshot(state)
      : new Snapshot(state, (next) => writeState(project.stateFile, next)),
    report: new Report(onEvent, dryRun),
    registry: new Registry(project.providers),
    halt: new AbortController(),
  };
  const { report, snapshot, halt } = run;
  const oldOutputs = stackOutputs(snapshot);
  onEvent({ kind: "started", command, project: file.name, stack });
  const stopListening = listen(run, project.signal);
  try {
    const outputsNow = await work(run);
    if (!dryRun) await snapshot.save();
    const result: Result = {
      command,
      project: file.name,
      stack,
      ok: !halt.signal.aborted && !report.hasErrors,
      config,
      plan: report.plan,
      changes: report.changes,
      outputs: outputsNow,
      oldOutputs,
      diagnostics: report.diagnostics,
      duration: performance.now() - started,
    };
    onEvent({ kind: "finished", result });
    return result;
  } finally {
    stopListening();
  }
}

/** Lets the caller's signal stop the run. @returns how to stop listening. */
function listen(run: Run, signal: AbortSignal | undefined): () => void {
  const interrupt = (): void => {
    const text = `the ${run.command} was interrupted; requests that were under way have been finished`;
    run.report.say("error", text);
    run.halt.abort();
  };
  if (signal?.aborted === true) interrupt();
  else signal?.addEventListener("abort", interrupt, { once: true });
  return () => signal?.removeEventListener("abort", interrupt);
}

/** The outputs that a stack has in its state. */
export function stackOutputs(snapshot: Snapshot): StateProperties {
  return snapshot.resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {};
}

/** The config of one namespace, by key without it. */
function settingsOf(config: StackConfig, namespace: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(`${namespace}:`))
      .map(([key, value]) => [key.slice(namespace.length + 1), value]),
  );
}
