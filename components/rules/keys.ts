/** The config keys, in one table: what each may be, its default, and what it comes to. */
import * as v from "valibot";
import { groupMembershipClaimsSchema, resolveAccessRole, wantedRole } from "./values/access";
import { assignmentsSchema, resolveAssignments } from "./values/assignments";
import { clientsSchema, resolveClients } from "./values/clients";
import {
  DEFAULT_GRAPH_PERMISSIONS,
  graphPermissionsSchema,
  resolveGraphPermissions,
} from "./values/graphPermissions";
import { DEFAULT_IDENTIFIER_URI, identifierUrisSchema } from "./values/identifierUris";
import type { StackIdentity } from "./ids";
import {
  type AppRoleEntries,
  appRolesSchema,
  DEFAULT_APP_ROLES,
  namedScopes,
  resolveAppRoles,
  resolveScopes,
  type ScopeEntries,
  scopesSchema,
  scopeValues,
} from "./values/permissions";
import {
  principalsSchema,
  producersSchema,
  resolveProducers,
  sortPrincipals,
} from "./values/principals";
import { redirectUrisSchema, resolveRedirectUris } from "./values/redirectUris";
import {
  type RegistrationEntry,
  registrationSchema,
  resolveRegistration,
} from "./values/registration";
import { atMost, listOf, orEmpty, rule, text, uniqueName, uuid } from "./reading/schema";
import type { Written } from "./reading/written";

/** What a key's resolution may need of stack and other keys; all shapes are sound by then. */
export interface Context {
  readonly identity: StackIdentity;
  readonly registration: RegistrationEntry;
  readonly scopes: ScopeEntries;
  readonly appRoles: AppRoleEntries;
}

/** One config key: its shape, its value where a stack is silent, what a sound value comes to. */
export interface Key<Entry, Resolved> {
  readonly schema: v.GenericSchema<unknown, Entry>;
  readonly default: unknown;
  // A method, so that the table can be read as keys of unknown entries.
  resolve(entry: Entry, context: Context): Resolved;
  /** What it would change of a registration of others, which refuses it; left out: nothing. */
  readonly owns?: string;
  /** Why a registration that is adopted refuses the key; left out: it does not. */
  readonly notAdopted?: string;
}

function key<Entry, Resolved>(definition: Key<Entry, Resolved>): Key<Entry, Resolved> {
  return definition;
}

/** A switch that is off where a stack is silent. */
const offByDefault = key({
  schema: v.boolean(),
  default: false,
  resolve: (isOn) => isOn,
});

/**
 * Limits of a registration's texts; tags hold no blanks either. Source:
 * https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation
 */
const NAME_LENGTH = 120;
const TAG_LENGTH = 256;
/**
 * Source: terraform-provider-azuread has the same limit for descriptions; Microsoft's documents
 * name none for notes.
 */
const NOTES_LENGTH = 1024;

/**
 * Every config key, in the order of problems. Lists come to a fixed order, whatever order config has
 * them in. `Pulumi.yaml` repeats the defaults for people (a test compares them).
 */
