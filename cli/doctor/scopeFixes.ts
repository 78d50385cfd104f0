/** The requests that bring scopes and pre-authorizations of a registration to what the stack declares. Pure. */
import type { StackOutputs } from "../../components/rules/outputs";
import type { Json } from "../pythonLiteral";
import type { Registration } from "./facts";
import { patchApplication } from "./graphCommands";

type Scope = Registration["api"]["oauth2PermissionScopes"][number];
type Client = Registration["api"]["preAuthorizedApplications"][number];

/** Scopes as sent: the eight properties of Microsoft Graph, nothing else. */
function toJson(scope: Scope): Json {
  const text = (name: string): Json => {
    const value = scope[name];
    return typeof value === "string" ? value : null;
  };
  return {
    adminConsentDescription: text("adminConsentDescription"),
    adminConsentDisplayName: text("adminConsentDisplayName"),
    id: scope.id,
    isEnabled: scope.isEnabled,
    type: text("type") ?? "User",
    userConsentDescription: text("userConsentDescription"),
    userConsentDisplayName: text("userConsentDisplayName"),
    value: scope.value,
  };
}

function patchScopes({ id }: Registration, scopes: readonly Scope[]): string {
  return patchApplication(id, { api: { oauth2PermissionScopes: scopes.map(toJson) } });
}

/** Replaces the pre-authorizations. */
export function patchClients({ id }: Registration, clients: readonly Client[]): string {
  const entries = clients
    .filter(({ delegatedPermissionIds }) => delegatedPermissionIds.length > 0)
    .map(({ appId, delegatedPermissionIds }) => ({ appId, delegatedPermissionIds }));
  return patchApplication(id, { api: { preAuthorizedApplications: entries } });
}

/** Pre-authorizations with what the stack declares put right, and everybody else left alone. */
export function declaredClients(
  registration: Registration,
  { declared }: StackOutputs,
): readonly Client[] {
  const others = registration.api.preAuthorizedApplications.filter(
    ({ appId }) => declared.clients[appId.toLowerCase()] === undefined,
  );
  const ours = Object.entries(declared.clients).map(([appId, scopes]) => ({
    appId,
    delegatedPermissionIds: scopes.split(" ").flatMap((scope) => declared.scopes[scope] ?? []),
  }));
  return [...others, ...ours];
}

/**
 * Requests, in order, after which every declared scope is there, switched on, with its id, and held by the declared clients.
 * A scope whose value has another id goes first: clients let go of it, it is switched off, then replaced; Entra ID wants it so.
 */
export function restoreScopes(
  registration: Registration,
  outputs: StackOutputs,
): readonly string[] {
  const { oauth2PermissionScopes: scopes, preAuthorizedApplications: clients } = registration.api;
  const ids = outputs.declared.scopes;
  const isUsurper = ({ id, value }: Scope): boolean =>
    ids[value] !== undefined && ids[value] !== id;
  const usurpers = scopes.filter(isUsurper);
  const lost = new Set(usurpers.map(({ id }) => id));
  const released = clients.map((client) => ({
    ...client,
    delegatedPermissionIds: client.delegatedPermissionIds.filter((id) => !lost.has(id)),
  }));
  const isHeld = clients.some(({ delegatedPermissionIds }) =>
    delegatedPermissionIds.some((id) => lost.has(id)),
  );
  const kept = scopes.filter((scope) => !isUsurper(scope));
  const restored = Object.entries(ids).map(([value, id]) => {
    const scope =
      kept.find((each) => each.id === id) ?? usurpers.find((each) => each.value === value);
    return { ...(scope ?? newScope(value, outputs)), id, value, isEnabled: true };
  });
  const others = kept.filter(({ id }) => !Object.values(ids).includes(id));
  const isMissing = restored.some(({ id }) => !kept.some((scope) => scope.id === id));
  const off = scopes.map((scope) => (isUsurper(scope) ? { ...scope, isEnabled: false } : scope));
  return [
    ...(isHeld ? [patchClients(registration, released)] : []),
    ...(usurpers.some(({ isEnabled }) => isEnabled) ? [patchScopes(registration, off)] : []),
    patchScopes(registration, [...others, ...restored]),
    ...(isMissing ? [patchClients(registration, declaredClients(registration, outputs))] : []),
  ];
}

function newScope(value: string, { declared }: StackOutputs): Scope {
  const text = `${value} of ${declared.displayName}`;
  return {
    id: "",
    value,
    isEnabled: true,
    type: "User",
    adminConsentDisplayName: text,
    adminConsentDescription: text,
    userConsentDisplayName: text,
    userConsentDescription: text,
  };
}
