import path from "node:path";
import { formatProblems } from "../../components/rules/reading/problem";
import { isUuid } from "../../components/rules/reading/schema";
import { createAz } from "../az/az";
import { CliError, UsageError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { stackCommands } from "../stackCommands";
import { readStackFile, type StackFile } from "../stackFile";
import { when } from "../when";
import { describeAdopted } from "./describeAdopted";
import { describeExistingFor } from "./describeExisting";
import { type DeployedRegistration, readDeployed } from "../outputs/deployed";
import { factsOf } from "./facts";
import { judge } from "./judge";
import { type Conflict, mergeConfig } from "./mergeConfig";
import { otherStacks } from "./otherStacks";
import { readRegistration } from "./readRegistration";
import { conflictLines, type Adoption, reportLines, toJson } from "./report";

/** The options of `adopt`. */
export interface AdoptOptions extends StackOptions {
  /** The registration's client id. */
  readonly clientId: string;
  readonly mode: "adopt" | "existing";
  /** Overwrite keys of the file that say something else. */
  readonly force: boolean;
  /** Write nothing, and print the file. */
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * Reads a registration and writes the config that describes it into the stack's file.
 *
 * @throws CliError with nothing written; UsageError for options that do not go together.
 */
export async function adoptCommand(options: AdoptOptions, deps: Deps): Promise<void> {
  const { mode, timeoutMs } = options;
  const { io, run } = deps;
  const clientId = options.clientId.toLowerCase();
  if (!isUuid(clientId)) {
    throw new UsageError(
      `"--client-id" is "${options.clientId}": it must be a UUID, the "Application (client) ID" of the portal`,
    );
  }
  const place = placeOf(options, io.cwd);
  const file = await readStackFile(place.folder, place.stack);
  const deployed = await readDeployed(options, deps);
  refuseOthers(deployed, mode, clientId, place.stack);
  const { environment } = deployed;
  const az = createAz({ run, environment, timeoutMs });
  const tenants = tenantsOf(file, environment);
  const found = await readRegistration(az, clientId, tenants);
  const described =
    mode === "adopt"
      ? describeAdopted(found, file.identity)
      : describeExistingFor(found, {
          identity: file.identity,
          config: file.config,
          resources: await deployed.resources(),
        });
  if (!described.ok) throw refused(formatProblems("The registration", described.problems));
  const { conflicts, edits, config } = mergeConfig(
    file.config,
    described.value,
    found.application,
    file.identity,
    mode,
  );
  if (conflicts.length > 0 && !options.force) throw inConflict(file, conflicts, mode);
  const judged = judge(config, file.identity, factsOf(found));
  if (!judged.ok) throw refused(formatProblems(`The config of "${file.name}"`, judged.problems));
  const text = file.edited(edits);
  if (!options.dryRun && text !== file.text) await file.write(text);
  const { state, failure } = deployed;
  const adoption: Adoption = {
    ...described.value,
    warnings: [
      ...when(mode === "adopt", ...otherStacks(found, file.identity.project, await file.others())),
      ...described.value.warnings,
      ...when(state === "unread", {
        code: "stack.unread",
        text: `Whether the stack has a registration already was not seen: ${failure?.message ?? ""}`,
      }),
    ],
    mode,
    name: found.application.displayName,
    clientId,
    tenantId: found.caller.tenantId,
    file: file.name,
    state: options.dryRun ? "dry run" : text === file.text ? "as it was" : "written",
    isThere: state === "there",
    commands: stackCommands(options.source, io.cwd),
  };
  if (options.json) {
    io.out(toJson(adoption));
  } else if (options.dryRun) {
    io.out(text);
    for (const line of reportLines(adoption)) io.talk(line);
  } else {
    io.out(`${reportLines(adoption).join("\n")}\n`);
  }
}

/** Where the stack's project is, and the stack's name. */
export function placeOf(
  { source }: StackOptions,
  cwd: string,
): { readonly folder: string; readonly stack: string } {
  if (source.kind === "file") {
    throw new UsageError('"--outputs" has no config of a stack: name the stack with "--stack"');
  }
  if (source.kind === "sandbox") return { folder: cwd, stack: source.stack };
  if (source.stack === undefined) {
    throw new UsageError('"--stack" is missing: name the stack whose config is written');
  }
  return { folder: path.resolve(cwd, source.cwd ?? "."), stack: source.stack };
}

function tenantsOf(
  { all, name }: StackFile,
  environment: Readonly<Record<string, string | undefined>>,
): readonly { readonly place: string; readonly tenantId: string }[] {
  return [
    { place: `"azuread:tenantId" in "${name}"`, tenantId: all["azuread:tenantId"] },
    { place: 'the variable "ARM_TENANT_ID"', tenantId: environment["ARM_TENANT_ID"] },
  ].flatMap(({ place, tenantId }) =>
    typeof tenantId === "string" && tenantId !== "" ? [{ place, tenantId }] : [],
  );
}

/** What a stack has made, it deletes when its config stops saying it. */
function refuseOthers(
  { registration }: DeployedRegistration,
  mode: AdoptOptions["mode"],
  clientId: string,
  stack: string,
): void {
  if (registration === undefined) return;
  if (registration.mode === mode && registration.clientId === clientId) return;
  const what =
    registration.mode === "create"
      ? `made the registration "${registration.clientId}" itself, and would delete it`
      : `has the registration "${registration.clientId}" in mode ${registration.mode}, and would let go of it`;
  throw new CliError("adopt.other-registration", `The stack "${stack}" ${what}.`, [
    'Name a new stack with "--stack".',
  ]);
}

function refused(problems: string): CliError {
  return new CliError("adopt.refused", problems);
}

function inConflict(
  { name }: StackFile,
  conflicts: readonly Conflict[],
  mode: AdoptOptions["mode"],
): CliError {
  return new CliError(
    "stack-file.conflict",
    [
      `"${name}" says something else than the registration, so nothing was written:`,
      ...conflictLines(conflicts, mode),
    ].join("\n"),
    ['Take these keys out, or overwrite them with "--force".'],
  );
}
