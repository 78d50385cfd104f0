/**
 * Makes a resource type of the azuread provider out of its fields and the requests that its verbs
 * make.
 */
import type { KeepId, Properties, ResourceType } from "../engine/provider";
import { checkInputs } from "./schema/checkInputs";
import { compareInputs } from "./schema/compareInputs";
import { inputsFromOutputs, nullWhereUnset, refreshInputs } from "./schema/deriveInputs";
import type { Fields } from "./schema/fields";
import { inSetOrder } from "./schema/setOrder";
import { holdsUnknown, only } from "./values";

/** What an update has to do. */
export interface Update {
  readonly id: string;
  /** The wanted inputs; those left to the resource are filled in from its outputs. */
  readonly wanted: Properties;
  readonly outputs: Properties;
  /** The names of the inputs that differ. */
  readonly changed: ReadonlySet<string>;
}

/** A resource type, told by what is its own. */
export interface ResourceDefinition {
  /** E.g. "Application". */
  readonly name: string;
  readonly fields: Fields;
  /** Outputs that only the directory can know, beside inputs that it keeps. Default: none. */
  readonly outputs?: Fields;
  /**
   * The computed outputs that change with inputs; they count as changed themselves, and are unknown
   * in a preview.
   */
  readonly recomputed?: (
    changes: Pick<Update, "wanted" | "outputs" | "changed">,
  ) => readonly string[];
  /** Inputs of which one must be given. Default: none. */
  readonly atLeastOneOf?: readonly string[] | undefined;
  /** Requests made while planning; `outputs` are those of the present resource, if there is one. */
  readonly plan?: (inputs: Properties, outputs: Properties | undefined) => Promise<void>;
  /** Makes the resource; its outputs are read back afterwards. @returns its id. */
  readonly create: (inputs: Properties, keepId: KeepId) => Promise<string>;
  /** Finds what an interrupted `create` has made: {@link ResourceType.find}. */
  readonly find?: ResourceType["find"];
  /**
   * @param known the inputs or outputs so far, for what the directory does not keep.
   * @returns the outputs, or undefined where the resource does not exist.
   */
  readonly read: (id: string, known: Properties) => Promise<Properties | undefined>;
  /** Absent: every input replaces. */
  readonly update?: ((update: Update) => Promise<void>) | undefined;
  readonly delete: (id: string, outputs: Properties) => Promise<void>;
}

/** Completes a definition with checking, comparing and reading back. */
export function defineResource(definition: ResourceDefinition): ResourceType {
  const { fields, plan, find, atLeastOneOf = [] } = definition;
  const name = `azuread.${definition.name}`;
  const kept = only(fields, (_, field) => field.kept === true);

  async function readBack(id: string, inputs: Properties, known: Properties): Promise<Properties> {
    const outputs = await definition.read(id, known);
    if (outputs === undefined) {
      // The real provider ends in this sentence too: the resource was written, but the directory
      // does not show it.
      throw new Error(
        `expected non-nil error with nil state: "${id}" was written but cannot be read back`,
      );
    }
    return nullWhereUnset(fields, inputs, { ...outputs, id });
  }

  return {
    token: tokenOf(definition.name),
    computed: Object.keys({ ...kept, ...definition.outputs }).sort(),
    isUpdatable: definition.update !== undefined,
    check(inputs) {
      const checked = checkInputs(name, fields, inputs);
      if (atLeastOneOf.length === 0 || atLeastOneOf.some((each) => each in checked.inputs)) {
        return checked;
      }
      const names = atLeastOneOf.map((each) => `"${each}"`).join(", ");
      const reason = `One of ${names} must be given.`;
      return { ...checked, failures: [...checked.failures, { property: "", reason }] };
    },
    diff(old, inputs) {
      const { outputs } = old;
      const { changed, replaces } = compareInputs(fields, inputs, outputs);
      const changes = { wanted: inputs, outputs, changed: new Set(changed) };
      return {
        changed: [...changed, ...(definition.recomputed?.(changes) ?? [])].sort(),
        replaces,
      };
    },
    ...(plan === undefined ? {} : { plan: (inputs, old) => plan(inputs, old?.outputs) }),
    async create(inputs, keepId = () => Promise.resolve()) {
      refuseUnknown(name, inputs);
      const id = await definition.create(inSetOrder(fields, inputs), keepId);
      return { id, outputs: await readBack(id, inputs, inputs) };
    },
    ...(find === undefined ? {} : { find }),
    async read(id, old) {
      const found = await definition.read(id, old?.outputs ?? {});
      if (found === undefined) return undefined;
      const outputs = nullWhereUnset(fields, old?.inputs ?? {}, { ...found, id });
      const inputs =
        old === undefined
          ? inputsFromOutputs(fields, outputs)
          : refreshInputs(fields, old.inputs, outputs);
      return { id, inputs, outputs };
    },
    async update(old, inputs) {
      refuseUnknown(name, inputs);
      if (definition.update === undefined) {
        throw new Error(
          `"${old.id}" cannot be updated: ${name} doesn't support update. Refresh first.`,
        );
      }
      const changed = new Set(compareInputs(fields, inputs, old.outputs).changed);
      const wanted = inSetOrder(fields, {
        ...only(old.outputs, (name) => name in kept),
        ...inputs,
      });
      await definition.update({ id: old.id, wanted, outputs: old.outputs, changed });
      return readBack(old.id, inputs, { ...old.outputs, ...inputs });
    },
    delete: (old) => definition.delete(old.id, old.outputs),
  };
}

/** "azuread:index/application:Application", of a type's or a function's name. */
export function tokenOf(name: string): string {
  return `azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

function refuseUnknown(name: string, inputs: Properties): void {
  if (holdsUnknown(inputs)) {
    throw new Error(`An input of ${name} is still unknown; unknown values exist in previews only.`);
  }
}
