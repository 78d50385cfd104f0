/**
 * The state file, in the shape of `pulumi stack export --show-secrets` (deployment version 3), so
 * that the two can be compared. Secrets are marked and not encrypted: they are the emulated
 * directory's, and nobody but its owner can read the file. It is written whole or not at all.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go
 */
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { writeWhole } from "../../wholeFile";
import { EngineError, messageOf } from "../errors";
import { hasCode } from "../fields";
import type { Resource } from "./resource";
import { isSecret, mapLeaves, mapValues, type StateValue } from "./value";
import { readValue, SECRET_SIGNATURE, SIGNATURE } from "../program/wire";

/**
 * An operation that was under way when the state was written; if it is still there, the run was
 * interrupted.
 */
export interface PendingOperation {
  readonly type: "creating" | "updating" | "deleting";
  readonly resource: Resource;
}

/** What a state file holds. */
export interface State {
  readonly resources: readonly Resource[];
  readonly pending: readonly PendingOperation[];
}

const Urns = v.optional(v.array(v.string()), []);
const Plain = v.optional(v.record(v.string(), v.unknown()), {});
const StoredFields = v.object({
  urn: v.string(),
  custom: v.boolean(),
  id: v.optional(v.string()),
  type: v.string(),
  inputs: Plain,
  outputs: Plain,
  parent: v.optional(v.string()),
  protect: v.optional(v.boolean(), false),
  // What was only looked up is not the stack's to delete, and the engine looks nothing up.
  external: v.optional(v.literal(false)),
  delete: v.optional(v.boolean(), false),
  dependencies: Urns,
  provider: v.optional(v.string()),
  propertyDependencies: v.optional(v.record(v.string(), v.array(v.string())), {}),
  additionalSecretOutputs: Urns,
  importID: v.optional(v.string()),
  deletedWith: v.optional(v.string()),
  created: v.optional(v.string()),
  modified: v.optional(v.string()),
  ignoreChanges: Urns,
});
const StoredResource = v.pipe(StoredFields, v.transform(restoreResource));
const StoredState = v.object({
  version: v.literal(3),
  deployment: v.object({
    resources: v.optional(v.array(StoredResource), []),
    pending_operations: v.optional(
      v.array(
        v.object({
          type: v.picklist(["creating", "updating", "deleting"]),
          resource: StoredResource,
        }),
      ),
      [],
    ),
  }),
});

/**
 * Reads a state file. A missing one is the state of a stack that was never deployed.
 *
 * @throws EngineError where the file is not a state, or holds encrypted secrets, as earlier
 * versions wrote them.
 */
export async function readState(file: string): Promise<State> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return { resources: [], pending: [] };
    throw new EngineError(`cannot read the state "${file}": ${messageOf(error)}`);
  }
  try {
    const { deployment } = v.parse(StoredState, JSON.parse(text));
    return { resources: deployment.resources, pending: deployment.pending_operations };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError(
      `"${file}" is not a state of deployment version 3: ${messageOf(error)}; delete it to start over`,
    );
  }
}

/**
 * Writes a state file, readable by its owner only. @throws EngineError where that fails; the file
 * is as before then.
 */
export async function writeState(file: string, state: State): Promise<void> {
  const text = JSON.stringify(exportState(state, storeValue), undefined, 2);
  try {
    await writeWhole(file, `${text}\n`);
  } catch (error) {
    throw new EngineError(`cannot write the state "${file}": ${messageOf(error)}`);
  }
}

/** The state as a JSON value; `store` makes JSON of a property's value. */
export function exportState(
  { resources, pending }: State,
  store: (value: StateValue) => unknown,
): unknown {
  return {
    version: 3,
    deployment: {
      manifest: { time: new Date().toISOString(), magic: "", version: "embedded" },
      resources: resources.map((each) => storeResource(each, store)),
      ...(pending.length > 0 && {
        pending_operations: pending.map(({ type, resource }) => ({
          resource: storeResource(resource, store),
          type,
        })),
      }),
      metadata: {},
    },
  };
}

/** One resource as a JSON value; `store` makes JSON of a property's value. */
export function storeResource(
  resource: Resource,
  store: (value: StateValue) => unknown,
): Readonly<Record<string, unknown>> {
  const { pendingDelete, importId, inputs, outputs, protect, ...rest } = resource;
  const fields = {
    ...rest,
    delete: pendingDelete || undefined,
    importID: importId,
    inputs: mapValues(inputs, store),
    outputs: mapValues(outputs, store),
    protect: protect || undefined,
  };
  // As in Pulumi's file, what is empty is left out.
  const isEmpty = (value: unknown): boolean =>
    typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function restoreResource(stored: v.InferOutput<typeof StoredFields>): Resource {
  const { delete: pendingDelete, importID: importId, inputs, outputs, ...rest } = stored;
  return {
    ...rest,
    pendingDelete,
    importId,
    inputs: mapValues(inputs, restoreValue),
    outputs: mapValues(outputs, restoreValue),
  };
}

function storeValue(value: StateValue): unknown {
  return mapLeaves<unknown>(value, (leaf) =>
    isSecret(leaf)
      ? { [SIGNATURE]: SECRET_SIGNATURE, plaintext: JSON.stringify(storeValue(leaf.reveal())) }
      : leaf,
  );
}

function restoreValue(value: unknown): StateValue {
  return readValue(value, ({ plaintext }) => {
    if (typeof plaintext === "string") return restoreValue(JSON.parse(plaintext));
    throw new EngineError("the state holds encrypted secrets; delete it to start over");
  });
}
