/**
 * Makes a resource type out of one part of an application. Each change of a part is alone on its
 * application: Graph has no requests for single entries of most lists.
 */
import type { Properties, ResourceType } from "../../../engine/provider";
import { defineResource, type Update } from "../../defineResource";
import { replaces, required, text, type Fields } from "../../schema/fields";
import { applicationId as applicationIdRule } from "../../schema/rules";
import { text as textAt } from "../../values";
import { alreadyExists } from "../graphError";
import { applicationIds, applicationObjectId, type IdFormat } from "../ids";
import type { Session } from "../session";

/** Where a part is. */
export interface PartPlace {
  readonly id: string;
  /** The application's. */
  readonly objectId: string;
  /** The application's, for requests: "/v1.0/applications/<object id>". */
  readonly path: string;
  /** What tells the part from others of its kind; "" where the application has one only. */
  readonly key: string;
}

/** A part, told by what is its own. */
export interface PartDefinition {
  /** The type's name, e.g. "ApplicationPermissionScope". */
  readonly name: string;
  /** All inputs but `applicationId`. */
  readonly fields: Fields;
  readonly atLeastOneOf?: readonly string[] | undefined;
  readonly ids: IdFormat;
  /** The input that is the key, e.g. "scopeId". Default: there is none. */
  readonly key?: string;
  /** @param begin to be called once it is known whether the part is there, before it is written. */
  readonly create: (
    place: PartPlace,
    inputs: Properties,
    begin: (isThere: boolean) => Promise<void>,
  ) => Promise<void>;
  /** @returns the outputs but `applicationId` and the key, or undefined where there is no part. */
  readonly read: (place: PartPlace) => Promise<Properties | undefined>;
  /** Absent: every input replaces. */
  readonly update?: ((place: PartPlace, update: Update) => Promise<void>) | undefined;
  readonly delete: (place: PartPlace) => Promise<void>;
}

/** Completes a definition. The resource type refuses to create what is there already. */
export function definePart(session: Session, part: PartDefinition): ResourceType {
  const { name, ids, key: keyInput, update } = part;

  function placeOf(id: string): PartPlace {
    const { objectId, key } = ids.parse(id);
    return { id, objectId, path: `/v1.0/applications/${objectId}`, key };
  }

  return defineResource({
    name,
    fields: { applicationId: replaces(required(text(applicationIdRule))), ...part.fields },
    atLeastOneOf: part.atLeastOneOf,
    async create(inputs, keepId) {
      const objectId = applicationObjectId(textAt(inputs, "applicationId"));
      const key = keyInput === undefined ? "" : textAt(inputs, keyInput);
      const id = ids.format(objectId, key);
      await session.exclusively(objectId, () =>
        part.create(placeOf(id), inputs, async (isThere) => {
          if (isThere) throw alreadyExists(id, name);
          await keepId(id);
        }),
      );
      return id;
    },
    async read(id) {
      const place = placeOf(id);
      const outputs = await part.read(place);
      return (
        outputs && {
          applicationId: applicationIds.format(place.objectId),
          ...(keyInput !== undefined && { [keyInput]: place.key }),
          ...outputs,
        }
      );
    },
    update:
      update &&
      ((change) => {
        const place = placeOf(change.id);
        return session.exclusively(place.objectId, () => update(place, change));
      }),
    delete(id) {
      const place = placeOf(id);
      return session.exclusively(place.objectId, () => part.delete(place));
    },
  });
}
