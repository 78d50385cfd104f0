import type { ManagementApiSpec } from "./managementApi";

/**
 * What a stack declares, as far as tools need it to compare the directory with it. An output, because ids are derived and
 * defaults filled in: the config alone does not say it.
 */
export interface Declared {
  /** The registration's name. */
  readonly displayName: string;
  /** Ids of the scopes, by value. */
  readonly scopes: Readonly<Record<string, string>>;
  /** Values of the scopes that each client is pre-authorized for, separated by blanks, by client id. */
  readonly clients: Readonly<Record<string, string>>;
  /** Only assigned users and groups get tokens. */
  readonly assignmentRequired: boolean;
}

/** The part of a specification that tools compare the directory with. */
export function declared(spec: ManagementApiSpec): Declared {
  return {
    displayName: spec.displayName,
    scopes: Object.fromEntries(spec.scopes.map(({ value, id }) => [value, id])),
    clients: Object.fromEntries(
      spec.clients.map(({ clientId, scopes }) => [clientId, scopes.join(" ")]),
    ),
    assignmentRequired: spec.assignmentRequired,
  };
}
