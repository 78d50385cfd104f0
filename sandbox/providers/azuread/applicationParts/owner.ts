/** azuread.ApplicationOwner: one owner of an application, beside those that it has already. */
import type { ResourceType } from "../../../engine/provider";
import { defineResource } from "../../defineResource";
import { replaces, required, text } from "../../schema/fields";
import { uuid } from "../../schema/rules";
import { text as textAt } from "../../values";
import { alreadyExists } from "../graphError";
import { applicationIds, applicationObjectId, partIds } from "../ids";
import type { Session } from "../session";
import { applicationId } from "./entries";

/** The resource type. Its creation refuses whoever is an owner already: the caller, for one, is. */
export function owner(session: Session): ResourceType {
  const { graph } = session;
  const ids = partIds("owners");

  async function owns(objectId: string, ownerId: string): Promise<boolean> {
    const owners = await graph.list(`/v1.0/applications/${objectId}/owners`, {
      $filter: `id eq '${ownerId}'`,
    });
    // The directory may ignore the filter.
    return owners.some((entry) => textAt(entry, "id") === ownerId);
  }

  return defineResource({
    name: "ApplicationOwner",
    fields: { applicationId, ownerObjectId: replaces(required(text(uuid))) },
    async create(inputs, keepId) {
      const objectId = applicationObjectId(textAt(inputs, "applicationId"));
      const ownerId = textAt(inputs, "ownerObjectId");
      const id = ids.format(objectId, ownerId);
      await session.exclusively(objectId, async () => {
        if (await owns(objectId, ownerId)) throw alreadyExists(id, "ApplicationOwner");
        await keepId(id);
        await graph.post(
          `/v1.0/applications/${objectId}/owners/$ref`,
          { "@odata.id": graph.reference("v1.0", ownerId) },
          ({ status }) => status === 404,
        );
      });
      return id;
    },
    async read(id) {
      const { objectId, key: ownerId } = ids.parse(id);
      return (await owns(objectId, ownerId))
        ? { applicationId: applicationIds.format(objectId), ownerObjectId: ownerId }
        : undefined;
    },
    async delete(id) {
      const { objectId, key: ownerId } = ids.parse(id);
      await session.exclusively(objectId, () =>
        graph.delete(`/v1.0/applications/${objectId}/owners/${ownerId}/$ref`),
      );
    },
  });
}
