/**
 * Which registration a stack is about: a new one that it owns, or one that is there and others own.
 */
import * as v from "valibot";
import type { StackIdentity } from "./ids";
import { namedScopes, type ScopeEntries } from "./permissions";
import type { Problem } from "./problem";
import { isRecord, keyed, oneOf, uuid } from "./schema";
import { checkUnique, entriesOf, fieldOf, type Written } from "./written";

/** The registration that a stack is about. */
export type RegistrationSpec =
  /** One that the stack makes and owns. */
  | { readonly mode: "create" }
  /**
   * One that is there: the stack pre-authorizes clients on it, adds scopes, and owns nothing else
   * of it.
   */
  | {
      readonly mode: "existing";
      readonly clientId: string;
      /** Values of those of its scopes that the stack uses; undefined: all that are switched on. */
      readonly scopes: readonly string[] | undefined;
      /** Tells the scopes that the stack adds from all others: their ids are derived from it. */
      readonly identity: StackIdentity;
    };

const FORMS = 'must be "create", or a map of mode and clientId';
const HOW = 'write {mode: existing, clientId: <the registration\'s "Application (client) ID">}';

/** The schema of the config key `registration`. */
export const registrationSchema = v.lazy((value) =>
  isRecord(value)
    ? keyed({ mode: oneOf(["existing"]), clientId: uuid() })
    : v.literal("create", `${FORMS}\n${HOW}`),
);

/** The registration as config gives it, shape already checked. */
export type RegistrationEntry = v.InferOutput<typeof registrationSchema>;

/** The registration, and which of its scopes are meant. */
export function resolveRegistration(
  entry: RegistrationEntry,
  scopes: ScopeEntries,
  identity: StackIdentity,
): RegistrationSpec {
  return entry === "create"
    ? { mode: "create" }
    : { ...entry, scopes: namedScopes(scopes), identity };
}

/** Whether config names a registration that is there. */
export function isOfOthers({ registration }: Written): boolean {
  return isRecord(registration);
}

/** Keys that describe what only the owner of a registration changes, and what each would change. */
const OWNERS_MATTERS: ReadonlyMap<string, string> = new Map([
  ["displayName", "its name"],
  ["serviceManagementReference", "its entry in a database"],
  ["notes", "its notes"],
  ["tags", "its tags"],
  ["identifierUris", "its identifier URIs"],
  ["redirectUris", "its redirect URIs"],
  ["appRoles", "its app roles"],
  ["groupMembershipClaims", "the groups in its tokens"],
  ["graphPermissions", "the permissions that it asks for"],
  ["owners", "its owners"],
  ["assignmentRequired", "whether it requires assignments"],
  ["assignments", "who is assigned to it"],
  ["knownClients", "the clients that are consented together with it"],
]);

/**
 * Keys that mean owning, where others own the registration. A key that says what it says by default
 * counts as left out, because "Pulumi.yaml" hands the defaults over as if they were written; so
 * does an empty list, which asks for nothing.
 */
export function checkOwnersMatters(written: Written, defaults: Written): readonly Problem[] {
  if (!isOfOthers(written)) return [];
  return [...OWNERS_MATTERS].flatMap(([key, what]) => {
    const value = written[key];
    const isSilent =
      JSON.stringify(value) === JSON.stringify(defaults[key]) ||
      (Array.isArray(value) && value.length === 0);
    return isSilent
      ? []
      : [
          {
            key,
            value,
            rule: `must be left out where "registration" names one that is there: the stack does not own it, and leaves ${what} alone`,
            remedy: "take it out, and have whoever owns the registration change that there",
          },
        ];
  });
}

/** A text names a scope that is there, a map adds one; each only where that makes sense. */
export function checkScopeForms(written: Written): readonly Problem[] {
  const entries = entriesOf(written, "scopes");
  const texts = entries.filter(({ value }) => typeof value === "string");
  if (!isOfOthers(written)) {
    return texts.map(({ key, value }) => ({
      key,
      value,
      rule: "must be a map of keys and values: only a registration that is there has scopes to name",
      remedy: `write {value: ${String(value)}}`,
    }));
  }
  return [
    ...checkUnique(texts, ({ value }) => String(value)),
    ...entries
      .map((entry) => fieldOf(entry, "id"))
      .filter(({ value }) => value !== undefined)
      .map(({ key, value }) => ({
        key,
        value,
        rule: "must be left out where the registration is another's: the stack knows the scopes that it adds by their derived ids",
        remedy: "take it out; a scope that is there already is named by its value alone, as a text",
      })),
  ];
}
