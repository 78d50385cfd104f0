/**
 * The requests that bring scopes and pre-authorizations of a registration to what the stack
 * declares. Pure.
 */
import type { StackOutputs } from "../../components/rules/outputs";
import type { Application } from "../az/application";
import { patchApplication } from "./graphCommands";

type Scope = Application["api"]["oauth2PermissionScopes"][number];
type Client = Application["api"]["preAuthorizedApplications"][number];

function patchScopes({ id }: Application, outputs: StackOutputs, scopes: readonly Scope[]): string {
  return patchApplication(outputs, id, { api: { oauth2PermissionScopes: scopes } });
}

/** Replaces the pre-authorizations. */
export function patchClients(
  { id }: Application,
  outputs: StackOutputs,
  clients: readonly Client[],
): string {
  const entries = clients.filter(({ delegatedPermissionIds: ids }) => ids.length > 0);
  return patchApplication(outputs, id, { api: { preAuthorizedApplications: entries } });
}

/** Clients with those of their ids that a scope has, or with those that none has any more. */
export function clientsWith({ api }: Application, which: "living" | "dangling"): readonly Client[] {
  const living = api.oauth2PermissionScopes.map(({ id }) => id);
  return api.preAuthorizedApplications.map(({ appId, delegatedPermissionIds }) => ({
    appId,
    delegatedPermissionIds: delegatedPermissionIds.filter(
      (id) => living.includes(id) === (which === "living"),
    ),
  }));
}

/**
 * Pre-authorizations with what the stack declares put right, and everybody else left alone, but for
 * ids of deleted scopes: Microsoft Graph refuses a list that holds one.
 */
export function declaredClients(
  registration: Application,
  { declared }: StackOutputs,
): readonly Client[] {
  const there = clientsWith(registration, "living");
  const others = there.filter(({ appId }) => declared.clients[appId] === undefined);
  const ours = Object.entries(declared.clients).map(([appId, scopes]) => {
    const ids = scopes.flatMap((scope) => declared.scopes[scope] ?? []);
    // What others give their clients besides, they keep.
    const besides = declared.elsewhere?.clients.includes(appId)
      ? there.filter((client) => client.appId === appId)
      : [];
    const kept = besides.flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds);
    return { appId, delegatedPermissionIds: [...new Set([...kept, ...ids])] };
  });
  return [...others, ...ours];
}

/** Scopes that the stack knows nothing of, neither by value nor by id. */
export function foreignScopes({ api }: Application, { declared }: StackOutputs): readonly Scope[] {
  const values = Object.keys(declared.scopes);
  const ids = Object.values(declared.scopes);
  return api.oauth2PermissionScopes.filter(
    ({ id, value }) => !values.includes(value) && !ids.includes(id),
  );
}

/** Takes scopes out of pre-authorizations. No request where nobody holds them. */
function letGo(
  registration: Application,
  outputs: StackOutputs,
  clients: readonly Client[],
  scopes: readonly Scope[],
): readonly string[] {
  const isLost = (id: string): boolean => scopes.some((scope) => scope.id === id);
  const isHeld = registration.api.preAuthorizedApplications.some(({ delegatedPermissionIds }) =>
    delegatedPermissionIds.some(isLost),
  );
  const released = clients.map(({ appId, delegatedPermissionIds }) => ({
    appId,
    delegatedPermissionIds: delegatedPermissionIds.filter((id) => !isLost(id)),
  }));
  return isHeld ? [patchClients(registration, outputs, released)] : [];
}

/**
 * Switches scopes off: Entra ID lets a scope go or have another value only then. No request where
 * all are off.
 */
function switchOff(
  registration: Application,
  outputs: StackOutputs,
  scopes: readonly Scope[],
): readonly string[] {
  if (!scopes.some(({ isEnabled }) => isEnabled)) return [];
  const all = registration.api.oauth2PermissionScopes.map((scope) =>
    scopes.includes(scope) ? { ...scope, isEnabled: false } : scope,
  );
  return [patchScopes(registration, outputs, all)];
}

/** Requests, in order, that take foreign scopes away. */
export function removeForeignScopes(
  registration: Application,
  outputs: StackOutputs,
): readonly string[] {
  const foreign = foreignScopes(registration, outputs);
  const kept = registration.api.oauth2PermissionScopes.filter((scope) => !foreign.includes(scope));
  return [
    ...letGo(registration, outputs, declaredClients(registration, outputs), foreign),
    ...switchOff(registration, outputs, foreign),
    patchScopes(registration, outputs, kept),
  ];
}

/**
 * Requests, in order, after which every declared scope is there, switched on, with its id, and held
 * by the declared clients. A scope whose value has another id goes first, so that the value is
 * free.
 */
export function restoreScopes(registration: Application, outputs: StackOutputs): readonly string[] {
  const { oauth2PermissionScopes: scopes } = registration.api;
  const ids = outputs.declared.scopes;
  const isOurs = ({ id }: Scope): boolean => Object.values(ids).includes(id);
  const usurpers = scopes.filter(({ id, value }) => ids[value] !== undefined && ids[value] !== id);
  const renamed = scopes.filter((scope) => isOurs(scope) && ids[scope.value] === undefined);
  const kept = scopes.filter((scope) => !usurpers.includes(scope));
  const restored = Object.entries(ids).map(([value, id]) => {
    const scope =
      kept.find((each) => each.id === id) ?? usurpers.find((each) => each.value === value);
    return { ...(scope ?? newScope(value, outputs)), id, value, isEnabled: true };
  });
  const isMissing = restored.some(({ id }) => !kept.some((scope) => scope.id === id));
  return [
    ...letGo(registration, outputs, clientsWith(registration, "living"), usurpers),
    ...switchOff(registration, outputs, [...usurpers, ...renamed]),
    patchScopes(registration, outputs, [...kept.filter((scope) => !isOurs(scope)), ...restored]),
    ...(isMissing
      ? [patchClients(registration, outputs, declaredClients(registration, outputs))]
      : []),
  ];
}

function newScope(value: string, { declared }: StackOutputs): Scope {
  const text = `${value} of ${declared.displayName}`;
  return {
    adminConsentDescription: text,
    adminConsentDisplayName: text,
    id: "",
    isEnabled: true,
    type: "User",
    userConsentDescription: text,
    userConsentDisplayName: text,
    value,
  };
}
