import * as v from "valibot";
import { deriveId, type StackIdentity } from "./identity";
import { permissionValue } from "./permissionValue";
import { keyed, listOf, oneOf, rule, text, uuid } from "./schema";

/** Who can hold an app role: applications (daemons), or users and groups. */
export type AllowedMemberType = "Application" | "User";

/** An app role of the API; tokens carry its value in `roles`. */
export interface AppRoleSpec {
  readonly value: string;
  /** A UUID: written in config, else derived from the stack and the value. */
  readonly id: string;
  /** Config writes the id: it is the identity, and the value only a name. */
  readonly pinned: boolean;
  readonly displayName: string;
  readonly description: string;
  /** Sorted; never empty. */
  readonly allowedMemberTypes: readonly AllowedMemberType[];
}

/**
 * The BDK's role for daemons: the other way, besides the group, past the API's Producer policy.
 * Source: https://github.com/microsoft/Broadcast-Development-Kit, management-api-app-registration.md.
 */
export const DEFAULT_APP_ROLES = [
  {
    value: "ManagementAPI.AccessAll",
    displayName: "AccessAll",
    description: "Access to Management API",
    allowedMemberTypes: ["Application"],
  },
];

const TEXT_LENGTH = 1024;

/** The schema of the config key `appRoles`. */
export const appRolesSchema = listOf(
  keyed({
    value: permissionValue(),
    id: v.optional(uuid()),
    displayName: v.optional(text(TEXT_LENGTH)),
    description: v.optional(text(TEXT_LENGTH)),
    allowedMemberTypes: v.optional(
      v.pipe(
        listOf(oneOf(["Application", "User"])),
        rule(
          (types) => types.length > 0 && new Set(types).size === types.length,
          'must name "Application", "User" or both, each once',
          'write ["Application"] for daemons, ["User"] for users and groups',
        ),
      ),
    ),
  }),
);

/** App roles as config gives them, shapes already checked. */
export type AppRoleEntries = v.InferOutput<typeof appRolesSchema>;

/**
 * App roles with ids and texts, in order of value. A missing display name is the value, a missing description that name;
 * without member types a role is for applications.
 */
export function resolveAppRoles(
  entries: AppRoleEntries,
  identity: StackIdentity,
): readonly AppRoleSpec[] {
  return entries
    .map((entry) => {
      const displayName = entry.displayName ?? entry.value;
      return {
        value: entry.value,
        pinned: entry.id !== undefined,
        id: entry.id ?? deriveId(identity, "appRole", entry.value),
        displayName,
        description: entry.description ?? displayName,
        allowedMemberTypes: [...(entry.allowedMemberTypes ?? ["Application" as const])].sort(),
      };
    })
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
