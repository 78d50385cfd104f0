/** azuread.ServicePrincipal: the presence of an application in the tenant. */
import type { Properties, ResourceType, Value } from "../../engine/provider";
import { defineResource, type Update } from "../defineResource";
import { toGraph } from "../schema/graphForm";
import { flag, isRecord, nullIfEmpty, only, text, texts } from "../values";
import type { Retryable } from "./graphClient";
import { alreadyExists, during } from "./graphError";
import { servicePrincipalIds } from "./ids";
import { isMadeSince } from "./interrupted";
import { listIds, ownersAtCreation, replaceOwners } from "./owners";
import { fields, outputFields, readOutputs } from "./servicePrincipalFields";
import { objectIdOf, type Session } from "./session";
import { temporaryName } from "./temporaryName";

const PATH = "/v1.0/servicePrincipals";
const TYPE = { "@odata.type": "#microsoft.graph.servicePrincipal" } as const;

/** The resource type. */
export function servicePrincipal(session: Session): ResourceType {
  const { graph } = session;

  async function create(inputs: Properties): Promise<string> {
    const clientId = text(inputs, "clientId");
    const present = await during("Could not list existing service principals", () =>
      findByClientId(session, clientId),
    );
    if (present !== undefined) {
      const objectId = objectIdOf(present);
      const id = servicePrincipalIds.format(objectId);
      if (!flag(inputs, "useExisting")) throw alreadyExists(id, "ServicePrincipal");
      const owners = inputs["owners"] === undefined ? undefined : texts(inputs, "owners");
      await write(objectId, settings(inputs), owners);
      return id;
    }
    const owners = await ownersAtCreation(session, texts(inputs, "owners"));
    const created = await during("Could not create service principal", () =>
      graph.post(
        PATH,
        {
          ...settings(inputs),
          appId: clientId,
          description: temporaryName(),
          "owners@odata.bind": owners.bind,
        },
        whileApplicationReplicates,
      ),
    );
    const objectId = objectIdOf(created);
    await during(
      "Timed out whilst waiting for new service principal to be replicated in Azure AD",
      () =>
        graph.patch(`${PATH}/${objectId}`, {
          ...TYPE,
          description: nullIfEmpty(text(inputs, "description")),
        }),
    );
    await owners.finish(`${PATH}/${objectId}`);
    return servicePrincipalIds.format(objectId);
  }

  async function write(
    objectId: string,
    body: Properties,
    owners: readonly string[] | undefined,
  ): Promise<void> {
    await during(`Updating service principal with object ID: "${objectId}"`, () =>
      graph.patch(`${PATH}/${objectId}`, body),
    );
    if (owners !== undefined) {
      await replaceOwners(session, `${PATH}/${objectId}`, owners);
    }
  }

  return defineResource({
    name: "ServicePrincipal",
    fields,
    outputs: outputFields,
    create,
    async find(inputs, since) {
      const found = await findByClientId(session, text(inputs, "clientId"));
      return found !== undefined && isMadeSince(found, since)
        ? servicePrincipalIds.format(objectIdOf(found))
        : undefined;
    },
    async read(id, known) {
      const path = `${PATH}/${servicePrincipalIds.parse(id).objectId}`;
      const found = await graph.find(path);
      if (found === undefined) return undefined;
      return {
        ...(await readOutputs(session, found)),
        owners: await listIds(session, `${path}/owners`),
        useExisting: flag(known, "useExisting"),
      };
    },
    async update({ id, wanted, outputs, changed }: Update) {
      const ownersChanged = changed.has("owners") && wanted["owners"] !== undefined;
      await write(
        servicePrincipalIds.parse(id).objectId,
        settings(wanted, outputs),
        ownersChanged ? texts(wanted, "owners") : undefined,
      );
    },
    async delete(id, outputs) {
      const path = `${PATH}/${servicePrincipalIds.parse(id).objectId}`;
      if (flag(outputs, "useExisting")) {
        // The real provider asks for the deletion too, and does not mind a refusal: it may not be
        // this stack's.
        await graph.delete(path).catch(() => undefined);
        return;
      }
      await session.deleteObject(id, path);
    },
  });
}

/** The service principal of an application in this tenant. */
export async function findByClientId(
  session: Session,
  clientId: string,
): Promise<Properties | undefined> {
  const found = await session.graph.list(PATH, { $filter: `appId eq '${clientId}'` });
  return found.find((candidate) => text(candidate, "appId") === clientId);
}

/**
 * What creating and every update send. @param present the outputs of the present resource, if there
 * is one.
 */
function settings(inputs: Properties, present: Properties = {}): Properties {
  return {
    ...TYPE,
    ...toGraph(
      only(fields, (name) => name !== "clientId"),
      inputs,
    ),
    samlSingleSignOnSettings: samlSettings(inputs["samlSingleSignOn"], present["samlSingleSignOn"]),
  };
}

/**
 * Settings that are there and empty are no difference for the real provider: it sends them again.
 */
function samlSettings(wanted: Value | undefined, present: Value | undefined): Properties {
  if (isRecord(wanted)) return { relayState: text(wanted, "relayState") };
  return isRecord(present) && text(present, "relayState") === "" ? { relayState: "" } : {};
}

/** The application was made a moment ago, and this part of the directory does not know it yet. */
const whileApplicationReplicates: Retryable = ({ status, detail }) =>
  (status === 400 && detail.includes("does not reference a valid application object")) ||
  (status === 403 && detail.includes("backing application") && detail.includes("local tenant"));
