/** A registration that is there, and what a stack comes to with one that others own. */
import type { ClientSpec } from "../values/clients";
import type { ManagementApiSpec } from "../keys";
import { showText } from "../reading/hiddenText";
import { usableUris } from "../values/identifierUris";
import { deriveId } from "../ids";
import type { ScopeSpec } from "../values/permissions";
import type { RegistrationSpec } from "../values/registration";

/** How a stack refers to the registration. */
export type Reference = Extract<RegistrationSpec, { mode: "existing" }>;

/** What can be switched off. */
interface Switched {
  readonly enabled: boolean;
}

/** A scope as the registration has it. */
export type FoundScope = ScopeSpec & Switched;

/** As the directory has it now. The provider does not tell its pre-authorized clients. */
export interface FoundRegistration {
  readonly objectId: string;
  readonly clientId: string;
  readonly displayName: string;
  readonly tokenVersion: 1 | 2;
  readonly identifierUris: readonly string[];
  readonly scopes: readonly FoundScope[];
  readonly appRoles: readonly (Switched & {
    readonly id: string;
    readonly value: string;
    readonly allowedMemberTypes: readonly string[];
  })[];
  /** Which groups its tokens list; empty: none. */
  readonly groupMembershipClaims: readonly string[];
  /** The API in the tenant; undefined: it is not there. */
  readonly servicePrincipal:
    (Switched & { readonly objectId: string; readonly assignmentRequired: boolean }) | undefined;
}

/**
 * The scopes that are not the stack's own. Its own have derived ids; they come and go with config,
 * not with the directory.
 */
export function scopesOfOthers(
  reference: Reference,
  { scopes }: FoundRegistration,
): readonly FoundScope[] {
  return scopes.filter((scope) => scope.value !== "" && isScopeOfOthers(reference)(scope));
}

/** Tells scopes of others from the stack's own. */
export function isScopeOfOthers({
  identity,
}: Reference): (scope: Pick<ScopeSpec, "value" | "id">) => boolean {
  return ({ value, id }) => id !== deriveId(identity, "scope", value);
}

/**
 * A stack with what it uses of the registration filled in: never by what the stack has made already,
 * so that nothing changes from one preview to the next.
 */
export function describeExisting(
  spec: ManagementApiSpec,
  reference: Reference,
  found: FoundRegistration,
  tenantId: string,
): ManagementApiSpec {
  const { clientId, scopes: named } = reference;
  const used = scopesOfOthers(reference, found).filter(({ value, enabled }) =>
    named === undefined ? enabled : named.includes(value),
  );
  const scopes = [...used, ...spec.scopes].sort((a, b) => (a.value < b.value ? -1 : 1));
  const valuesFor = ({ elsewhere }: ClientSpec) =>
    // Nobody else authorizes clients for what the stack adds.
    (elsewhere ? used : scopes).map(({ value }) => value).sort();
  return {
    ...spec,
    // People see it in outputs.
    displayName: showText(found.displayName).trim(),
    identifierUris: [...usableUris(found.identifierUris, { clientId, tenantId })],
    tokenVersion: found.tokenVersion,
    scopes,
    clients: spec.clients.map((client) => ({
      ...client,
      scopes: client.scopes.length > 0 ? client.scopes : valuesFor(client),
    })),
    // What others own, the stack does not declare.
    appRoles: [],
    graphPermissions: [],
    accessRole: rolesForApplications(found).find((value) => value === spec.accessRole),
    assignmentRequired: found.servicePrincipal?.assignmentRequired ?? false,
  };
}

/** The values of its app roles that applications can hold. */
export function rolesForApplications({ appRoles }: FoundRegistration): readonly string[] {
  return appRoles
    .filter(
      ({ enabled, allowedMemberTypes }) => enabled && allowedMemberTypes.includes("Application"),
    )
    .map(({ value }) => value);
}
