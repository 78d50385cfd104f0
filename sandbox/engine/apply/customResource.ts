/**
 * Registrations of custom resources: import, create, keep, update or replace, as the program and
 * the state ask for.
 */
import { create, importResource, keepSame, makeStep, update } from "./steps";
import { useDefaultProvider } from "./defaultProviders";
import { EngineError } from "../errors";
import { checkInputs, decide, replacementRefusals } from "../plan/planner";
import type { Diff, ResourceType } from "../provider";
import type { Goal, Resource } from "../state/resource";
import type { Run } from "../run/run";

/**
 * Does what the registration of one custom resource asks for.
 *
 * @param unchecked the state that the program wants, with the inputs as it wrote them.
 * @param old what the last run left of it.
 */
export async function registerCustom(
  run: Run,
  goal: Goal,
  unchecked: Resource,
  old: Resource | undefined,
): Promise<Resource> {
  const { provider, type } = run.registry.resource(goal.type);
  const owned = { ...unchecked, provider: useDefaultProvider(run, provider, goal.version) };
  const imported = await importIfAsked(run, goal, owned, old, type);
  const before = imported ?? takeBack(run, goal, old, type) ?? old;
  const wanted: Resource = { ...owned, inputs: checkInputs(goal, before, type) };

  if (before === undefined) return create(run, wanted, type);

  const decision = decide(goal, before, wanted.inputs, type);
  switch (decision.op) {
    case "same":
      if (imported !== undefined) return imported;
      return run.snapshot.isInterrupted(before) && type.isUpdatable !== false
        ? update(run, wanted, before, decision, type)
        : keepSame(run, wanted, before);
    case "update":
      return update(run, wanted, before, decision, type);
    case "replace":
      return replace(run, goal, wanted, before, decision, type);
  }
}

/**
 * What a killed run has replaced and not deleted yet, where the program wants it again: to create
 * it once more would be refused.
 */
function takeBack(
  { snapshot }: Run,
  goal: Goal,
  old: Resource | undefined,
  type: ResourceType,
): Resource | undefined {
  const replaced = old && snapshot.replaced(old.urn);
  if (old === undefined || replaced === undefined) return undefined;
  const isReplacedBy = (from: Resource): boolean =>
    decide(goal, from, checkInputs(goal, from, type), type).op === "replace";
  return isReplacedBy(old) && !isReplacedBy(replaced)
    ? snapshot.takeBack(replaced, old)
    : undefined;
}

async function importIfAsked(
  run: Run,
  { name, importId }: Goal,
  wanted: Resource,
  old: Resource | undefined,
  type: ResourceType,
): Promise<Resource | undefined> {
  if (importId === undefined || (old?.importId ?? old?.id) === importId) return undefined;
  if (old !== undefined) {
    throw new EngineError(
      `"${name}" is in the state already, as '${old.id ?? ""}'; to import '${importId}' in its place is not ` +
        "implemented by the embedded engine: give the imported resource another name, or use the Pulumi CLI",
    );
  }
  return importResource(run, wanted, importId, type);
}

async function replace(
  run: Run,
  goal: Goal,
  unchecked: Resource,
  old: Resource,
  diff: Diff,
  type: ResourceType,
): Promise<Resource> {
  for (const { severity, message, urn } of replacementRefusals(old, unchecked, goal.importId)) {
    if (!run.dryRun) throw new EngineError(message);
    run.report.say(severity, message, urn);
  }
  // The new one is somebody else: nothing of the old one's inputs is carried over.
  const wanted = { ...unchecked, inputs: checkInputs(goal, undefined, type) };
  const created = await create(run, wanted, type, { old, diff });
  run.report.note(makeStep("replace", { old, new: created }, diff));
  return created;
}
