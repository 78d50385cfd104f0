/**
 * `/servicePrincipals`: create, read, change, delete, owners; `assignments.ts` has who is assigned
 * to their roles.
 */
import { v4 as randomId } from "uuid";
import { FIRST_PARTY_CLIENTS } from "../constants";
import { badRequest, graphRefusal } from "../errors";
import {
  NewServicePrincipalSchema,
  type ServicePrincipal,
  ServicePrincipalPatchSchema,
} from "../model";
import type { DirectoryState } from "../state";
import { assignmentRoutes } from "./assignments";
import { readOwners, referenceRoutes } from "./owners";
import { parseBody } from "./parse";
import { renderServicePrincipal } from "./render";
import { type Collection, collectionRoutes, type RouteTable } from "./route";

const SERVICE_PRINCIPALS: Collection<ServicePrincipal> = {
  name: "servicePrincipals",
  target: "application",
  all: (state) => state.servicePrincipals,
  render: renderServicePrincipal,
  create(state, { body, caller, now }) {
    const properties = parseBody(NewServicePrincipalSchema, body, "ServicePrincipal");
    const appId = properties.appId.toLowerCase();
    checkNewServicePrincipal(state, appId);
    return {
      ...properties,
      appId,
      createdDateTime: now.toISOString(),
      id: randomId(),
      owners: readOwners(state, caller, body, "application"),
      published: firstPartyPublication(appId),
    };
  },
  change(_state, principal, body) {
    Object.assign(principal, parseBody(ServicePrincipalPatchSchema, body, "ServicePrincipal"));
  },
  checkRemoval(principal) {
    if (principal.published !== null && principal.owners.length === 0) {
      // Microsoft Graph's own principal, for one: the directory cannot work without it.
      throw badRequest(
        `Specified App Principal ID is an internal service principal: '${principal.appId}'.`,
      );
    }
  },
};

export const servicePrincipalRoutes: RouteTable = {
  ...collectionRoutes(SERVICE_PRINCIPALS),
  ...referenceRoutes(SERVICE_PRINCIPALS, "owners"),
  ...assignmentRoutes,
};

function checkNewServicePrincipal(state: DirectoryState, appId: string): void {
  if (state.servicePrincipals.some((principal) => principal.appId === appId)) {
    throw graphRefusal(
      409,
      "Request_MultipleObjectsWithSameKeyValue",
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
      "appId",
    );
  }
  const known =
    FIRST_PARTY_CLIENTS.has(appId) ||
    state.applications.some((application) => application.appId === appId);
  if (!known) {
    throw badRequest(
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
      "appId",
    );
  }
}

function firstPartyPublication(appId: string): ServicePrincipal["published"] {
  const displayName = FIRST_PARTY_CLIENTS.get(appId);
  return displayName === undefined
    ? null
    : { appRoles: [], displayName, oauth2PermissionScopes: [], servicePrincipalNames: [appId] };
}
