/** `/oauth2PermissionGrants`: consent, as an administrator records it. */
import { v4 as randomId } from "uuid";
import * as v from "valibot";
import { badRequest, graphRefusal } from "../errors";
import { NewPermissionGrantSchema, type PermissionGrant } from "../model";
import { findById } from "./find";
import { parseBody } from "./parse";
import { collectionRoutes, type RouteTable } from "./route";

// The real service ignores the ids that clients repeat in a PATCH.
const GrantPatchSchema = v.strictObject({
  ...v.partial(NewPermissionGrantSchema).entries,
  scope: v.string(),
});

export const grantRoutes: RouteTable = collectionRoutes<PermissionGrant>({
  name: "oauth2PermissionGrants",
  target: "grant",
  all: (state) => state.oauth2PermissionGrants,
  render: (_state, grant) => grant,
  create(state, { body }) {
    const properties = parseBody(NewPermissionGrantSchema, body, "OAuth2PermissionGrant");
    const { consentType, principalId } = properties;
    if ((consentType === "Principal") !== (principalId !== null)) {
      throw badRequest(
        "Invalid value specified for property 'principalId' of resource 'OAuth2PermissionGrant'.",
        "principalId",
      );
    }
    const grant: PermissionGrant = {
      clientId: findById(state.servicePrincipals, properties.clientId).id,
      consentType,
      id: randomId(),
      principalId: principalId === null ? null : findById(state.users, principalId).id,
      resourceId: findById(state.servicePrincipals, properties.resourceId).id,
      scope: properties.scope ?? "",
    };
    if (state.oauth2PermissionGrants.some((other) => concernsSame(other, grant))) {
      throw graphRefusal(
        409,
        "Request_MultipleObjectsWithSameKeyValue",
        "Permission entry already exists.",
      );
    }
    return grant;
  },
  change(_state, grant, body) {
    grant.scope = parseBody(GrantPatchSchema, body, "OAuth2PermissionGrant").scope;
  },
});

function concernsSame(first: PermissionGrant, second: PermissionGrant): boolean {
  return (
    first.clientId === second.clientId &&
    first.resourceId === second.resourceId &&
    first.consentType === second.consentType &&
    first.principalId === second.principalId
  );
}
