/** The providers that programs use without naming them: one entry in the state for each package. */
import { randomUUID } from "node:crypto";
import type { Provider } from "../provider";
import type { Resource } from "../state/resource";
import type { Run } from "../run/run";
import { makeUrn } from "../state/urn";
import { UNKNOWN_MARKER } from "../program/wire";

/**
 * The reference to a package's default provider; its entry is put in the state the first time.
 *
 * @param wanted the version that the program's SDK asks for, "" for any; another one than ours is
 * warned of the first time.
 */
export function useDefaultProvider(run: Run, provider: Provider, wanted: string): string {
  const { name, version } = provider;
  const { project, stack, dryRun, snapshot, report } = run;
  const type = `pulumi:providers:${name}`;
  const label = `default_${version.replaceAll(".", "_")}`;
  const urn = makeUrn({ project: project.name, stack, type, name: label });
  const recorded = snapshot.recorded(urn);
  if (recorded !== undefined) return `${urn}::${recorded.id ?? ""}`;
  if (wanted !== "" && wanted !== version) {
    report.say(
      "warning",
      `embedded engine: the program is written for "${name}" ${wanted}; ` +
        `what runs here behaves like ${version}`,
    );
  }
  const old = snapshot.old(urn);
  const id = old?.id ?? (dryRun ? UNKNOWN_MARKER : randomUUID());
  const now = new Date().toISOString();
  const entry: Resource = {
    urn,
    type,
    id,
    inputs: { version },
    outputs: { version },
    custom: true,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    ignoreChanges: [],
    additionalSecretOutputs: [],
    pendingDelete: false,
    created: now,
    modified: now,
  };
  snapshot.record(old ?? entry, old);
  return `${urn}::${id}`;
}
