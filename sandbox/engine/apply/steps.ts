/**
 * The operations on one custom resource: planned in a preview, carried out and saved in a
 * deployment.
 */
import { EngineError } from "../errors";
import type { Step } from "../events";
import {
  hideOutputs,
  inputsForProvider,
  markOutputs,
  previewCreate,
  previewUpdate,
} from "../plan/planner";
import type { Diff, KeepId, ResourceState, ResourceType } from "../provider";
import { providerState, type Resource } from "../state/resource";
import type { Run } from "../run/run";
import type { PendingOperation } from "../state/stateFile";
import { nameOf } from "../state/urn";
import { markSecrets, reveal } from "../state/value";

/** Describes a step; what differs is empty unless given. */
export function makeStep(
  op: Step["op"],
  states: { readonly old?: Resource | undefined; readonly new?: Resource | undefined },
  { changed, replaces }: Diff = { changed: [], replaces: [] },
): Step {
  const resource = states.new ?? states.old;
  if (resource === undefined) throw new TypeError("a step is about a resource");
  const { urn, type } = resource;
  return { op, urn, type, name: nameOf(urn), ...states, diff: changed, replaces };
}

/**
 * A resource that the state already describes: only what the program says about it may have
 * changed.
 */
export function keepSame(run: Run, wanted: Resource, old: Resource): Resource {
  const kept: Resource = {
    ...wanted,
    id: old.id,
    outputs: hideOutputs(old.outputs, wanted),
    created: old.created,
    modified: old.modified,
  };
  // Not saved by itself: until the next save, the old state is as good.
  run.snapshot.record(kept, old);
  run.report.note(makeStep("same", { old, new: kept }));
  return kept;
}

/**
 * Creates a resource, perhaps in place of another one; that stays in the state, marked, until it
 * has been deleted.
 */
export async function create(
  run: Run,
  wanted: Resource,
  type: ResourceType,
  replaced?: { readonly old: Resource; readonly diff: Diff },
): Promise<Resource> {
  const op = replaced === undefined ? "create" : "create-replacement";
  const planned: Resource = {
    ...wanted,
    outputs: hideOutputs(previewCreate(wanted.inputs, type), wanted),
  };
  const step = makeStep(op, { old: replaced?.old, new: planned }, replaced?.diff);
  return perform(run, step, async () => {
    const inputs = reveal(wanted.inputs);
    await type.plan?.(inputs, undefined);
    let created = planned;
    if (!run.dryRun) {
      const begun = { ...wanted, created: new Date().toISOString() };
      const made = await whileNoted(run, "creating", begun, (keepId) =>
        type.create(inputs, keepId),
      );
      const now = new Date().toISOString();
      const outputs = markOutputs(made.outputs, wanted, type);
      created = { ...wanted, id: made.id, outputs, created: now, modified: now };
    }
    if (replaced !== undefined) run.snapshot.replace(replaced.old);
    return { now: created };
  });
}

/** Updates a resource in place. */
export async function update(
  run: Run,
  wanted: Resource,
  old: Resource,
  diff: Diff,
  type: ResourceType,
): Promise<Resource> {
  const preview = previewUpdate(old, wanted.inputs, diff.changed, type);
  const planned: Resource = {
    ...wanted,
    id: old.id,
    outputs: hideOutputs(preview, wanted),
    created: old.created,
    modified: old.modified,
  };
  const step = makeStep("update", { old, new: planned }, diff);
  const inputs = inputsForProvider(wanted.inputs, old, wanted.ignoreChanges);
  const state = providerState(old);
  // A part of comparing in the real provider: where this fails, there is no step yet.
  await type.plan?.(inputs, state);
  return perform(run, step, async () => {
    if (run.dryRun) return { now: planned, old };
    const answer = await whileNoted(run, "updating", planned, () => type.update(state, inputs));
    const outputs = markOutputs(answer, wanted, type);
    return { now: { ...planned, outputs, modified: new Date().toISOString() }, old };
  });
}

/**
 * Whether the `protect` option keeps a resource from leaving. Of a replaced one that was asked
 * before its replacement.
 */
export function isKept({ protect, pendingDelete }: Resource): boolean {
  return protect && !pendingDelete;
}

/**
 * Deletes a resource and takes it out of the state.
 *
 * @param withoutRequest true where it goes by itself (`deletedWith`).
 * @throws EngineError in the CLI's words where it is protected.
 */
export async function remove(run: Run, old: Resource, withoutRequest: boolean): Promise<void> {
  const op = old.pendingDelete ? "delete-replaced" : "delete";
  await run.report.perform(makeStep(op, { old }), async () => {
    if (isKept(old)) {
      throw new EngineError(
        `resource "${old.urn}" cannot be deleted\n` +
          "because it is protected. To unprotect the resource, either remove the `protect` flag from the resource " +
          `in your Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${old.urn}'\``,
      );
    }
    if (!run.dryRun && !withoutRequest && old.custom) {
      const { type } = run.registry.resource(old.type);
      await whileNoted(run, "deleting", old, () => type.delete(providerState(old)));
    }
    run.snapshot.remove(old);
    await run.snapshot.save();
    return undefined;
  });
}

/**
 * Takes a resource that exists under `importId` into the state.
 *
 * @throws EngineError where there is none.
 */
export async function importResource(
  run: Run,
  wanted: Resource,
  importId: string,
  type: ResourceType,
): Promise<Resource> {
  return perform(run, makeStep("import", { new: wanted }), async () => {
    const found = await type.read(importId);
    if (found === undefined) throw new EngineError(`resource '${importId}' does not exist`);
    return { now: asFound(wanted, found, type) };
  });
}

/** The state of a resource that was found where this stack has none of it yet. */
export function asFound(wanted: Resource, found: ResourceState, type: ResourceType): Resource {
  const now = new Date().toISOString();
  return {
    ...wanted,
    id: found.id,
    inputs: markSecrets(found.inputs, wanted.inputs),
    outputs: markOutputs(found.outputs, wanted, type),
    created: now,
    modified: now,
  };
}

/** Reports a step around the work that it is, and puts what comes of it in the saved state. */
async function perform(
  run: Run,
  step: Step,
  work: () => Promise<{ readonly now: Resource; readonly old?: Resource | undefined }>,
): Promise<Resource> {
  const done = await run.report.perform(step, async () => {
    const { now, old } = await work();
    run.snapshot.record(now, old);
    await run.snapshot.save();
    return { ...step, new: now };
  });
  return done.new;
}

/**
 * Makes a request with a note of it in the saved state, so that the next run can tell that this one
 * was interrupted. The note goes when the resource is recorded or removed, or at once where the
 * request failed.
 */
async function whileNoted<T>(
  run: Run,
  kind: PendingOperation["type"],
  resource: Resource,
  request: (keepId: KeepId) => Promise<T>,
): Promise<T> {
  const { snapshot } = run;
  let note = snapshot.begin(kind, resource);
  try {
    await snapshot.save();
    return await request(async (id) => {
      note = snapshot.identify(note, id);
      await snapshot.save();
    });
  } catch (error) {
    snapshot.end(note);
    await snapshot.save();
    throw error;
  }
}
