/**
 * One entry of a list that an application holds, as a resource of its own. Graph has no requests
 * for single entries: each change reads the application, edits the list and writes the whole of it,
 * alone on that application.
 */
import type { KeepId, Properties, ResourceType, Value } from "../../../engine/provider";
import { defineResource } from "../../defineResource";
import type { Fields } from "../../schema/fields";
import { fromGraph, toGraph } from "../../schema/graphForm";
import { isRecord, only, text } from "../../values";
import type { ApplicationList } from "../applicationLists";
import { disableBeforeChange, type Entitlements } from "../disableEntitlements";
import { isNotFound } from "../graphClient";
import { alreadyExists, during } from "../graphError";
import { applicationIds, applicationObjectId, type IdFormat } from "../ids";
import type { Session } from "../session";

/** What one kind of part has of its own. */
export interface ApplicationPart {
  /** The type's name, e.g. "ApplicationPermissionScope". */
  readonly name: string;
  /** For people, e.g. "permission scope". */
  readonly noun: string;
  /** `applicationId`, and what an entry holds: {@link toGraph}. */
  readonly fields: Fields;
  readonly ids: IdFormat;
  readonly list: ApplicationList | Entitlements;
  /** The input that tells the entries of one application apart, e.g. "scopeId". */
  readonly key: string;
  /** Where the fields do not tell how an entry looks. */
  readonly entry?: {
    readonly keyOf: (entry: Value) => string;
    readonly of: (inputs: Properties) => Value;
    /** Outputs beyond `applicationId`, and beyond the key as the id has it. */
    readonly outputs: (entry: Value) => Properties;
  };
  /** Members that every entry has. */
  readonly constant?: Properties;
  readonly atLeastOneOf?: readonly string[];
  /** True: every input replaces. */
  readonly isFixed?: true;
  /** Deleting the part of an application that is gone succeeds. */
  readonly goneWithApplication?: true;
}

/** Makes the resource type. */
export function applicationPart(session: Session, part: ApplicationPart): ResourceType {
  const { graph } = session;
  const { key: keyInput, list, fields } = part;
  const keyField = only(fields, (name) => name === keyInput);
  const beyondKey = only(fields, (name) => name !== keyInput);
  const entryForm = part.entry ?? {
    keyOf: (entry) => text(outputsIn(keyField, entry), keyInput),
    of: (inputs) => ({ ...toGraph(fields, inputs, true), ...part.constant }),
    outputs: (entry) => outputsIn(beyondKey, entry),
  };
  const pathOf = (objectId: string): string => `/v1.0/applications/${objectId}`;
  const isSame = (entry: Value, key: string): boolean =>
    entryForm.keyOf(entry).toLowerCase() === key.toLowerCase();

  function entriesIn(objectId: string): Promise<readonly Value[]> {
    return during(`retrieving Application (Application ID: "${objectId}")`, async () =>
      list.of(await graph.get(pathOf(objectId))),
    );
  }

  async function write(objectId: string, entries: readonly Value[]): Promise<void> {
    const body = list.body(entries, objectId);
    if ("isChanged" in list) await disableBeforeChange(session, list, objectId, body);
    await graph.patch(pathOf(objectId), body);
  }

  async function create(inputs: Properties, keepId: KeepId): Promise<string> {
    const objectId = applicationObjectId(text(inputs, "applicationId"));
    const key = text(inputs, keyInput);
    const id = part.ids.format(objectId, key);
    await session.exclusively(objectId, async () => {
      const entries = await entriesIn(objectId);
      if (entries.some((entry) => isSame(entry, key))) throw alreadyExists(id, part.name);
      await keepId(id);
      // Nothing that is there changes, so nothing has to be disabled.
      const body = list.body([...entries, entryForm.of(inputs)], objectId);
      await during(`creating "${id}"`, () => graph.patch(pathOf(objectId), body));
    });
    return id;
  }

  async function read(id: string): Promise<Properties | undefined> {
    const { objectId, key } = part.ids.parse(id);
    const application = await graph.find(pathOf(objectId));
    const entry = application && list.of(application).find((each) => isSame(each, key));
    return entry === undefined
      ? undefined
      : {
          applicationId: applicationIds.format(objectId),
          [keyInput]: key,
          ...entryForm.outputs(entry),
        };
  }

  /** Writes the list with another entry in the place of one, or without it. */
  async function edit(verb: string, id: string, wanted?: Value): Promise<void> {
    const { objectId, key } = part.ids.parse(id);
    await session.exclusively(objectId, async () => {
      const entries = await entriesIn(objectId);
      const isThere = entries.some((entry) => isSame(entry, key));
      if (!isThere && (wanted !== undefined || part.goneWithApplication !== true)) {
        throw new Error(`${verb} "${id}": could not identify existing ${part.noun}`);
      }
      const edited = entries.flatMap((entry): readonly Value[] =>
        isSame(entry, key) ? (wanted === undefined ? [] : [wanted]) : [entry],
      );
      await during(`${verb} "${id}"`, () => write(objectId, edited));
    });
  }

  return defineResource({
    name: part.name,
    fields,
    atLeastOneOf: part.atLeastOneOf,
    create,
    read,
    update: part.isFixed
      ? undefined
      : ({ id, wanted }) => edit("updating", id, entryForm.of(wanted)),
    async delete(id) {
      try {
        await edit("deleting", id);
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        if (part.goneWithApplication !== true || !isNotFound(cause)) throw error;
      }
    },
  });
}

function outputsIn(fields: Fields, entry: Value): Properties {
  return isRecord(entry) ? fromGraph(fields, entry) : {};
}
