/** The parts of an application that are entries of its lists. */
import type { Properties, Value } from "../../../engine/provider";
import { at, defaultsTo, replaces, required, setOf, text } from "../../schema/fields";
import { claimValue, identifierUri, notEmpty, oneOf, uuid } from "../../schema/rules";
import { isRecord, records, text as textAt, texts } from "../../values";
import { allowedMemberTypes } from "../applicationFields";
import { applicationList, listWithId } from "../applicationLists";
import { appRoles, permissionScopes } from "../disableEntitlements";
import { identifierUriIds, partIds, preAuthorizedIds } from "../ids";
import type { ListEntry } from "./listEntry";

/** One entry a type. Scopes and roles of their own are always enabled. */
export const LIST_ENTRIES: readonly ListEntry[] = [
  {
    name: "ApplicationIdentifierUri",
    noun: "identifier URI",
    fields: { identifierUri: replaces(required(text(identifierUri))) },
    ids: identifierUriIds,
    list: applicationList("identifierUris"),
    key: "identifierUri",
    form: {
      keyOf: String,
      of: (inputs) => textAt(inputs, "identifierUri"),
      outputs: (uri) => ({ identifierUri: uri }),
    },
  },
  {
    name: "ApplicationPermissionScope",
    noun: "permission scope",
    fields: {
      adminConsentDescription: required(text(notEmpty)),
      adminConsentDisplayName: required(text(notEmpty)),
      scopeId: at("id", replaces(required(text(uuid)))),
      type: defaultsTo(text(oneOf("Admin", "User")), "User"),
      userConsentDescription: text(notEmpty),
      userConsentDisplayName: text(notEmpty),
      value: required(text(claimValue)),
    },
    ids: partIds("permissionScopes"),
    list: permissionScopes,
    key: "scopeId",
    constant: { isEnabled: true },
  },
  {
    name: "ApplicationAppRole",
    noun: "app role",
    fields: {
      allowedMemberTypes: required(allowedMemberTypes),
      description: required(text(notEmpty)),
      displayName: required(text(notEmpty)),
      roleId: at("id", replaces(required(text(uuid)))),
      value: text(claimValue),
    },
    ids: partIds("appRoles"),
    list: appRoles,
    key: "roleId",
    constant: { isEnabled: true },
  },
  {
    name: "ApplicationPreAuthorized",
    noun: "preAuthorizedApplication",
    fields: {
      authorizedClientId: at("appId", replaces(required(text(uuid)))),
      permissionIds: at("delegatedPermissionIds", required(setOf(text(uuid)))),
    },
    ids: preAuthorizedIds,
    list: applicationList("api.preAuthorizedApplications"),
    key: "authorizedClientId",
    goneWithApplication: true,
  },
  {
    name: "ApplicationApiAccess",
    noun: "API",
    fields: {
      apiClientId: replaces(required(text(uuid))),
      roleIds: setOf(text(uuid)),
      scopeIds: setOf(text(uuid)),
    },
    ids: partIds("apiAccess"),
    list: listWithId("requiredResourceAccess"),
    key: "apiClientId",
    form: {
      keyOf: (access) => (isRecord(access) ? textAt(access, "resourceAppId") : ""),
      of: (inputs) => ({
        resourceAccess: [
          ...texts(inputs, "roleIds").map((id) => ({ id, type: "Role" })),
          ...texts(inputs, "scopeIds").map((id) => ({ id, type: "Scope" })),
        ],
        resourceAppId: textAt(inputs, "apiClientId"),
      }),
      outputs: (access) => ({
        roleIds: idsOfType(access, "Role"),
        scopeIds: idsOfType(access, "Scope"),
      }),
    },
    atLeastOneOf: ["roleIds", "scopeIds"],
  },
];

function idsOfType(access: Value, type: string): readonly string[] {
  const permissions: readonly Properties[] = isRecord(access)
    ? records(access, "resourceAccess")
    : [];
  return permissions
    .filter((permission) => textAt(permission, "type") === type)
    .map((permission) => textAt(permission, "id"));
}
