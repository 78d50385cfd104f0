/** azuread.ApplicationOwner: one owner of an application, beside those that it has already. */
import type { ResourceType } from "../../../engine/provider";
import { replaces, required, text } from "../../schema/fields";
import { uuid } from "../../schema/rules";
import { text as textAt } from "../../values";
import { partIds } from "../ids";
import type { Session } from "../session";
import { definePart, type PartPlace } from "./definePart";

/** The resource type. Its creation refuses whoever is an owner already: the caller, for one, is. */
export function owner(session: Session): ResourceType {
  const { graph } = session;

  async function owns({ path, key }: PartPlace): Promise<boolean> {
    const owners = await graph.list(`${path}/owners`, { $filter: `id eq '${key}'` });
    // The directory may ignore the filter.
    return owners.some((entry) => textAt(entry, "id") === key);
  }

  return definePart(session, {
    name: "ApplicationOwner",
    fields: { ownerObjectId: replaces(required(text(uuid))) },
    ids: partIds("owners"),
    key: "ownerObjectId",
    async create(place, _inputs, begin) {
      await begin(await owns(place));
      await graph.post(
        `${place.path}/owners/$ref`,
        { "@odata.id": graph.reference("v1.0", place.key) },
        ({ status }) => status === 404,
      );
    },
    read: async (place) => ((await owns(place)) ? {} : undefined),
    delete: ({ path, key }) => graph.delete(`${path}/owners/${key}/$ref`),
  });
}
