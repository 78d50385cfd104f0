/** azuread.ApplicationKnownClients: the clients whose consent covers this application too. */
import type { ResourceType } from "../../../engine/provider";
import { required, setOf, text } from "../../schema/fields";
import { uuid } from "../../schema/rules";
import { texts } from "../../values";
import { applicationList } from "../applicationLists";
import { knownClientsIds } from "../ids";
import type { Session } from "../session";
import { definePart, type PartPlace } from "./definePart";

/** The resource type: the whole list is one resource. */
export function knownClients(session: Session): ResourceType {
  const { graph } = session;
  const list = applicationList("api.knownClientApplications");
  const write = ({ path, objectId }: PartPlace, clients: readonly string[]): Promise<void> =>
    graph.patch(path, list.body(clients, objectId));

  return definePart(session, {
    name: "ApplicationKnownClients",
    fields: { knownClientIds: required(setOf(text(uuid))) },
    ids: knownClientsIds,
    async create(place, inputs, begin) {
      await begin(list.of(await graph.get(place.path)).length > 0);
      await write(place, texts(inputs, "knownClientIds"));
    },
    async read({ path }) {
      const found = await graph.find(path);
      return found && { knownClientIds: list.of(found) };
    },
    update: (place, { wanted }) => write(place, texts(wanted, "knownClientIds")),
    delete: (place) => write(place, []),
  });
}
