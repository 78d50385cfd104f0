/**
 * The embedded deployment engine: a stand-in for the Pulumi CLI, for one project, one stack and the
 * providers it is given. It knows nothing of what the providers talk to.
 *
 * Every run throws an EngineError where it cannot begin: project, config or state. What fails later
 * is in its result.
 */
import { once } from "node:events";
import { deleteAll } from "./apply/deletions";
import { ProgramRun } from "./program/programRun";
import type { Result } from "./events";
import { startMonitor } from "./program/monitor";
import { runProgram, type ProgramExit } from "./program/program";
import { lookFirst } from "./apply/settle";
import type { Run } from "./run/run";
import { execute, stackOutputs, type Project } from "./run/execute";
import { Snapshot } from "./state/snapshot";
import { exportState, readState, writeState } from "./state/stateFile";
import { blindValue, type StateProperties } from "./state/value";

/** Shows what {@link up} would do. Nothing is changed or saved. */
export function preview(project: Project): Promise<Result> {
  return execute(project, "preview", (run) => deploy(run, project));
}

/** Makes the resources what the program declares. */
export function up(project: Project): Promise<Result> {
  return execute(project, "up", (run) => deploy(run, project));
}

/** Puts in the state what the resources really are. Does not run the program. */
export function refresh(project: Project): Promise<Result> {
  return execute(project, "refresh", async (run) => {
    await lookFirst(run, true);
    return stackOutputs(run.snapshot);
  });
}

/** Deletes all resources of the stack, dependents first. Does not run the program. */
export function destroy(project: Project): Promise<Result> {
  return execute(project, "destroy", async (run) => {
    await lookFirst(run, run.project.refreshAlways);
    if (!run.halt.signal.aborted) await deleteAll(run, run.snapshot.resources);
    return stackOutputs(run.snapshot);
  });
}

/**
 * Makes the stack forget all its resources. Nothing is deleted, and no provider is asked.
 *
 * @returns how many.
 * @throws EngineError where the state cannot be read or written.
 */
export async function forget(project: Pick<Project, "stateFile">): Promise<number> {
  const { resources } = await readState(project.stateFile);
  await writeState(project.stateFile, { resources: [], pending: [] });
  return resources.length;
}

/**
 * The outputs of the last `up`; none before it. Secrets are marked.
 *
 * @throws EngineError where the state cannot be read.
 */
export async function outputs(project: Pick<Project, "stateFile">): Promise<StateProperties> {
  return stackOutputs(new Snapshot(await readState(project.stateFile)));
}

/**
 * The state as `pulumi stack export` shows it, with "[secret]" in the place of secrets.
 *
 * @throws EngineError where the state cannot be read.
 */
export async function exportStack(project: Pick<Project, "stateFile">): Promise<unknown> {
  return exportState(await readState(project.stateFile), (value) => blindValue(value));
}

async function deploy(run: Run, project: Project): Promise<StateProperties> {
  await lookFirst(run, run.project.refreshAlways);
  return run.halt.signal.aborted ? stackOutputs(run.snapshot) : follow(run, project);
}

/** Runs the program against the engine. @returns the outputs that the stack has then. */
async function follow(run: Run, project: Project): Promise<StateProperties> {
  const programRun = new ProgramRun(run);
  const monitor = await startMonitor(programRun);
  try {
    const killing = new AbortController();
    const exited = (project.runProgram ?? runProgram)({
      ...run,
      monitor: monitor.address,
      environment: project.environment,
      onLine: (line) => programRun.log("info", line, undefined),
      signal: killing.signal,
    });
    const { signal } = run.halt;
    const halted = signal.aborted ? undefined : once(signal, "abort").then(() => undefined);
    const exit = await Promise.race([exited, halted]);
    await programRun.settled();
    if (exit === undefined) {
      killing.abort();
      await exited;
    } else {
      await conclude(run, programRun, exit);
    }
    await programRun.close();
    return stackOutputs(run.snapshot);
  } finally {
    monitor.close();
  }
}

/** Ends the run after the program's own end. */
async function conclude(run: Run, programRun: ProgramRun, exit: ProgramExit): Promise<void> {
  if (run.halt.signal.aborted) return;
  if (exit.kind === "succeeded") {
    // A program that ends itself ("process.exit(0)") has not said that it was through.
    await programRun.finish().catch(() => undefined);
    return;
  }
  if (exit.kind === "failed") run.report.say("error", exit.reason);
  // Nothing is deleted after a failure: what the program has not come to is not unwanted.
  if (!run.report.hasErrors) run.report.say("error", "the program failed without saying why");
}