export const KEYS = {
  /** Which registration: a new one that the stack owns, one of others, or one to adopt. */
  registration: key({
    schema: registrationSchema,
    default: "create",
    resolve: (entry, { scopes, identity }) => resolveRegistration(entry, scopes, identity),
  }),
  /** The registration's name in the portal. */
  displayName: key({
    schema: orEmpty(uniqueName(NAME_LENGTH)),
    default: "",
    // A registration that is there keeps its name where config is silent.
    resolve: (name, { identity, registration }) =>
      name || (registration === "create" ? `BDK Management API (${identity.stack})` : ""),
    owns: "its name",
  }),
  /** The entry in a service or asset database, which some tenants demand. */
  serviceManagementReference: key({
    schema: orEmpty(text(NOTES_LENGTH)),
    default: "",
    resolve: (reference) => reference,
    owns: "its entry in a database",
  }),
  /** Notes for whoever manages the registration, lines and all. */
  notes: key({
    schema: v.pipe(v.string(), atMost(NOTES_LENGTH)),
    default: "",
    resolve: (notes) => notes,
    owns: "its notes",
  }),
  /** Tags, sorted. The service principal shows them too: Entra ID joins both lists. */
  tags: key({
    schema: listOf(tag()),
    default: [],
    resolve: sorted,
    owns: "its tags",
    notAdopted: "the provider writes tags with a whole registration only",
  }),
  /** The API's names, with placeholders, in order: commands and scopes go by the first. */
  identifierUris: key({
    schema: identifierUrisSchema,
    default: [DEFAULT_IDENTIFIER_URI],
    resolve: (uris) => uris,
    owns: "its identifier URIs",
  }),
  /** Version 2 tokens carry the client id as audience, version 1 whatever name was asked for. */
  tokenVersion: key({ schema: tokenVersion(), default: 2, resolve: (version) => version }),
  /** Where people come back to after signing in to the API itself, by kind of client. */
  redirectUris: key({
    schema: redirectUrisSchema,
    default: {},
    resolve: resolveRedirectUris,
    owns: "its redirect URIs",
    notAdopted: "the provider would own whole lists, and take away what others add to them",
  }),
  /** What people may do with a client's help: the scopes that the stack makes. */
  scopes: key({
    schema: scopesSchema,
    default: "",
    resolve: (entries, { identity }) => resolveScopes(entries, identity),
  }),
  /** What daemons and users may do. */
  appRoles: key({
    schema: appRolesSchema,
    default: DEFAULT_APP_ROLES,
    resolve: (entries, { identity }) => resolveAppRoles(entries, identity),
    owns: "its app roles",
  }),
  /** Who gets tokens without a consent prompt. */
  clients: key({
    schema: clientsSchema,
    default: ["azureCli"],
    resolve: (entries, { scopes }) =>
      resolveClients(entries, scopeValues(scopes), namedScopes(scopes)),
  }),
  /** The security group that the API checks. */
  producers: key({
    schema: producersSchema,
    default: "none",
    resolve: (entry, { identity }) => resolveProducers(entry, identity.stack),
  }),
  /** Which groups users' tokens list, sorted; empty: none. */
  groupMembershipClaims: key({
    schema: groupMembershipClaimsSchema,
    default: "SecurityGroup",
    resolve: sorted,
    owns: "the groups in its tokens",
  }),
  /** The app role that lets applications in, as the group lets users in; undefined: none does. */
  accessRole: key({
    schema: v.string(
      'must be "none" or the value of an app role\nwrite "none" or a value of "appRoles"',
    ),
    default: "",
    // Which roles a registration of others has, only a look-up tells.
    resolve: (role, { appRoles, registration }) =>
      registration !== "create" && registration.mode === "existing"
        ? wantedRole(role)
        : resolveAccessRole(role, appRoles),
  }),
  /** Permissions of Microsoft Graph that the registration asks for, sorted. */
  graphPermissions: key({
    schema: graphPermissionsSchema,
    default: DEFAULT_GRAPH_PERMISSIONS,
    resolve: resolveGraphPermissions,
    owns: "the permissions that it asks for",
  }),
  /** Owners besides the caller. */
  owners: key({
    schema: principalsSchema,
    default: [],
    resolve: sortPrincipals,
    owns: "its owners",
  }),
  /** Only assigned users and groups get tokens. */
  assignmentRequired: { ...offByDefault, owns: "whether it requires assignments" },
  /** Who may get tokens where assignment is required, and who holds an app role. */
  assignments: key({
    schema: assignmentsSchema,
    default: [],
    resolve: (entries, { identity, appRoles }) =>
      resolveAssignments(entries, resolveAppRoles(appRoles, identity)),
    owns: "who is assigned to it",
  }),
  /** Client ids that are consented together with this API, sorted. */
  knownClients: key({
    schema: listOf(uuid()),
    default: [],
    resolve: sorted,
    owns: "the clients that are consented together with it",
  }),
  /**
   * Nothing is deleted, and `pulumi destroy` refuses. Where a stack is silent: a registration that
   * was there before the stack is protected, one that the stack makes is not.
   */
  protect: key({
    schema: v.lazy((value): v.GenericSchema<unknown, "" | boolean> =>
      value === "" ? v.literal("") : v.boolean(),
    ),
    default: "",
    resolve: (isOn, { registration }) =>
      isOn === "" ? registration !== "create" && registration.mode === "adopt" : isOn,
  }),
  /** A token is fetched once after everything exists. */
  verifyToken: offByDefault,
};

/** Everything that a stack declares. */
export type ManagementApiSpec = {
  readonly [K in keyof typeof KEYS]: ReturnType<(typeof KEYS)[K]["resolve"]>;
};

/** The names of the config keys, in order. */
export const CONFIG_KEYS: readonly string[] = Object.keys(KEYS);

/** What each key is where a stack is silent; "Pulumi.yaml" repeats it. */
export const DEFAULTS: Written = Object.fromEntries(
  Object.entries<Key<unknown, unknown>>(KEYS).map(([name, { default: value }]) => [name, value]),
);

function tag(): v.GenericSchema<unknown, string> {
  return v.pipe(
    text(TAG_LENGTH),
    rule(
      // Blanks around it are a text's problem.
      (value) => !/\s/.test(value.trim()),
      "must hold no blanks",
      (value) => `write "${value.trim().replaceAll(/\s+/g, "-")}" for example`,
    ),
  );
}

/** Pulumi hands numbers over as texts. */
function tokenVersion(): v.GenericSchema<unknown, 1 | 2> {
  return v.pipe(
    v.picklist(
      [1, 2, "1", "2"],
      "must be 1 or 2\nwrite 2, or 1 where the API expects version 1 tokens",
    ),
    v.transform((version) => (String(version) === "1" ? 1 : 2)),
  );
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}
