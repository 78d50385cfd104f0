/** Who takes part in a token request, found in the directory: the client, the resource, the user. One decision a function. */
import { FIRST_PARTY_CLIENTS } from "../constants";
import { LoginError } from "../errors";
import { publicationOf } from "../graph/render";
import type { Publication } from "../graph/render";
import type { Application, ServicePrincipal, User } from "../model";
import { matchesHash } from "../secrets";
import type { DirectoryState } from "../state";

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

/** The API that a token is for. */
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
const GRAPH_IDENTIFIER = "https://graph.microsoft.com";

/**
 * Reads a `scope` field. Its parts come in any order; the resource is what stands before the last slash, and a value alone
 * belongs to Microsoft Graph.
 *
 * @throws LoginError AADSTS28000 for more than one resource.
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
  if (resources.length > 1) {
    throw new LoginError(
      "invalid_scope",
      28000,
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
    );
  }
  return { resource: resources[0], names: asked.map(({ name }) => name), openId };
}

/** Finds the client. @throws LoginError AADSTS700016 for one that is not in the tenant, AADSTS7000112 for a disabled one. */
export function findClient(state: DirectoryState, id: string): Client {
  const clientId = id.toLowerCase();
  const firstPartyName = FIRST_PARTY_CLIENTS.get(clientId);
  const application = state.applications.find(({ appId }) => appId === clientId);
  const principal = state.servicePrincipals.find(({ appId }) => appId === clientId);
  const displayName = firstPartyName ?? application?.displayName;
  if (displayName === undefined) {
    throw new LoginError(
      "unauthorized_client",
      700016,
      `Application with identifier '${id}' was not found in the directory '${state.tenant.displayName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  }
  if (principal?.accountEnabled === false) {
    throw disabledApplication(clientId, displayName);
  }
  return {
    clientId,
    displayName,
    firstParty: firstPartyName !== undefined,
    application,
    principal,
  };
}

/**
 * Checks a confidential client's secret.
 *
 * @throws LoginError AADSTS7000215 for a wrong one, AADSTS7000222 for one that has expired.
 */
export function checkClientSecret(client: Client, secret: string, now: Date): void {
  const credential = client.application?.passwordCredentials.find(({ secretHash }) =>
    matchesHash(secret, secretHash),
  );
  if (credential === undefined) {
    throw new LoginError(
      "invalid_client",
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.clientId}'.`,
      { status: 401 },
    );
  }
  if (new Date(credential.endDateTime) <= now) {
    throw new LoginError(
      "invalid_client",
      7000222,
      `The provided client secret keys for app '${client.clientId}' are expired. Visit the Azure portal to create new keys for your app.`,
      { status: 401 },
    );
  }
}

/**
 * Finds the API that a request names by client id or identifier URI.
 *
 * @throws LoginError AADSTS500011 without a service principal or such a URI, AADSTS500014 for a disabled one.
 */
export function findResource(state: DirectoryState, identifier: string): Resource {
  const wanted = normalize(identifier);
  for (const principal of state.servicePrincipals) {
    const publication = publicationOf(state, principal);
    if (publication.servicePrincipalNames.some((name) => normalize(name) === wanted)) {
      if (!principal.accountEnabled) {
        throw new LoginError(
          "invalid_resource",
          500014,
          `The service principal for resource '${identifier}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.`,
        );
      }
      return { principal, publication, identifier };
    }
  }
  throw new LoginError(
    "invalid_resource",
    500011,
    `The resource principal named ${identifier} was not found in the tenant named ${state.tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}

/** Finds a user by object id or user principal name. @throws LoginError AADSTS50034 for nobody, AADSTS50057 for a disabled account. */
export function findSignInUser(state: DirectoryState, idOrName: string): User {
  const wanted = idOrName.toLowerCase();
  const user = state.users.find(
    ({ id, userPrincipalName }) => id === wanted || userPrincipalName.toLowerCase() === wanted,
  );
  if (user === undefined) {
    throw new LoginError(
      "invalid_grant",
      50034,
      `The user account ${idOrName} does not exist in the ${state.tenant.domain} directory. To sign into this application, the account must be added to the directory.`,
    );
  }
  if (!user.accountEnabled) {
    throw new LoginError("invalid_grant", 50057, "The user account is disabled.");
  }
  return user;
}

/** @throws LoginError AADSTS90002 for a tenant other than this directory's. */
export function checkTenant(state: DirectoryState, tenant: string): void {
  const { id, domain } = state.tenant;
  if (!["common", "organizations", id, domain].includes(tenant.toLowerCase())) {
    throw new LoginError(
      "invalid_request",
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    );
  }
}

function disabledApplication(clientId: string, displayName: string): LoginError {
  return new LoginError(
    "unauthorized_client",
    7000112,
    `Application '${clientId}'(${displayName}) is disabled.`,
  );
}

// GUIDs in any case, and one slash more or less at the end: az always adds one before ".default".
function normalize(identifier: string): string {
  return identifier.toLowerCase().replace(/\/$/, "");
}
