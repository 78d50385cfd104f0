/**
 * Who takes part in a token request, found in the directory: the client, the resource, the user.
 * One decision a function.
 */
import { FIRST_PARTY_CLIENTS } from "../constants";
import type { Exchange } from "../exchange";
import { type Publication, publicationOf } from "../graph/render";
import type { Application, ServicePrincipal, User } from "../model";
import type { DirectoryState } from "../state";
import { aadsts } from "./refusals";

/** The application that asks for a token. */
export interface Client {
  /** Lower case. */
  readonly clientId: string;
  readonly displayName: string;
  /** One of Microsoft's own tools: no registration here, shares refresh tokens with its family. */
  readonly firstParty: boolean;
  readonly application: Application | undefined;
  /** The service principal, if the tenant has one. */
  readonly principal: ServicePrincipal | undefined;
}

/** A request whose client is known. */
export interface ClientExchange extends Exchange {
  readonly client: Client;
}

export interface Resource {
  readonly principal: ServicePrincipal;
  readonly publication: Publication;
  /** How the request named it: what version 1 tokens carry as audience. */
  readonly identifier: string;
}

/** What a request's `scope` asks for. */
export interface ScopeRequest {
  /** The resource as written; undefined where only OpenID scopes are asked for. */
  readonly resource: string | undefined;
  /** The permission values; ".default" stands for all that is granted. */
  readonly names: readonly string[];
  /** `openid`, `profile`, `email`, `offline_access`. */
  readonly openId: readonly string[];
}

const OPENID_SCOPES = new Set(["openid", "profile", "email", "offline_access"]);
/** Microsoft Graph, where a request names no resource. */
export const GRAPH_IDENTIFIER = "https://graph.microsoft.com";

/**
 * Reads a `scope` field. Its parts come in any order; the resource is what stands before the last
 * slash, and a value alone belongs to Microsoft Graph.
 *
 * @throws Refusal AADSTS28000 for more than one resource.
 */
export function parseScope(scope: string): ScopeRequest {
  const parts = scope.split(/\s+/).filter((part) => part !== "");
  const openId = parts.filter((part) => OPENID_SCOPES.has(part));
  const asked = parts
    .filter((part) => !OPENID_SCOPES.has(part))
    .map((part) => {
      const slash = part.lastIndexOf("/");
      return slash < 0
        ? { resource: GRAPH_IDENTIFIER, name: part }
        : { resource: part.slice(0, slash), name: part.slice(slash + 1) };
    });
  const resources = [...new Set(asked.map(({ resource }) => resource))];
  if (resources.length > 1) throw aadsts(28000, scope);
  return { resource: resources[0], names: asked.map(({ name }) => name), openId };
}

/**
 * Finds the client. @throws Refusal AADSTS700016 for one that is not in the tenant,
 * AADSTS7000112 for a disabled one.
 */
export function findClient(state: DirectoryState, id: string): Client {
  const clientId = id.toLowerCase();
  const firstPartyName = FIRST_PARTY_CLIENTS.get(clientId);
  const application = state.applications.find(({ appId }) => appId === clientId);
  const principal = state.servicePrincipals.find(({ appId }) => appId === clientId);
  const displayName = firstPartyName ?? application?.displayName;
  if (displayName === undefined) throw aadsts(700016, id, state.tenant.displayName);
  if (principal?.accountEnabled === false) throw aadsts(7000112, { clientId, displayName });
  return {
    clientId,
    displayName,
    firstParty: firstPartyName !== undefined,
    application,
    principal,
  };
}

/**
 * Finds the API that a request names by client id or identifier URI.
 *
 * @throws Refusal AADSTS500011 without a service principal or such a URI, AADSTS500014 for a
 * disabled one.
 */
export function findResource(state: DirectoryState, identifier: string): Resource {
  const wanted = normalize(identifier);
  for (const principal of state.servicePrincipals) {
    const publication = publicationOf(state, principal);
    if (publication.servicePrincipalNames.some((name) => normalize(name) === wanted)) {
      if (!principal.accountEnabled) throw aadsts(500014, identifier);
      return { principal, publication, identifier };
    }
  }
  throw aadsts(500011, identifier, state.tenant.displayName);
}

/**
 * Finds a user by object id or user principal name. @throws Refusal AADSTS50034 for nobody,
 * AADSTS50057 for a disabled account.
 */
export function findSignInUser(state: DirectoryState, idOrName: string): User {
  const wanted = idOrName.toLowerCase();
  const user = state.users.find(
    ({ id, userPrincipalName }) => id === wanted || userPrincipalName.toLowerCase() === wanted,
  );
  if (user === undefined) throw aadsts(50034, idOrName, state.tenant.domain);
  if (!user.accountEnabled) throw aadsts(50057);
  return user;
}

/** @throws Refusal AADSTS90002 for a tenant other than this directory's. */
export function checkTenant(state: DirectoryState, tenant: string): void {
  const { id, domain } = state.tenant;
  if (!["common", "organizations", id, domain].includes(tenant.toLowerCase())) {
    throw aadsts(90002, tenant);
  }
}

// GUIDs in any case, and one slash more or less at the end: az always adds one before ".default".
function normalize(identifier: string): string {
  return identifier.toLowerCase().replace(/\/$/, "");
}
