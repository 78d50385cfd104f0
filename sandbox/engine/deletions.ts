/** Deletes what a program no longer declares, or a whole stack: what depends on a resource goes before it does. */
import { makeStep, remove } from "./apply";
import { EngineError, messageOf } from "./errors";
import { isProviderEntry, type Resource } from "./resource";
import type { Run } from "./run";

/**
 * Deletes resources, side by side where they do not depend on each other. A failure is reported, keeps what the failed
 * resource depends on, and asks the run to stop.
 *
 * @returns false where something is left.
 */
export async function deleteAll(run: Run, targets: readonly Resource[]): Promise<boolean> {
  const shown = targets.filter((each) => !isProviderEntry(each));
  const kept = shown.filter((each) => each.protect && !each.pendingDelete);
  if (kept.length > 0) {
    for (const each of kept) {
      run.report.start(makeStep("delete", { old: each })).failed();
      run.report.sayError(new DeleteProtectedError(each.urn), each.urn);
    }
    run.halt.request();
    return false;
  }

  const leaving = new Set(shown.map((each) => each.urn));
  const outcomes = new Map<Resource, Promise<boolean>>();
  // Later entries of a state depend on earlier ones only, so from the end everyone's dependents are known.
  for (const each of [...shown].reverse()) {
    const before = [...outcomes].filter(([other]) => dependsOn(other, each));
    outcomes.set(
      each,
      deleteAfter(
        run,
        each,
        leaving,
        before.map(([, outcome]) => outcome),
      ),
    );
  }
  const done = (await Promise.all(outcomes.values())).every(Boolean);
  if (done) await removeUnusedProviders(run);
  return done;
}

/** Deletion of a protected resource; the CLI's text. */
export class DeleteProtectedError extends EngineError {
  constructor(urn: string) {
    super(
      `resource "${urn}" cannot be deleted\n` +
        "because it is protected. To unprotect the resource, either remove the `protect` flag from the resource " +
        `in your Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``,
    );
  }
}

async function deleteAfter(
  run: Run,
  old: Resource,
  leaving: ReadonlySet<string>,
  dependents: readonly Promise<boolean>[],
): Promise<boolean> {
  const free = (await Promise.all(dependents)).every(Boolean);
  if (!free || run.halt.isRequested) return false;
  const goesByItself = old.deletedWith !== undefined && leaving.has(old.deletedWith);
  try {
    await remove(run, old, deletionOf(old), goesByItself);
    return true;
  } catch (error) {
    run.report.say("error", messageOf(error), old.urn);
    run.halt.request();
    return false;
  }
}

function deletionOf(old: Resource): "delete" | "delete-replaced" | "discard" {
  if (old.pendingDelete) return "delete-replaced";
  return old.external ? "discard" : "delete";
}

/** True when `other` must be deleted before `resource`. */
function dependsOn(other: Resource, resource: Resource): boolean {
  const { urn } = resource;
  return (
    other.parent === urn ||
    other.deletedWith === urn ||
    other.dependencies.includes(urn) ||
    Object.values(other.propertyDependencies).some((urns) => urns.includes(urn))
  );
}

/** Takes the entries of providers out of the state that nothing refers to any more. */
async function removeUnusedProviders(run: Run): Promise<void> {
  const { resources } = run.snapshot;
  const unused = resources.filter(
    (entry) =>
      isProviderEntry(entry) &&
      !resources.some((each) => each.provider?.startsWith(`${entry.urn}::`) === true),
  );
  for (const entry of unused) run.snapshot.remove(entry);
  if (unused.length > 0) await run.snapshot.save();
}
