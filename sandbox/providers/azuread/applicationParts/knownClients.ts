/** azuread.ApplicationKnownClients: the clients whose consent covers this application too. */
import type { ResourceType } from "../../../engine/provider";
import { defineResource } from "../../defineResource";
import { required, setOf, text } from "../../schema/fields";
import { uuid } from "../../schema/rules";
import { text as textAt, texts } from "../../values";
import { applicationList } from "../applicationLists";
import { alreadyExists } from "../graphError";
import { applicationIds, applicationObjectId, knownClientsIds } from "../ids";
import type { Session } from "../session";
import { applicationId } from "./entries";

/** The resource type: the whole list is one resource. */
export function knownClients(session: Session): ResourceType {
  const { graph } = session;
  const name = "ApplicationKnownClients";
  const list = applicationList("api.knownClientApplications");
  const pathOf = (objectId: string): string => `/v1.0/applications/${objectId}`;
  const write = (objectId: string, clients: readonly string[]): Promise<void> =>
    graph.patch(pathOf(objectId), list.body(clients, objectId));

  return defineResource({
    name,
    fields: { applicationId, knownClientIds: required(setOf(text(uuid))) },
    async create(inputs, keepId) {
      const objectId = applicationObjectId(textAt(inputs, "applicationId"));
      const id = knownClientsIds.format(objectId);
      await session.exclusively(objectId, async () => {
        if (list.of(await graph.get(pathOf(objectId))).length > 0) throw alreadyExists(id, name);
        await keepId(id);
        await write(objectId, texts(inputs, "knownClientIds"));
      });
      return id;
    },
    async read(id) {
      const { objectId } = knownClientsIds.parse(id);
      const found = await graph.find(pathOf(objectId));
      return (
        found && { applicationId: applicationIds.format(objectId), knownClientIds: list.of(found) }
      );
    },
    update({ id, wanted }) {
      const { objectId } = knownClientsIds.parse(id);
      return session.exclusively(objectId, () => write(objectId, texts(wanted, "knownClientIds")));
    },
    delete(id) {
      const { objectId } = knownClientsIds.parse(id);
      return session.exclusively(objectId, () => write(objectId, []));
    },
  });
}
