/** Reads every resource of a stack and puts what is found in the state, before a run or as one. */
import { makeStep } from "./apply";
import { messageOf } from "./errors";
import type { Step } from "./events";
import { decide } from "./planner";
import { resetPaths } from "./propertyPath";
import type { ResourceType } from "./provider";
import { isProviderEntry, providerState, type Resource } from "./resource";
import type { Run } from "./run";
import { markSecrets, sameValue } from "./value";

/**
 * Refreshes all resources side by side. What has vanished is taken out of the state. A failure is reported and asks the run
 * to stop.
 */
export async function refreshAll(run: Run): Promise<void> {
  const targets = run.snapshot.resources.filter(
    (each) => each.custom && !each.pendingDelete && !isProviderEntry(each),
  );
  const steps = await Promise.all(targets.map((each) => refresh(run, each)));
  // In the state's order, and only now: whoever vanished was still a dependency to those read beside it.
  for (const step of steps) {
    if (step?.found === "delete" && step.old !== undefined) run.snapshot.remove(step.old);
    else if (step?.old !== undefined && step.new !== undefined) {
      run.snapshot.revise(step.old, step.new);
    }
  }
  await run.snapshot.save();
}

async function refresh(run: Run, old: Resource): Promise<Step | undefined> {
  if (run.halt.isRequested) return undefined;
  const running = run.report.start(makeStep("refresh", { old }));
  try {
    const { type } = run.registry.resource(old.type);
    const found = await type.read(old.id ?? "", providerState(old));
    const step: Step =
      found === undefined
        ? { ...makeStep("refresh", { old }), found: "delete" }
        : compare(old, revise(old, found), type);
    running.done(step);
    return step;
  } catch (error) {
    running.failed();
    run.report.say("error", messageOf(error), old.urn);
    run.halt.request();
    return undefined;
  }
}

function revise(old: Resource, found: ReturnType<typeof providerState>): Resource {
  const inputs = old.external ? old.inputs : markSecrets(found.inputs, old.inputs);
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

/** What the refresh of one resource found, told as the CLI does: as what an unchanged program would change back. */
function compare(old: Resource, revised: Resource, type: ResourceType): Step {
  if (old.external) {
    const isSame = sameValue(old.outputs, revised.outputs);
    const step = makeStep("refresh", { old, new: revised });
    return { ...step, found: isSame ? "same" : "update" };
  }
  const { result: wanted } = resetPaths(old.inputs, revised.inputs, old.ignoreChanges);
  const decision = decide({ ...old, replaceOnChanges: [] }, revised, wanted, type);
  const changed = decision.op === "same" ? [] : decision.changed;
  const step = makeStep("refresh", { old, new: revised }, { changed, replaces: [] });
  return { ...step, found: changed.length > 0 ? "update" : "same" };
}
