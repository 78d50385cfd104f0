/**
 * What of a registration could stand in config, list by list, and what could not. Whether an entry
 * may stand there, the program's own rules say afterwards.
 */
import { DEFAULT_ACCESS_ROLE_ID } from "../../components/rules/values/assignments";
import { AZURE_CLI_CLIENT_ID, clientName } from "../../components/rules/values/clients";
import type { GraphPermissions } from "../../components/rules/values/graphPermissions";
import type { StackIdentity } from "../../components/rules/ids";
import { resolveAppRoles, resolveScopes } from "../../components/rules/values/permissions";
import type { Problem } from "../../components/rules/reading/problem";
import { when } from "../when";
import { type LeftAlone, minimal } from "./description";
import { consentOf, graphAccessOf, textsOf } from "./facts";
import type { Found } from "./found";

/** The lists of config that describe a registration, and what an entry of each is. */
export const LISTS = {
  identifierUris: "identifier-uri",
  scopes: "scope",
  appRoles: "app-role",
  clients: "client",
  graphPermissions: "graph-access",
  owners: "owner",
  assignments: "assignment",
  knownClients: "known-clients",
} as const;

type List = keyof typeof LISTS;

/** What stands in a list together or not at all. */
export interface Item {
  readonly list: List;
  /** Tells the items of a list apart. */
  readonly id: string;
  readonly name: string;
  readonly entries: readonly unknown[];
  /** It is not there yet. */
  readonly isNew?: true;
}

/** Everything of a registration, sorted into what could stand in config and what could not. */
export interface Proposal {
  readonly items: readonly Item[];
  readonly left: readonly LeftAlone[];
}

/** Which items the program's rules have refused, by {@link keyOfItem}, and why. */
export type Refusals = ReadonlyMap<string, Problem>;

/** The key of an item among all lists. */
export function keyOfItem({ list, id }: Pick<Item, "list" | "id">): string {
  return `${list} ${id}`;
}

/** Sorts a registration. Clients follow from the scopes that are kept, assignments from roles. */
export function propose(found: Found, identity: StackIdentity, refused: Refusals): Proposal {
  const sort = (candidates: readonly (Item | LeftAlone)[]): Proposal => {
    const items = candidates.filter((candidate) => "list" in candidate);
    return {
      items: items.filter((item) => !refused.has(keyOfItem(item))),
      left: candidates.flatMap((candidate) => {
        if (!("list" in candidate)) return [candidate];
        const problem = refused.get(keyOfItem(candidate));
        return problem === undefined ? [] : [refusedItem(candidate, problem)];
      }),
    };
  };
  const scopes = sort(scopesOf(found, identity));
  const roles = sort(rolesOf(found, identity));
  const sorted = [
    sort(urisOf(found)),
    scopes,
    roles,
    sort(clientsOf(found, namesById(scopes.items))),
    sort(graphOf(found)),
    sort(ownersOf(found)),
    sort(assignmentsOf(found, namesById(roles.items))),
    sort(knownClientsOf(found)),
  ];
  return {
    items: sorted.flatMap(({ items }) => items),
    left: sorted.flatMap(({ left }) => left),
  };
}

function namesById(items: readonly Item[]): ReadonlyMap<string, string> {
  return new Map(items.map(({ id, name }) => [id, name]));
}

function leave(list: List, why: string, name: string, reason: string): LeftAlone {
  return { code: `${LISTS[list]}.${why}`, name, reason };
}

function refusedItem({ list, name }: Item, { key, rule }: Problem): LeftAlone {
  const field = /\]\.(.+)$/.exec(key)?.[1];
  return leave(list, "refused", name, `${field === undefined ? "it" : `its "${field}"`} ${rule}`);
}

const OFF = "it is switched off, and the provider would switch it on";

function urisOf({ application, caller }: Found): readonly (Item | LeftAlone)[] {
  const { tenantId } = caller;
  const { appId, identifierUris } = application;
  return identifierUris.map((uri) => {
    const entry = uri.replaceAll(appId, "{clientId}").replaceAll(tenantId, "{tenantId}");
    return [appId, tenantId].some((id) => entry.toLowerCase().includes(id))
      ? leave("identifierUris", "capitals", uri, "it has an id in capitals, which no config writes")
      : { list: "identifierUris", id: uri, name: uri, entries: [entry] };
  });
}

function scopesOf({ application }: Found, identity: StackIdentity): readonly (Item | LeftAlone)[] {
  return application.api.oauth2PermissionScopes.map(({ id, value, isEnabled, type, ...found }) => {
    if (!isEnabled) return leave("scopes", "disabled", value || id, OFF);
    const entry = { value, id, consent: consentOf(type), ...textsOf(found) };
    const shortest = minimal(entry, (each) => resolveScopes([each], identity));
    return { list: "scopes", id, name: value || id, entries: [shortest] };
  });
}

