import * as v from "valibot";
import type { AppRoleEntries, AppRoleSpec } from "./appRoles";
import type { Problem } from "./problem";
import { principalKey, principalSchema, type PrincipalRef } from "./principals";
import type { ProducersEntry } from "./producers";
import { isRecord, keyed, listOf, wrongForm } from "./schema";
import { chooseFrom } from "./suggestion";

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
export function checkAssignments(
  entries: AssignmentEntries,
  context: {
    readonly appRoles: AppRoleEntries;
    readonly producers: ProducersEntry | undefined;
    readonly assignmentRequired: boolean;
  },
): readonly Problem[] {
  const seen: string[] = [];
  const problems = entries.flatMap((entry, index) => {
    const key = `assignments[${index}]`;
    const who = assigneeKey(entry.principal);
    const identity = JSON.stringify([who, entry.role ?? null]);
    const first = seen.indexOf(identity);
    seen.push(identity);
    return [
      ...(first === -1
        ? []
        : [
            {
              key,
              value: who,
              rule: `must not repeat "assignments[${first}]"`,
              remedy: "remove it",
            },
          ]),
      ...(who === "producers" && context.producers?.kind === "none"
        ? [
            {
              key,
              value: who,
              rule: 'must name somebody; "producers" is "none" in this stack',
              remedy: 'set "producers" to a group, or write an object id here',
            },
          ]
        : []),
      ...checkRole(`${key}.role`, entry.role, context.appRoles),
    ];
  });
  if (context.assignmentRequired && entries.length === 0) {
    problems.push({
      key: "assignmentRequired",
      value: true,
      rule: "must come with assignments: nobody could get a token (AADSTS50105)",
      remedy: 'list groups or users in "assignments", or set it to false',
    });
  }
  return problems;
}

function checkRole(
  key: string,
  role: string | undefined,
  appRoles: AppRoleEntries,
): readonly Problem[] {
  if (role === undefined) return [];
  const forUsers = appRoles.filter(({ allowedMemberTypes }) =>
    allowedMemberTypes?.includes("User"),
  );
  if (forUsers.some(({ value }) => value === role)) return [];
  const exists = appRoles.some(({ value }) => value === role);
  return [
    {
      key,
      value: role,
      rule: exists
        ? 'must be an app role whose "allowedMemberTypes" has "User"; this one is for applications only'
        : "must be the value of a declared app role",
      remedy: exists
        ? 'add "User" to the role\'s "allowedMemberTypes", or leave the role out for default access'
        : chooseFrom(
            role,
            forUsers.map(({ value }) => value),
          ),
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
      roleId: appRoles.find(({ value }) => value === role)?.id ?? DEFAULT_ACCESS_ROLE_ID,
    }))
    .sort((a, b) => (assignmentKey(a) < assignmentKey(b) ? -1 : 1));
}

/** The part of a logical name that identifies an assignment: who, and as what. */
export function assignmentKey({ principal, role }: AssignmentSpec): string {
  return role === undefined ? assigneeKey(principal) : `${assigneeKey(principal)}-${role}`;
}
