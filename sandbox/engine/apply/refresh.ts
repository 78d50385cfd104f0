/** Reads resources of a stack and puts what is found in the state, before a run or as one. */
import { makeStep } from "./steps";
import { ReportedError } from "../errors";
import type { Step } from "../events";
import { decide } from "../plan/planner";
import { resetPaths } from "../plan/propertyPath";
import type { ResourceType } from "../provider";
import { isProviderEntry, providerState, type Resource } from "../state/resource";
import type { Run } from "../run/run";
import { markSecrets, sameValue } from "../state/value";

/**
 * Refreshes resources side by side. What has vanished is taken out of the state; components and the
 * entries of providers are passed by. A failure is reported and asks the run to stop.
 */
export async function refreshResources(run: Run, targets: readonly Resource[]): Promise<void> {
  const looked = targets.filter((each) => !isProviderEntry(each));
  const steps = await Promise.all(looked.map((each) => refresh(run, each)));
  // In the state's order, and only now: whoever vanished was still a dependency to those read
  // beside it.
  for (const step of steps) {
    if (step?.found === "delete" && step.old !== undefined) {
      run.snapshot.remove(step.old);
    } else if (step?.old !== undefined && step.new !== undefined) {
      run.snapshot.revise(step.old, step.new);
    }
  }
  await run.snapshot.save();
}

async function refresh(run: Run, old: Resource): Promise<Step | undefined> {
  if (run.halt.signal.aborted) return undefined;
  const step = makeStep("refresh", { old, new: old });
  if (!old.custom) {
    run.report.note({ ...step, found: "same" });
    return undefined;
  }
  try {
    return await run.report.perform(step, () => look(run, old));
  } catch (error) {
    if (!(error instanceof ReportedError)) throw error;
    run.halt.abort();
    return undefined;
  }
}

async function look(run: Run, old: Resource): Promise<Step> {
  const { type } = run.registry.resource(old.type);
  const found = await type.read(old.id ?? "", providerState(old));
  return found === undefined
    ? { ...makeStep("refresh", { old }), found: "delete" }
    : compare(old, revise(old, found), type);
}

function revise(old: Resource, found: ReturnType<typeof providerState>): Resource {
  const inputs = markSecrets(found.inputs, old.inputs);
  const outputs = markSecrets(found.outputs, old.outputs, old.additionalSecretOutputs);
  const isSame = sameValue(inputs, old.inputs) && sameValue(outputs, old.outputs);
  return {
    ...old,
    id: found.id,
    inputs,
    outputs,
    modified: isSame ? old.modified : new Date().toISOString(),
  };
}

/**
 * What the refresh of one resource found, told as the CLI does: as what an unchanged program would
 * change back.
 */
function compare(old: Resource, revised: Resource, type: ResourceType): Step {
  const { result: wanted } = resetPaths(old.inputs, revised.inputs, old.ignoreChanges);
  const { changed } = decide({ ...old, replaceOnChanges: [] }, revised, wanted, type);
  const step = makeStep("refresh", { old, new: revised }, { changed, replaces: [] });
  return { ...step, found: changed.length > 0 ? "update" : "same" };
}
