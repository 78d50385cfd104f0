/**
 * Deletes what a program no longer declares, or a whole stack: what depends on a resource goes
 * before it does.
 */
import { isKept, remove } from "./steps";
import { ReportedError } from "../errors";
import { dependsOn, isProviderEntry, type Resource } from "../state/resource";
import type { Run } from "../run/run";

/**
 * Deletes resources, side by side where they do not depend on each other. What a failed one depends
 * on is kept. The failure of a request asks the run to stop; that of a protected resource does not:
 * as in the CLI, all of them are told, and what no protected resource depends on is deleted.
 */
export async function deleteAll(run: Run, targets: readonly Resource[]): Promise<void> {
  const shown = targets.filter((each) => !isProviderEntry(each));
  const leaving = new Set(shown.map((each) => each.urn));
  const outcomes = new Map<Resource, Promise<boolean>>();
  // Later entries of a state depend on earlier ones only, so from the end everyone's dependents are
  // known.
  for (const each of [...shown].reverse()) {
    const dependents = [...outcomes].filter(([other]) => dependsOn(other, each.urn));
    const gone = dependents.map(([, outcome]) => outcome);
    outcomes.set(each, deleteAfter(run, each, leaving, gone));
  }
  await Promise.all(outcomes.values());
  await removeUnusedProviders(run);
}

/** @returns whether the resource is gone. */
async function deleteAfter(
  run: Run,
  old: Resource,
  leaving: ReadonlySet<string>,
  dependents: readonly Promise<boolean>[],
): Promise<boolean> {
  const free = (await Promise.all(dependents)).every(Boolean);
  if (!free || run.halt.signal.aborted) return false;
  const goesByItself = old.deletedWith !== undefined && leaving.has(old.deletedWith);
  try {
    await remove(run, old, goesByItself);
    return true;
  } catch (error) {
    if (!(error instanceof ReportedError)) throw error;
    if (!isKept(old)) run.halt.abort();
    return false;
  }
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
