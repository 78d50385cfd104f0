/**
 * One entry of a list that an application holds, as a resource of its own. Graph has no requests
 * for single entries: each change reads the application, edits the list and writes the whole of it,
 * alone on that application.
 */
import type {
  CheckFailure,
  KeepId,
  Properties,
  ResourceType,
  Value,
} from "../../../engine/provider";
import { defineResource } from "../../defineResource";
import type { Fields } from "../../schema/fields";
import { text } from "../../values";
import { disableBeforeChange, type Entitlements } from "../disableEntitlements";
import { isNotFound } from "../graphClient";
import { alreadyExists, during } from "../graphError";
import { applicationObjectId, type PartIdFormat } from "../ids";
import type { Session } from "../session";

/**
 * What one kind of part has of its own. `Entry` is its form in the list: an object or a plain text.
 */
export interface ApplicationPart<Entry extends Value> {
  readonly token: string;
  /** As messages name it, e.g. "azuread_application_permission_scope". */
  readonly terraformName: string;
  /** For people, e.g. "permission scope". */
  readonly noun: string;
  readonly fields: Fields;
  readonly ids: PartIdFormat;
  /** The input that tells the entries of one application apart, e.g. "scopeId". */
  readonly keyInput: string;
  readonly entriesOf: (application: Properties) => readonly Entry[];
  readonly keyOf: (entry: Entry) => string;
  readonly toEntry: (inputs: Properties) => Entry;
  /** Outputs beyond `applicationId` and the key. */
  readonly toOutputs: (entry: Entry) => Properties;
  /** The body that writes the whole list. */
  readonly body: (entries: readonly Entry[], applicationObjectId: string) => Properties;
  readonly check?: (inputs: Properties) => readonly CheckFailure[];
  /** False: every input replaces. */
  readonly updatable: boolean;
  /** Deleting the part of an application that is gone succeeds. */
  readonly goneWithApplication?: true;
}

/**
 * Makes the resource type.
 *
 * @param disabling given where entries must be disabled before they change: the entries as that
 * rule sees them.
 */
export function applicationPart<Entry extends Value>(
  session: Session,
  part: ApplicationPart<Entry>,
  disabling?: {
    readonly kind: Entitlements;
    asObjects(entries: readonly Entry[]): readonly Properties[];
  },
): ResourceType {
  const { graph } = session;
  const pathOf = (objectId: string): string => `/v1.0/applications/${objectId}`;
  const isSame = (entry: Entry, key: string): boolean =>
    part.keyOf(entry).toLowerCase() === key.toLowerCase();

  function entriesIn(objectId: string): Promise<readonly Entry[]> {
    return during(`retrieving Application (Application ID: "${objectId}")`, async () =>
      part.entriesOf(await graph.get(pathOf(objectId))),
    );
  }

  async function write(objectId: string, entries: readonly Entry[]): Promise<void> {
    if (disabling !== undefined) {
      await disableBeforeChange(session, disabling.kind, objectId, disabling.asObjects(entries));
    }
    await graph.patch(pathOf(objectId), part.body(entries, objectId));
  }

  async function create(inputs: Properties, keepId: KeepId): Promise<string> {
    const objectId = applicationObjectId(text(inputs, "applicationId"));
    const key = text(inputs, part.keyInput);
    const id = part.ids.format({ applicationObjectId: objectId, key });
    await session.exclusively(objectId, async () => {
      const entries = await entriesIn(objectId);
      if (entries.some((entry) => isSame(entry, key))) throw alreadyExists(id, part.terraformName);
      await keepId(id);
      // Nothing that is there changes, so nothing has to be disabled.
      const body = part.body([...entries, part.toEntry(inputs)], objectId);
      await during(`creating "${id}"`, () => graph.patch(pathOf(objectId), body));
    });
    return id;
  }

  async function read(id: string): Promise<Properties | undefined> {
    const { applicationObjectId: objectId, key } = part.ids.parse(id);
    const application = await graph.find(pathOf(objectId));
    const entry =
      application && part.entriesOf(application).find((candidate) => isSame(candidate, key));
    return entry === undefined
      ? undefined
      : {
          applicationId: `/applications/${objectId}`,
          [part.keyInput]: key,
          ...part.toOutputs(entry),
        };
  }

  async function update(id: string, wanted: Properties): Promise<void> {
    const { applicationObjectId: objectId, key } = part.ids.parse(id);
    await session.exclusively(objectId, async () => {
      const entries = await entriesIn(objectId);
      if (!entries.some((entry) => isSame(entry, key))) {
        throw new Error(`updating "${id}": could not identify existing ${part.noun}`);
      }
      const changed = entries.map((entry) => (isSame(entry, key) ? part.toEntry(wanted) : entry));
      await during(`updating "${id}"`, () => write(objectId, changed));
    });
  }

  async function remove(id: string): Promise<void> {
    const { applicationObjectId: objectId, key } = part.ids.parse(id);
    await session.exclusively(objectId, async () => {
      const entries = await entriesIn(objectId);
      const others = entries.filter((entry) => !isSame(entry, key));
      if (others.length === entries.length && part.goneWithApplication !== true) {
        throw new Error(`deleting "${id}": could not identify existing ${part.noun}`);
      }
      await during(`deleting "${id}"`, () => write(objectId, others));
    });
  }

  const { check } = part;
  return defineResource({
    token: part.token,
    fields: part.fields,
    computed: [],
    ...(check === undefined ? {} : { check }),
    create,
    read,
    ...(part.updatable ? { update: ({ id, wanted }) => update(id, wanted) } : {}),
    async delete(id) {
      try {
        await remove(id);
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        if (part.goneWithApplication !== true || !isNotFound(cause)) throw error;
      }
    },
  });
}
