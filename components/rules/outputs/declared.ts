/** What a stack declares, as tools compare the directory with it. */
import { isScopeOfOthers } from "../facts/found";
import type { ManagementApiSpec } from "../keys";
import type { RegistrationSpec } from "../values/registration";

/**
 * What a stack declares, as far as tools need it to compare the directory with it. An output,
 * because ids are derived and defaults filled in: the config alone does not say it.
 */
export interface Declared {
  /**
   * How the stack came to have its registration: `existing` ones are others', who may add to them.
   */
  readonly registration: RegistrationSpec["mode"];
  /** The registration's name. */
  readonly displayName: string;
  /** Ids of the scopes, by value. */
  readonly scopes: Readonly<Record<string, string>>;
  /** Ids of the app roles, by value. */
  readonly appRoles: Readonly<Record<string, string>>;
  /** Values of the scopes that each client is pre-authorized for, by client id. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
  /** Only assigned users and groups get tokens. */
  readonly assignmentRequired: boolean;
  /** Parts whose import ids config still has: they are for one `up`. Absent: none. */
  readonly imports?: readonly string[];
  /**
   * What of the scopes and clients whoever owns the registration has made. Absent: nothing, because
   * the registration is the stack's.
   */
  readonly elsewhere?: {
    /** Values of scopes. */
    readonly scopes: readonly string[];
    /** Client ids. */
    readonly clients: readonly string[];
  };
}

/** What outputs follow from besides ids: of a specification, or of a file of outputs. */
export interface Basis extends Pick<
  ManagementApiSpec,
  "accessRole" | "identifierUris" | "tokenVersion"
> {
  readonly declared: Declared;
}

/** What a specification declares. */
export function declared(spec: ManagementApiSpec): Declared {
  const { registration } = spec;
  const imports = registration.mode === "adopt" ? Object.keys(registration.imports) : [];
  return {
    registration: spec.registration.mode,
    displayName: spec.displayName,
    scopes: Object.fromEntries(spec.scopes.map(({ value, id }) => [value, id])),
    appRoles: Object.fromEntries(spec.appRoles.map(({ value, id }) => [value, id])),
    clients: Object.fromEntries(spec.clients.map(({ clientId, scopes }) => [clientId, scopes])),
    assignmentRequired: spec.assignmentRequired,
    ...(imports.length > 0 && { imports }),
    ...(registration.mode === "existing" && {
      elsewhere: {
        scopes: spec.scopes.filter(isScopeOfOthers(registration)).map(({ value }) => value),
        clients: spec.clients.filter(({ elsewhere }) => elsewhere).map(({ clientId }) => clientId),
      },
    }),
  };
}
