/** azuread.ServicePrincipal: the presence of an application in the tenant. */
import type { Properties, ResourceType, Value } from "../../engine/provider";
import { defineResource, type Update } from "../defineResource";
import {
  defaultsTo,
  flag,
  kept,
  object,
  replaces,
  required,
  setOf,
  setOfTexts,
  text,
  unimplemented,
  type Fields,
} from "../schema/fields";
import { atMost, notEmpty, oneOf, uuid, webUrl } from "../schema/rules";
import { flag as flagAt, isRecord, nullIfEmpty, text as textAt, texts } from "../values";
import type { Retryable } from "./graphClient";
import { alreadyExists, during } from "./graphError";
import { servicePrincipalObjectId } from "./ids";
import { isMadeSince } from "./interrupted";
import { finishOwners, listIds, ownersAtCreation, replaceOwners } from "./owners";
import { servicePrincipalOutputs } from "./servicePrincipalOutputs";
import { objectIdOf, type Session } from "./session";
import { temporaryName } from "./temporaryName";

const PATH = "/v1.0/servicePrincipals";
const TYPE = { "@odata.type": "#microsoft.graph.servicePrincipal" } as const;

const fields: Fields = {
  accountEnabled: defaultsTo(flag(), true),
  alternativeNames: setOf(text(notEmpty)),
  appRoleAssignmentRequired: flag(),
  clientId: replaces(required(text(uuid))),
  description: text(atMost(1024)),
  featureTags: unimplemented(),
  features: unimplemented(),
  loginUrl: text(webUrl),
  notes: text(atMost(1024)),
  notificationEmailAddresses: setOf(text(notEmpty)),
  owners: setOfTexts(text(uuid)),
  preferredSingleSignOnMode: text(oneOf("notSupported", "oidc", "password", "saml")),
  samlSingleSignOn: object({ relayState: text(notEmpty) }),
  tags: kept(setOfTexts(text())),
  useExisting: flag(),
};

/** The resource type. */
export function servicePrincipal(session: Session): ResourceType {
  const { graph } = session;

  async function create(inputs: Properties): Promise<string> {
    const clientId = textAt(inputs, "clientId");
    const present = await during("Could not list existing service principals", () =>
      findByClientId(session, clientId),
    );
    if (present !== undefined) {
      const objectId = objectIdOf(present);
      const id = `/servicePrincipals/${objectId}`;
      if (!flagAt(inputs, "useExisting")) throw alreadyExists(id, "azuread_service_principal");
      const owners = inputs["owners"] === undefined ? undefined : texts(inputs, "owners");
      await write(objectId, settings(inputs), owners);
      return id;
    }
    const caller = await session.caller();
    const owners = ownersAtCreation(graph, texts(inputs, "owners"), caller.objectId);
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
          description: nullIfEmpty(textAt(inputs, "description")),
        }),
    );
    await finishOwners(session, `${PATH}/${objectId}`, owners, caller.objectId);
    return `/servicePrincipals/${objectId}`;
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
    token: "azuread:index/servicePrincipal:ServicePrincipal",
    fields,
    computed: [
      "appRoleIds",
      "appRoles",
      "applicationTenantId",
      "displayName",
      "featureTags",
      "features",
      "homepageUrl",
      "logoutUrl",
      "oauth2PermissionScopeIds",
      "oauth2PermissionScopes",
      "objectId",
      "redirectUris",
      "samlMetadataUrl",
      "servicePrincipalNames",
      "signInAudience",
      "tags",
      "type",
    ],
    create,
    async find(inputs, since) {
      const found = await findByClientId(session, textAt(inputs, "clientId"));
      return found !== undefined && isMadeSince(found, since)
        ? `/servicePrincipals/${objectIdOf(found)}`
        : undefined;
    },
    async read(id, known) {
      const path = `${PATH}/${servicePrincipalObjectId(id)}`;
      const found = await graph.find(path);
      if (found === undefined) return undefined;
      const outputs = await servicePrincipalOutputs(session, found);
      return {
        ...outputs,
        owners: await listIds(session, `${path}/owners`),
        useExisting: flagAt(known, "useExisting"),
      };
    },
    async update({ id, wanted, outputs, changed }: Update) {
      const ownersChanged = changed.has("owners") && wanted["owners"] !== undefined;
      await write(
        servicePrincipalObjectId(id),
        settings(wanted, outputs),
        ownersChanged ? texts(wanted, "owners") : undefined,
      );
    },
    async delete(id, outputs) {
      const path = `${PATH}/${servicePrincipalObjectId(id)}`;
      if (flagAt(outputs, "useExisting")) {
        // The real provider asks for the deletion too, and does not mind a refusal: it may not be
        // this stack's.
        await graph.delete(path).catch(() => undefined);
        return;
      }
      await during(`deleting "${id}"`, () => graph.delete(path));
      await session.waitUntilGone(path);
    },
  });
}

/** The service principal of an application in this tenant. */
export async function findByClientId(
  session: Session,
  clientId: string,
): Promise<Properties | undefined> {
  const found = await session.graph.list(PATH, { $filter: `appId eq '${clientId}'` });
  return found.find((candidate) => textAt(candidate, "appId") === clientId);
}

/**
 * What creating and every update send. @param present the outputs of the present resource, if there
 * is one.
 */
function settings(inputs: Properties, present: Properties = {}): Properties {
  return {
    ...TYPE,
    accountEnabled: flagAt(inputs, "accountEnabled"),
    alternativeNames: texts(inputs, "alternativeNames"),
    appRoleAssignmentRequired: flagAt(inputs, "appRoleAssignmentRequired"),
    description: nullIfEmpty(textAt(inputs, "description")),
    loginUrl: nullIfEmpty(textAt(inputs, "loginUrl")),
    notes: nullIfEmpty(textAt(inputs, "notes")),
    notificationEmailAddresses: texts(inputs, "notificationEmailAddresses"),
    preferredSingleSignOnMode: nullIfEmpty(textAt(inputs, "preferredSingleSignOnMode")),
    samlSingleSignOnSettings: samlSettings(inputs["samlSingleSignOn"], present["samlSingleSignOn"]),
    tags: texts(inputs, "tags"),
  };
}

/**
 * Settings that are there and empty are no difference for the real provider: it sends them again.
 */
function samlSettings(wanted: Value | undefined, present: Value | undefined): Properties {
  if (isRecord(wanted)) return { relayState: textAt(wanted, "relayState") };
  return isRecord(present) && textAt(present, "relayState") === "" ? { relayState: "" } : {};
}

/** The application was made a moment ago, and this part of the directory does not know it yet. */
const whileApplicationReplicates: Retryable = ({ status, detail }) =>
  (status === 400 && detail.includes("does not reference a valid application object")) ||
  (status === 403 && detail.includes("backing application") && detail.includes("local tenant"));