function rolesOf({ application }: Found, identity: StackIdentity): readonly (Item | LeftAlone)[] {
  return application.appRoles.map(({ id, isEnabled, ...role }) => {
    const { value, displayName, description } = role;
    const name = value || displayName || id;
    if (!isEnabled) return leave("appRoles", "disabled", name, OFF);
    const allowedMemberTypes = [...role.allowedMemberTypes].sort() as ("Application" | "User")[];
    const entry = { value, id, displayName, description, allowedMemberTypes };
    const shortest = minimal(entry, (each) => resolveAppRoles([each], identity));
    return { list: "appRoles", id, name, entries: [shortest] };
  });
}

function clientsOf(
  { application }: Found,
  scopes: ReadonlyMap<string, string>,
): readonly (Item | LeftAlone)[] {
  const clients = application.api.preAuthorizedApplications;
  const there = clients.map(({ appId, delegatedPermissionIds: ids }): Item | LeftAlone => {
    const client = clientName(appId);
    const values = ids.flatMap((id) => scopes.get(id) ?? []);
    if (values.length < ids.length) {
      return leave(
        "clients",
        "undescribed",
        client,
        "it is authorized for a scope that config does not describe, and the stack would take that away",
      );
    }
    const isWhole = values.length > 0 && values.length === scopes.size;
    const entry = isWhole ? client : { client, scopes: values.sort() };
    return { list: "clients", id: appId, name: client, entries: [entry] };
  });
  const isMissing = clients.every(({ appId }) => appId !== AZURE_CLI_CLIENT_ID);
  return [
    ...when<Item>(scopes.size > 0 && isMissing, {
      list: "clients",
      id: AZURE_CLI_CLIENT_ID,
      name: "azureCli",
      entries: ["azureCli"],
      isNew: true,
    }),
    ...there,
  ];
}

/** All permissions of Microsoft Graph together: they are one part. */
function graphOf(found: Found): readonly (Item | LeftAlone)[] {
  const access = graphAccessOf(found.application);
  if (access === undefined) return [];
  const entries = access.resourceAccess.flatMap(
    (permission) => graphPermissionEntry(permission, found.graphPermissions) ?? [],
  );
  const name = "permissions of Microsoft Graph";
  return entries.length > 0 && entries.length === access.resourceAccess.length
    ? [{ list: "graphPermissions", id: "", name, entries }]
    : [
        leave(
          "graphPermissions",
          "unnamed",
          name,
          "config names them, and one of them has no name",
        ),
      ];
}

/** A permission of Microsoft Graph, by id and type, as config has it; undefined: it has no name. */
export function graphPermissionEntry(
  { id, type }: { readonly id: string; readonly type: string },
  published: GraphPermissions,
): unknown {
  const [kind, other] =
    type === "Role"
      ? (["application", "delegated"] as const)
      : (["delegated", "application"] as const);
  const name = Object.keys(published[kind]).find((each) => published[kind][each] === id);
  if (name === undefined) return undefined;
  return Object.hasOwn(published[other], name) ? { name, type: kind } : name;
}

function ownersOf({ owners, caller }: Found): readonly Item[] {
  return owners
    .filter((id) => id !== caller.objectId)
    .map((id) => ({ list: "owners", id, name: id, entries: [id] }));
}

function assignmentsOf(
  { assignments }: Found,
  roles: ReadonlyMap<string, string>,
): readonly (Item | LeftAlone)[] {
  return assignments.map(({ id, appRoleId, principalId, ...who }) => {
    const name = who.principalDisplayName || principalId;
    const role = roles.get(appRoleId);
    if (role === undefined && appRoleId !== DEFAULT_ACCESS_ROLE_ID) {
      return leave("assignments", "undescribed", name, "config does not describe its app role");
    }
    const entry = assignmentEntry(principalId, who, role);
    return entry === undefined
      ? leave(
          "assignments",
          "unwritable",
          name,
          "an application without a role has no form in config",
        )
      : { list: "assignments", id, name, entries: [entry] };
  });
}

function assignmentEntry(
  principal: string,
  { principalType }: Pick<Found["assignments"][number], "principalType">,
  role: string | undefined,
): unknown {
  if (principalType === "ServicePrincipal") return role && { servicePrincipal: principal, role };
  return role === undefined ? principal : { principal, role };
}

/** All of them together: they are one part. */
function knownClientsOf({ application }: Found): readonly Item[] {
  const { knownClientApplications: entries } = application.api;
  return when(entries.length > 0, { list: "knownClients", id: "", name: "known clients", entries });
}
