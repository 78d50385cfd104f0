import * as v from "valibot";
import type { AppRoleSpec } from "./permissions";
import type { Problem } from "./problem";
import { principalKey, principalSchema, type PrincipalRef } from "./principals";
import { isRecord, keyed, listOf, wrongForm } from "./schema";
import { chooseFrom } from "./suggestion";
import {
  checkUnique,
  type Entry,
  entriesOf,
  fieldOf,
  itemsOf,
  textsIn,
  type Written,
} from "./written";

/** The role id that means "may sign in, no role": https://learn.microsoft.com/graph/api/resources/approleassignment */
export const DEFAULT_ACCESS_ROLE_ID = "00000000-0000-0000-0000-000000000000";

/** Who may get tokens where assignment is required, or holds an app role. */
export interface AssignmentSpec {
  /** A user or group, or the stack's own group of producers. */
  readonly principal: PrincipalRef | { readonly kind: "producers" };
  /** The app role's value; undefined: default access. */
  readonly role: string | undefined;
  /** The app role's id, {@link DEFAULT_ACCESS_ROLE_ID} for default access. */
  readonly roleId: string;
}

const assignee = v.lazy((value) =>
  value === "producers"
    ? v.pipe(
        v.literal("producers"),
        v.transform(() => ({ kind: "producers" as const })),
      )
    : principalSchema,
);

const defaultAccess = v.pipe(
  assignee,
  v.transform((principal) => ({ principal, role: undefined })),
);

/** The schema of the config key `assignments`. An entry is a principal, or a map with `principal` and `role`. */
export const assignmentsSchema = listOf(
  v.lazy((entry) => {
    if (typeof entry === "string") return defaultAccess;
    return isRecord(entry)
      ? keyed({ principal: assignee, role: v.optional(v.string()) })
      : wrongForm(
          'must be an object id, a user principal name, "producers", or a map of principal and role',
          'write the portal\'s "Object ID", or "name@your-domain"',
        );
  }),
);

/** Assignments as config gives them, shapes already checked. */
export type AssignmentEntries = v.InferOutput<typeof assignmentsSchema>;

/** The text that identifies who is assigned. */
export function assigneeKey(principal: AssignmentSpec["principal"]): string {
  return principal.kind === "producers" ? "producers" : principalKey(principal);
}

/** Roles must be there and be for users; "producers" needs the group; nobody twice; somebody where it is required. */
export function checkAssignments(written: Written): readonly Problem[] {
  const assignments = entriesOf(written, "assignments");
  return [
    ...checkUnique(assignments, (entry) => assignmentMeant(entry, written["producers"])),
    ...assignments.flatMap((entry) => [
      ...checkProducersThere(entry, written["producers"]),
      ...(Array.isArray(written["appRoles"])
        ? checkRole(fieldOf(entry, "role"), entriesOf(written, "appRoles"))
        : []),
    ]),
    ...(written["assignmentRequired"] === true &&
    Array.isArray(written["assignments"]) &&
    assignments.length === 0
      ? [
          {
            key: "assignmentRequired",
            value: true,
            rule: "must come with assignments: nobody could get a token (AADSTS50105)",
            remedy: 'list groups or users in "assignments", or set it to false',
          },
        ]
      : []),
  ];
}

/** Who an entry assigns. */
export function assigned(entry: Entry): Entry {
  return typeof entry.value === "string" ? entry : fieldOf(entry, "principal");
}

function assignmentMeant(entry: Entry, producers: unknown): string | undefined {
  const who = assigned(entry).value;
  if (typeof who !== "string") return undefined;
  // "producers" and the object id of the group that it stands for are the same.
  const group = who === "producers" && typeof producers === "string" ? producers : who;
  return JSON.stringify([group.toLowerCase(), fieldOf(entry, "role").value ?? null]);
}

function checkProducersThere(entry: Entry, producers: unknown): readonly Problem[] {
  const { key, value } = assigned(entry);
  if (value !== "producers" || producers !== "none") return [];
  return [
    {
      key,
      value,
      rule: 'must name somebody; "producers" is "none" in this stack',
      remedy: 'set "producers" to a group, or write an object id here',
    },
  ];
}

function checkRole({ key, value: role }: Entry, appRoles: readonly Entry[]): readonly Problem[] {
  if (typeof role !== "string") return [];
  const valuesOf = (entries: readonly Entry[]): readonly string[] =>
    entries.flatMap((entry) => textsIn(fieldOf(entry, "value"))).map(({ value }) => value);
  const forUsers = valuesOf(
    appRoles.filter((entry) =>
      itemsOf(fieldOf(entry, "allowedMemberTypes")).some(({ value }) => value === "User"),
    ),
  );
  if (forUsers.includes(role)) return [];
  const exists = valuesOf(appRoles).includes(role);
  return [
    {
      key,
      value: role,
      rule: exists
        ? 'must be an app role whose "allowedMemberTypes" has "User"; this one is for applications only'
        : "must be the value of a declared app role",
      remedy: exists
        ? 'add "User" to the role\'s "allowedMemberTypes", or leave the role out for default access'
        : chooseFrom(role, forUsers),
    },
  ];
}

/** Assignments with role ids, in a fixed order. */
export function resolveAssignments(
  entries: AssignmentEntries,
  appRoles: readonly AppRoleSpec[],
): readonly AssignmentSpec[] {
  return entries
    .map(({ principal, role }) => ({
      principal,
      role,
      roleId: role === undefined ? DEFAULT_ACCESS_ROLE_ID : idOfRole(role, appRoles),
    }))
    .sort((a, b) => (assignmentKey(a) < assignmentKey(b) ? -1 : 1));
}

function idOfRole(role: string, appRoles: readonly AppRoleSpec[]): string {
  const declared = appRoles.find(({ value }) => value === role);
  if (declared === undefined) throw new Error(`the rules let the role "${role}" pass`);
  return declared.id;
}

/** The part of a logical name that identifies an assignment: who, and as what. */
export function assignmentKey({ principal, role }: AssignmentSpec): string {
  return role === undefined ? assigneeKey(principal) : `${assigneeKey(principal)}-${role}`;
}
