/**
 * What Entra ID refuses in an application: pure rules over the stored application and the wanted
 * one.
 */
import { badRequest, graphRefusal, type Refusal } from "../errors";
import type { Application, AppRole, ApplicationPatch, PermissionScope } from "../model";
import type { DirectoryState } from "../state";

/**
 * Checks a change of an application, or a new one (`before` absent).
 *
 * @param patch what the request said: some rules look at what is sent, not at what results.
 * @throws Refusal 400.
 */
export function checkApplication(
  state: DirectoryState,
  before: Application | undefined,
  after: Application,
  patch: ApplicationPatch,
): void {
  if (before !== undefined) {
    const strict = state.policies.strictEntitlements;
    checkDisabledFirst(before.api.oauth2PermissionScopes, after.api.oauth2PermissionScopes, strict);
    checkDisabledFirst(before.appRoles, after.appRoles, strict);
  }
  checkEntitlements(after.api.oauth2PermissionScopes, after.appRoles);
  checkPreAuthorized(before, patch);
  checkIdentifierUris(state, before, after);
  checkVersion(after);
  checkDistinct(after.tags, "tags");
}

interface Entitlement {
  readonly id: string;
  readonly isEnabled: boolean;
  readonly value: string | null;
}

/**
 * An enabled scope or role must be switched off, in an earlier request, before it goes or gets
 * another value.
 */
function checkDisabledFirst(
  before: readonly Entitlement[],
  after: readonly Entitlement[],
  strict: boolean,
): void {
  for (const stored of before) {
    const wanted = after.find(({ id }) => id === stored.id);
    const touched =
      wanted === undefined ||
      wanted.value !== stored.value ||
      // The strict mode guards texts too; only switching off is then free.
      (strict && wanted.isEnabled && JSON.stringify(wanted) !== JSON.stringify(stored));
    if (stored.isEnabled && touched) {
      throw graphRefusal(
        400,
        "CannotDeleteOrUpdateEnabledEntitlement",
        "Permission (scope or role) cannot be deleted or updated unless disabled first.",
      );
    }
  }
}

/**
 * Ids and values are unique over scopes and roles together; a scope and a role may be one and the
 * same thing.
 */
function checkEntitlements(scopes: readonly PermissionScope[], roles: readonly AppRole[]): void {
  for (const [items, property] of [
    [scopes, "api.oauth2PermissionScopes"],
    [roles, "appRoles"],
  ] as const) {
    const ids = items.map(({ id }) => id);
    const values = items.flatMap(({ value }) => value ?? []);
    checkDistinct(ids, property);
    checkDistinct(values, property);
  }
  for (const role of roles) {
    const twin = scopes.find(
      ({ id, value }) => id === role.id || (value !== null && value === role.value),
    );
    if (twin !== undefined && !describesSame(twin, role)) throw duplicateValues("appRoles");
  }
}

function describesSame(scope: PermissionScope, role: AppRole): boolean {
  return (
    scope.id === role.id &&
    scope.value === role.value &&
    scope.isEnabled === role.isEnabled &&
    scope.adminConsentDisplayName === role.displayName &&
    scope.adminConsentDescription === role.description
  );
}

/**
 * A written pre-authorization may name only scopes that are already stored: neither a removed one
 * nor one that comes with the same request. Removing a scope that is still named is not refused,
 * though.
 * https://github.com/MicrosoftDocs/azure-docs/issues/121168
 */
function checkPreAuthorized(before: Application | undefined, patch: ApplicationPatch): void {
  const wanted = patch.api?.preAuthorizedApplications;
  if (wanted === undefined) return;
  const known = new Set(before?.api.oauth2PermissionScopes.map(({ id }) => id));
  const named = wanted.flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds);
  if (named.some((id) => !known.has(id))) {
    throw graphRefusal(
      400,
      "InvalidValue",
      "Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets.",
      "api.preAuthorizedApplications.delegatedPermissionIds",
    );
  }
  const clients = wanted.map(({ appId }) => appId);
  checkDistinct(clients, "api.preAuthorizedApplications");
}

/**
 * Unique in the tenant; for version 1 tokens, unless the tenant is exempt, of a form that proves
 * its right to it.
 */
function checkIdentifierUris(
  state: DirectoryState,
  before: Application | undefined,
  after: Application,
): void {
  checkDistinct(after.identifierUris, "identifierUris");
  const guarded = state.policies.identifierUriPolicy && after.api.requestedAccessTokenVersion !== 2;
  // A registration that goes back to version 1 is judged like a new one.
  const goesBack = guarded && before?.api.requestedAccessTokenVersion === 2;
  const judged = after.identifierUris.filter(
    (uri) => goesBack || before?.identifierUris.includes(uri) !== true,
  );
  for (const uri of judged) {
    if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(uri) || !URL.canParse(uri.toLowerCase())) {
      throw badRequest(
        "Invalid value specified for property 'identifierUris' of resource 'Application'.",
        "identifierUris",
      );
    }
    const taken = state.applications.some(
      ({ id, identifierUris }) => id !== after.id && identifierUris.includes(uri),
    );
    if (taken) {
      throw badRequest(
        "Another object with the same value for property identifierUris already exists.",
        "identifierUris",
      );
    }
    if (guarded && !isOwnUri(state, after, uri)) {
      throw graphRefusal(
        400,
        "HostNameNotOnVerifiedDomain",
        `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`,
        "identifierUris",
      );
    }
  }
}

// https://learn.microsoft.com/graph/api/resources/identifieruriconfiguration
function isOwnUri({ tenant }: DirectoryState, { appId }: Application, uri: string): boolean {
  const { protocol, host, pathname } = new URL(uri.toLowerCase());
  const parts = [host, ...pathname.split("/").filter((part) => part !== "")];
  const onDomain = host === tenant.domain || host.endsWith(`.${tenant.domain}`);
  return (
    (protocol === "https:" && onDomain) ||
    (protocol === "api:" && (onDomain || parts.includes(appId) || parts.includes(tenant.id)))
  );
}

/**
 * Personal accounts get version 2 tokens only. That null is refused too is not known.
 * https://learn.microsoft.com/graph/api/resources/apiapplication
 */
function checkVersion({ api, signInAudience }: Application): void {
  const isForPersonal = signInAudience.endsWith("PersonalMicrosoftAccount");
  if (!isForPersonal || api.requestedAccessTokenVersion !== 1) return;
  const property = "api.requestedAccessTokenVersion";
  throw badRequest(`Property ${property} is invalid.`, property);
}

function checkDistinct(values: readonly string[], property: string): void {
  if (new Set(values).size !== values.length) throw duplicateValues(property);
}

function duplicateValues(property: string): Refusal {
  return badRequest("Request contains a property with duplicate values.", property);
}
