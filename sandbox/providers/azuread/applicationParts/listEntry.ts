/**
 * One entry of a list that an application holds, as a resource of its own: each change reads the
 * application, edits the list and writes the whole of it.
 */
import type { Properties, ResourceType, Value } from "../../../engine/provider";
import { fromGraph, toGraph } from "../../schema/graphForm";
import { isRecord, only, text } from "../../values";
import type { ApplicationList } from "../applicationLists";
import { disableBeforeChange, type Entitlements } from "../disableEntitlements";
import { isNotFound } from "../graphClient";
import { during } from "../graphError";
import type { Session } from "../session";
import { definePart, type PartDefinition, type PartPlace } from "./definePart";

/** What one kind of entry has of its own; its fields tell what it holds: {@link toGraph}. */
export interface ListEntry extends Pick<
  PartDefinition,
  "name" | "fields" | "ids" | "atLeastOneOf"
> {
  /** For people, e.g. "permission scope". */
  readonly noun: string;
  readonly list: ApplicationList | Entitlements;
  /** The input that tells the entries of one application apart, e.g. "scopeId". */
  readonly key: string;
  /** Where the fields do not tell how an entry looks. */
  readonly form?: {
    readonly keyOf: (entry: Value) => string;
    readonly of: (inputs: Properties) => Value;
    /** Outputs beyond the key as the id has it. */
    readonly outputs: (entry: Value) => Properties;
  };
  /** Members that every entry has. */
  readonly constant?: Properties;
  /** Deleting the entry of an application that is gone succeeds. */
  readonly goneWithApplication?: true;
}

/** Makes the resource type. */
export function listEntry(session: Session, kind: ListEntry): ResourceType {
  const { graph } = session;
  const { name, fields, ids, key: keyInput, list, atLeastOneOf } = kind;
  const keyField = only(fields, (each) => each === keyInput);
  const beyondKey = only(fields, (each) => each !== keyInput);
  const form = kind.form ?? {
    keyOf: (entry) => text(outputsIn(keyField, entry), keyInput),
    of: (inputs) => ({ ...toGraph(fields, inputs, true), ...kind.constant }),
    outputs: (entry) => outputsIn(beyondKey, entry),
  };
  const isSame = (entry: Value, key: string): boolean =>
    form.keyOf(entry).toLowerCase() === key.toLowerCase();

  function entriesIn({ objectId, path }: PartPlace): Promise<readonly Value[]> {
    return during(`retrieving Application (Application ID: "${objectId}")`, async () =>
      list.of(await graph.get(path)),
    );
  }

  /** Writes the list with another entry in the place of one, or without it. */
  async function edit(verb: string, place: PartPlace, wanted?: Value): Promise<void> {
    const { id, objectId, path, key } = place;
    const entries = await entriesIn(place);
    const isThere = entries.some((entry) => isSame(entry, key));
    if (!isThere && (wanted !== undefined || kind.goneWithApplication !== true)) {
      throw new Error(`${verb} "${id}": could not identify existing ${kind.noun}`);
    }
    const edited = entries.flatMap((entry): readonly Value[] =>
      isSame(entry, key) ? (wanted === undefined ? [] : [wanted]) : [entry],
    );
    const body = list.body(edited, objectId);
    await during(`${verb} "${id}"`, async () => {
      if ("isChanged" in list) await disableBeforeChange(session, list, objectId, body);
      await graph.patch(path, body);
    });
  }

  return definePart(session, {
    name,
    fields,
    ids,
    key: keyInput,
    atLeastOneOf,
    async create(place, inputs, begin) {
      const { id, objectId, path, key } = place;
      const entries = await entriesIn(place);
      await begin(entries.some((entry) => isSame(entry, key)));
      // Nothing that is there changes, so nothing has to be disabled.
      const body = list.body([...entries, form.of(inputs)], objectId);
      await during(`creating "${id}"`, () => graph.patch(path, body));
    },
    async read({ path, key }) {
      const application = await graph.find(path);
      const entry = application && list.of(application).find((each) => isSame(each, key));
      return entry === undefined ? undefined : form.outputs(entry);
    },
    update: Object.values(fields).every(({ replaces }) => replaces)
      ? undefined
      : (place, { wanted }) => edit("updating", place, form.of(wanted)),
    async delete(place) {
      try {
        await edit("deleting", place);
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        if (kind.goneWithApplication !== true || !isNotFound(cause)) throw error;
      }
    },
  });
}

function outputsIn(fields: ListEntry["fields"], entry: Value): Properties {
  return isRecord(entry) ? fromGraph(fields, entry) : {};
}
