import * as v from "valibot";
import { deriveId, type StackIdentity } from "./identity";
import { permissionValue } from "./permissionValue";
import { keyed, listOf, oneOf, text, uuid } from "./schema";

/** A delegated permission that the API exposes; tokens carry its value in `scp`. */
export interface ScopeSpec {
  /** The name in tokens and in `api://…/value`. */
  readonly value: string;
  /** A UUID: written in config, else derived from the stack and the value. */
  readonly id: string;
  /** Config writes the id: it is the identity, and the value only a name. */
  readonly pinned: boolean;
  /** `adminsAndUsers`: users may consent for themselves. `adminsOnly`: an administrator must. */
  readonly consent: "adminsAndUsers" | "adminsOnly";
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  readonly userConsentDisplayName: string;
  readonly userConsentDescription: string;
}

/**
 * The BDK's scope, with the text that its guide suggests for all four.
 * Source: https://github.com/microsoft/Broadcast-Development-Kit, management-api-app-registration.md.
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
const CONSENT_TEXT_LENGTH = 1024;

/** The schema of the config key `scopes`. */
export const scopesSchema = listOf(
  keyed({
    value: permissionValue(),
    id: v.optional(uuid()),
    consent: v.optional(oneOf(["adminsAndUsers", "adminsOnly"])),
    adminConsentDisplayName: v.optional(text(CONSENT_TEXT_LENGTH)),
    adminConsentDescription: v.optional(text(CONSENT_TEXT_LENGTH)),
    userConsentDisplayName: v.optional(text(CONSENT_TEXT_LENGTH)),
    userConsentDescription: v.optional(text(CONSENT_TEXT_LENGTH)),
  }),
);

/** Scopes as config gives them, shapes already checked. */
export type ScopeEntries = v.InferOutput<typeof scopesSchema>;

/**
 * Scopes with ids and all four consent texts, in order of value. A text that is left out is taken from its neighbour:
 * the admin display name from the value, the admin description from that, the user texts from the admin ones. All four are
 * always there because the directory stores what is missing as null, which the provider reads as a change.
 */
export function resolveScopes(
  entries: ScopeEntries,
  identity: StackIdentity,
): readonly ScopeSpec[] {
  return entries
    .map((entry) => {
      const adminConsentDisplayName = entry.adminConsentDisplayName ?? entry.value;
      const adminConsentDescription = entry.adminConsentDescription ?? adminConsentDisplayName;
      return {
        value: entry.value,
        pinned: entry.id !== undefined,
        id: entry.id ?? deriveId(identity, "scope", entry.value),
        consent: entry.consent ?? "adminsAndUsers",
        adminConsentDisplayName,
        adminConsentDescription,
        userConsentDisplayName: entry.userConsentDisplayName ?? adminConsentDisplayName,
        userConsentDescription: entry.userConsentDescription ?? adminConsentDescription,
      };
    })
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
