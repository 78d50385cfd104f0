/** azuread.ApplicationKnownClients: the clients whose consent covers this application too. */
import type { Properties, ResourceType } from "../../../engine/provider";
import { defineResource } from "../../defineResource";
import { replaces, required, setOf, text } from "../../schema/fields";
import { applicationId, uuid } from "../../schema/rules";
import { record, text as textAt, texts } from "../../values";
import { APPLICATION_TYPE } from "../applicationBodies";
import { alreadyExists } from "../graphError";
import { applicationObjectId } from "../ids";
import type { Session } from "../session";

const ID = /^(\/applications\/[^/]+)\/knownClients$/;

/** The resource type: the whole list is one resource. */
export function knownClients(session: Session): ResourceType {
  const { graph } = session;

  function write(application: string, knownClientApplications: readonly string[]): Promise<void> {
    const body: Properties = { ...APPLICATION_TYPE, api: { knownClientApplications } };
    return graph.patch(pathOf(application), body);
  }

  return defineResource({
    token: "azuread:index/applicationKnownClients:ApplicationKnownClients",
    fields: {
      applicationId: replaces(required(text(applicationId))),
      knownClientIds: required(setOf(text(uuid))),
    },
    computed: [],
    async create(inputs, keepId) {
      const application = textAt(inputs, "applicationId");
      const id = `${application}/knownClients`;
      await session.exclusively(applicationObjectId(application), async () => {
        if (clientsOf(await graph.get(pathOf(application))).length > 0) {
          throw alreadyExists(id, "azuread_application_known_clients");
        }
        await keepId(id);
        await write(application, texts(inputs, "knownClientIds"));
      });
      return id;
    },
    async read(id) {
      const application = applicationOf(id);
      const found = await graph.find(pathOf(application));
      return found && { applicationId: application, knownClientIds: clientsOf(found) };
    },
    update: ({ id, wanted }) =>
      session.exclusively(applicationObjectId(applicationOf(id)), () =>
        write(applicationOf(id), texts(wanted, "knownClientIds")),
      ),
    delete: (id) =>
      session.exclusively(applicationObjectId(applicationOf(id)), () =>
        write(applicationOf(id), []),
      ),
  });
}

function pathOf(application: string): string {
  return `/v1.0/applications/${applicationObjectId(application)}`;
}

function applicationOf(id: string): string {
  const application = ID.exec(id)?.[1];
  if (application === undefined) {
    throw new Error(
      `The id "${id}" does not have the form "/applications/<object id>/knownClients".`,
    );
  }
  return application;
}

function clientsOf(application: Properties): readonly string[] {
  return texts(record(application, "api"), "knownClientApplications");
}
