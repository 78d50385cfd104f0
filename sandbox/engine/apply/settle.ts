/**
 * Settles what a killed run has left open, as far as a provider can tell: the CLI can only warn of
 * it, and its `refresh` asks people for ids (`--import-pending-creates`) or clears the notes. What
 * was being created and exists is put in the state, as it is; what was being changed or deleted is
 * looked at again.
 */
import { refreshResources } from "./refresh";
import { asFound } from "./steps";
import type { Run } from "../run/run";
import type { Resource } from "../state/resource";
import { reveal } from "../state/value";

/**
 * What comes before a run: settles what an earlier one has left open, and refreshes all resources
 * where that is asked for. A failure is reported and asks the run to stop.
 */
export async function lookFirst(run: Run, isRefreshed: boolean): Promise<void> {
  const { snapshot, halt } = run;
  if (!isRefreshed && snapshot.pending.length === 0) return;
  const interrupted = snapshot.olds.filter((each) => snapshot.isInterrupted(each));
  await settlePending(run);
  if (!halt.signal.aborted) await refreshResources(run, isRefreshed ? snapshot.olds : interrupted);
}

async function settlePending(run: Run): Promise<void> {
  const { snapshot, report, halt } = run;
  const { pending } = snapshot;
  if (pending.length === 0) return;
  const lines: string[] = [];
  for (const operation of pending) {
    const { type, resource } = operation;
    try {
      const outcome =
        type === "creating"
          ? await settleCreation(run, resource)
          : "it is looked at again, and an up finishes it";
      lines.push(`  * ${resource.urn}, interrupted while ${type}: ${outcome}`);
    } catch (error) {
      report.sayError(error, resource.urn);
      halt.abort();
      return;
    }
    // The others' notes stay until an up has come to them: not all that a half-done change leaves
    // can be seen.
    if (type === "creating") snapshot.end(operation);
  }
  report.say(
    "warning",
    `an earlier run was interrupted while it was at work on:\n${lines.join("\n")}`,
  );
}

/** Puts what was being created in the state, if it exists. @returns what is said of it. */
async function settleCreation(run: Run, wanted: Resource): Promise<string> {
  const { type } = run.registry.resource(wanted.type);
  if (wanted.id === undefined && type.find === undefined) {
    return "nothing shows whether it was made, and it counts as not made";
  }
  const inputs = reveal(wanted.inputs);
  const begun = new Date(wanted.created ?? Date.now());
  const id = wanted.id ?? (await type.find?.(inputs, begun));
  const found = id === undefined ? undefined : await type.read(id, { id, inputs, outputs: inputs });
  if (found === undefined) return "it does not exist";
  run.snapshot.adopt(asFound(wanted, found, type));
  return "it exists, and is the stack's";
}
