/** What the API grants: scopes to people who come with a client, app roles to daemons and users. */
import * as v from "valibot";
import { deriveId, type IdentityKind, type StackIdentity } from "../ids";
import {
  atMost,
  keyed,
  listOf,
  oneOf,
  orEmpty,
  otherNames,
  rule,
  text,
  uuid,
} from "../reading/schema";
import { type Entry, fieldOf, itemsOf, textsIn } from "../reading/written";

/**
 * Scope and role values: at most 120 of Entra's characters. Source:
 * https://learn.microsoft.com/graph/api/resources/permissionscope and …/approle. The leading full
 * stop is refused by the provider (terraform-provider-azuread, applications/validate/tokens.go): it
 * would read as a `/.default` request.
 */
const ALLOWED = /^[A-Za-z0-9:!#$%&'()*+,\-./;<=>?@[\]^_`{|}~]*$/;
const MAX_LENGTH = 120;

/**
 * The schema of a scope's or app role's `value`, the name that tokens carry in `scp` or `roles`.
 *
 * @param example what one may be called.
 */
export function permissionValue(example = "access_as_producer"): v.GenericSchema<unknown, string> {
  return v.pipe(
    v.string(),
    rule((value) => value !== "", "must not be empty", `name it, e.g. "${example}"`),
    atMost(MAX_LENGTH),
    rule(
      (value) => ALLOWED.test(value),
      "must hold only letters, digits and :!#$%&'()*+,-./;<=>?@[]^_`{|}~ (no spaces)",
      (value) => `write "${value.trim().replaceAll(/[^A-Za-z0-9._-]+/g, "_")}" for example`,
    ),
    rule(
      (value) => !value.startsWith("."),
      "must not start with a full stop",
      (value) => `write "${value.replace(/^\.+/, "")}"`,
    ),
  );
}

/** A scope or app role, as far as values and ids are concerned. */
export interface Permission {
  /** The name in tokens, and a scope's in `api://…/value`. */
  readonly value: string;
  /** A UUID: written in config, else derived from the stack and the value. */
  readonly id: string;
  /** Config writes the id: it is the identity, and the value only a name. */
  readonly pinned: boolean;
}

/** The permission of an entry: its id is derived where config writes none. */
export function permissionOf(
  kind: IdentityKind,
  { value, id }: { readonly value: string; readonly id?: string | undefined },
  identity: StackIdentity,
): Permission {
  return { value, pinned: id !== undefined, id: id ?? deriveId(identity, kind, value) };
}

/** A delegated permission that the API exposes; tokens carry its value in `scp`. */
export interface ScopeSpec extends Permission {
  /** `adminsAndUsers`: users may consent for themselves. `adminsOnly`: an administrator must. */
  readonly consent: "adminsAndUsers" | "adminsOnly";
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  /** Empty: people are shown the text for administrators, as in the portal. */
  readonly userConsentDisplayName: string;
  /** Likewise. */
  readonly userConsentDescription: string;
}

/**
 * The BDK's scope, with the text that its guide suggests for all four. Source:
 * https://github.com/microsoft/Broadcast-Development-Kit, management-api-app-registration.md.
 */
export const DEFAULT_SCOPES = [
  {
    value: "access_as_producer",
    adminConsentDisplayName: "Access Broadcaster for Teams as producer",
  },
];

/**
 * Consent texts have no limit in Microsoft's documents; this one only keeps accidents out
 * (the longest description that the provider accepts elsewhere is 1024 characters).
 */
const TEXT_LENGTH = 1024;

const newScope = keyed(
  {
    value: permissionValue(),
    id: v.optional(uuid()),
    consent: v.optional(
      oneOf(
        ["adminsAndUsers", "adminsOnly"],
        otherNames({ adminsAndUsers: ["user", "all"], adminsOnly: ["admin"] }),
      ),
    ),
    adminConsentDisplayName: v.optional(text(TEXT_LENGTH)),
    adminConsentDescription: v.optional(text(TEXT_LENGTH)),
    userConsentDisplayName: v.optional(orEmpty(text(TEXT_LENGTH))),
    userConsentDescription: v.optional(orEmpty(text(TEXT_LENGTH))),
  },
  otherNames({ value: ["name", "scope"], consent: ["type"] }),
);

/** A scope in config: its value, where it is there, or all of it, where the stack makes it. */
type ScopeEntry = string | v.InferOutput<typeof newScope>;

/**
 * The schema of the config key `scopes`: maps and texts, or an empty text where a stack is silent.
 */
export const scopesSchema = v.lazy((value): v.GenericSchema<unknown, "" | ScopeEntry[]> =>
  value === ""
    ? v.literal("")
    : listOf(
        // Whether a text can stand in it depends on the registration; a map always can.
        v.lazy((entry): v.GenericSchema<unknown, ScopeEntry> =>
          typeof entry === "string" ? v.string() : newScope,
        ),
        (alone) => (typeof alone === "string" ? { value: alone } : alone),
      ),
);

/** Scopes as config gives them, shapes already checked. */
export type ScopeEntries = v.InferOutput<typeof scopesSchema>;

/** The values of scopes that config names by a text. Undefined: it says nothing of scopes. */
export function namedScopes(entries: ScopeEntries): readonly string[] | undefined {
  return entries === "" ? undefined : entries.filter((entry) => typeof entry === "string");
}

/** The values of all scopes that config names or makes; none where it says nothing of scopes. */
export function scopeValues(entries: ScopeEntries): readonly string[] {
  return entries === ""
    ? []
    : entries.map((entry) => (typeof entry === "string" ? entry : entry.value));
}

/**
 * The scopes that a stack makes, with ids and all four consent texts, in order of value. A text
 * that is left out is taken from its neighbour: the admin display name from the value, the admin
 * description from that, the user texts from the admin ones. A user text that is empty stays so: the
 * portal does not ask for one.
 */
export function resolveScopes(
  entries: ScopeEntries,
  identity: StackIdentity,
): readonly ScopeSpec[] {
  return (entries === "" ? [] : entries)
    .filter((entry) => typeof entry !== "string")
    .map((entry) => {
      const adminConsentDisplayName = entry.adminConsentDisplayName ?? entry.value;
      const adminConsentDescription = entry.adminConsentDescription ?? adminConsentDisplayName;
      return {
        ...permissionOf("scope", entry, identity),
        consent: entry.consent ?? "adminsAndUsers",
        adminConsentDisplayName,
        adminConsentDescription,
        userConsentDisplayName: entry.userConsentDisplayName ?? adminConsentDisplayName,
        userConsentDescription: entry.userConsentDescription ?? adminConsentDescription,
      };
    })
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}

/** Who can hold an app role: applications (daemons), or users and groups. */
export type AllowedMemberType = "Application" | "User";

/** An app role of the API; tokens carry its value in `roles`. */
export interface AppRoleSpec extends Permission {
  readonly displayName: string;
  readonly description: string;
  /** Sorted; never empty. */
  readonly allowedMemberTypes: readonly AllowedMemberType[];
}

/**
 * The BDK's role for daemons: the other way, besides the group, past the API's Producer policy.
 * Source: https://github.com/microsoft/Broadcast-Development-Kit,
 * management-api-app-registration.md.
 */
export const DEFAULT_APP_ROLES = [
  {
    value: "ManagementAPI.AccessAll",
    displayName: "AccessAll",
    description: "Access to Management API",
    allowedMemberTypes: ["Application"],
  },
];

const MEMBER_TYPES = 'write ["Application"] for daemons, ["User"] for users and groups';

/** The schema of the config key `appRoles`. */
export const appRolesSchema = listOf(
  keyed(
    {
      value: permissionValue("Calls.Read.All"),
      id: v.optional(uuid()),
      displayName: v.optional(text(TEXT_LENGTH)),
      description: v.optional(text(TEXT_LENGTH)),
      allowedMemberTypes: v.optional(
        v.pipe(
          listOf(
            oneOf(
              ["Application", "User"],
              otherNames({ User: ["Users/Groups", "group"], Application: ["servicePrincipal"] }),
            ),
            undefined,
            MEMBER_TYPES,
          ),
          rule(
            (types) => types.length > 0 && new Set(types).size === types.length,
            'must name "Application", "User" or both, each once',
            MEMBER_TYPES,
          ),
        ),
      ),
    },
    otherNames({ value: ["name", "role"] }),
  ),
);

/** App roles as config gives them, shapes already checked. */
export type AppRoleEntries = v.InferOutput<typeof appRolesSchema>;

/** The values of app roles as config has them. */
export function valuesOf(appRoles: readonly Entry[]): readonly string[] {
  return appRoles.flatMap((role) => textsIn(fieldOf(role, "value"))).map(({ value }) => value);
}

/** Values of the app roles that a type can hold; without types a role is for applications. */
export function rolesFor(
  appRoles: readonly Entry[],
  memberType: AllowedMemberType,
): readonly string[] {
  return valuesOf(
    appRoles.filter((role) => {
      const types = fieldOf(role, "allowedMemberTypes");
      return types.value === undefined
        ? memberType === "Application"
        : itemsOf(types).some(({ value }) => value === memberType);
    }),
  );
}

/**
 * App roles with ids and texts, in order of value. A missing display name is the value, a missing
 * description that name; without member types a role is for applications.
 */
export function resolveAppRoles(
  entries: AppRoleEntries,
  identity: StackIdentity,
): readonly AppRoleSpec[] {
  return entries
    .map((entry) => {
      const displayName = entry.displayName ?? entry.value;
      return {
        ...permissionOf("appRole", entry, identity),
        displayName,
        description: entry.description ?? displayName,
        allowedMemberTypes: [...(entry.allowedMemberTypes ?? ["Application" as const])].sort(),
      };
    })
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
