import { NIL } from "uuid";
import * as v from "valibot";
import { type AppRoleSpec, rolesFor, valuesOf } from "./permissions";
import { type Problem, refuse } from "../reading/problem";
import { principalSchema, type PrincipalRef } from "./principals";
import { isRecord, keyed, listOf, otherNames, rule, uuid, wrongForm } from "../reading/schema";
import { chooseFrom, suggest } from "../reading/suggestion";
import {
  checkUnique,
  type Entry,
  entriesOf,
  entryOf,
  fieldOf,
  textOr,
  type Written,
} from "../reading/written";

/**
 * The role id that means "may sign in, no role":
 * https://learn.microsoft.com/graph/api/resources/approleassignment
 */
export const DEFAULT_ACCESS_ROLE_ID = NIL;

/** Who can be assigned: users and groups, service principals, the stack's own group of producers. */
export type Assignee =
  | PrincipalRef
  /** An application or managed identity, by object id or client id: a look-up tells which. */
  | { readonly kind: "servicePrincipal"; readonly id: string }
  | typeof PRODUCERS;

const PRODUCERS = { kind: "producers", id: "producers" } as const;

/** Who may get tokens where assignment is required, or holds an app role. */
export interface AssignmentSpec {
  readonly principal: Assignee;
  /** The app role's value; undefined: default access. */
  readonly role: string | undefined;
  /** The app role's id, {@link DEFAULT_ACCESS_ROLE_ID} for default access. */
  readonly roleId: string;
}

const assignee = v.lazy((value): v.GenericSchema<unknown, Assignee> =>
  value === PRODUCERS.id
    ? v.pipe(
        v.literal(PRODUCERS.id),
        v.transform(() => PRODUCERS),
      )
    : principalSchema,
);

const defaultAccess = v.pipe(
  assignee,
  v.transform((principal) => ({ principal, role: undefined })),
);

const servicePrincipal = v.pipe(
  uuid(
    "must be the object id or the client id (a UUID) of an application or managed identity",
    'write its "Application (client) ID" or "Object ID", as the portal shows it',
  ),
  v.transform((id): Assignee => ({ kind: "servicePrincipal", id })),
);

/**
 * What config says in place of a list where others assign people: by hand, or by another program.
 * Said on purpose, so that nobody locks everybody out with a list that was forgotten.
 */
export const ELSEWHERE = "elsewhere";

/** How other tools call who is assigned. */
const FOR_PEOPLE = otherNames({ principal: ["user", "group", "member", "principalObjectId"] });
const FOR_APPLICATIONS = otherNames({
  servicePrincipal: ["managedIdentity", "identity", "application", "app", "clientId", "appId"],
});

/** Whether an entry is about an application, under whatever name. */
function isOfApplication(entry: unknown): boolean {
  const names = ["principal", "servicePrincipal", "role"];
  return (
    isRecord(entry) &&
    Object.keys(entry).some(
      (key) =>
        FOR_APPLICATIONS.has(key.toLowerCase()) || suggest(key, names) === "servicePrincipal",
    )
  );
}

const role = v.pipe(
  v.string(),
  rule(
    (value) => value !== "",
    "must not be empty",
    "write an app role's value; only users and groups have default access, where the key is left out",
  ),
);

const assignmentList = listOf(
  v.lazy((entry) => {
    if (entry === ELSEWHERE) {
      return wrongForm(
        "must stand in place of the list",
        `write "assignments: ${ELSEWHERE}", or take it out of the list`,
      );
    }
    if (typeof entry === "string") return defaultAccess;
    if (isRecord(entry) && "principal" in entry && "servicePrincipal" in entry) {
      return wrongForm(
        'must name a "principal" or a "servicePrincipal", not both',
        "take one of them out, or make two entries",
      );
    }
    if (isOfApplication(entry)) {
      return v.pipe(
        keyed({ servicePrincipal, role }, FOR_APPLICATIONS),
        v.transform(({ servicePrincipal: principal, role }) => ({ principal, role })),
      );
    }
    return isRecord(entry)
      ? keyed({ principal: assignee, role: v.optional(role) }, FOR_PEOPLE)
      : wrongForm(
          'must be an object id, a user principal name, "producers", or a map of principal or servicePrincipal and role',
          'write the portal\'s "Object ID", or "name@your-domain"',
        );
  }),
);

/**
 * The schema of the config key `assignments`: a list, or {@link ELSEWHERE}. An entry is a user or group, or a map with
 * `principal` and `role`, or with `servicePrincipal` and `role`: an application without a role
 * would get tokens that no API of this kind accepts.
 */
export const assignmentsSchema = v.lazy(
  (value): v.GenericSchema<unknown, v.InferOutput<typeof assignmentList>> =>
    typeof value === "string"
      ? v.pipe(
          v.literal(
            ELSEWHERE,
            `must be a list, or "${ELSEWHERE}" where others assign\n${insteadOf(value)}`,
          ),
          v.transform(() => []),
        )
      : assignmentList,
);

function insteadOf(text: string): string {
  if (["", "none"].includes(text)) return "write []";
  if (suggest(text, [ELSEWHERE]) !== undefined) return `write "${ELSEWHERE}"`;
  return v.is(assignee, text) ? `write ${JSON.stringify([text])}` : "write a list";
}

/** Assignments as config gives them, shapes already checked. */
export type AssignmentEntries = v.InferOutput<typeof assignmentsSchema>;

/** Roles fit their holders; "producers" is a group; nobody twice; somebody where it is required. */
export function checkAssignments(written: Written): readonly Problem[] {
  const assignments = entriesOf(written, "assignments");
  const nobody = Array.isArray(written["assignments"]) && assignments.length === 0;
  return [
    ...checkUnique(assignments, (entry) => assignmentMeant(entry, written["producers"])),
    ...assignments.flatMap((entry) => [
      ...checkProducersThere(assigned(entry), written),
      ...(Array.isArray(written["appRoles"]) ? checkRole(entry, written) : []),
    ]),
    ...(written["assignmentRequired"] === true && nobody
      ? refuse(
          entryOf(written, "assignmentRequired"),
          "must come with assignments: nobody could get a token (AADSTS50105)",
          'list groups (this needs Entra ID P1) or users in "assignments"; or write "assignments: elsewhere" if others assign them; or set it to false',
        )
      : []),
  ];
}

/** Who an entry assigns. */
export function assigned(entry: Entry): Entry {
  return textOr(isOfApplication(entry.value) ? "servicePrincipal" : "principal", entry);
}

function assignmentMeant(entry: Entry, producers: unknown): string | undefined {
  const who = assigned(entry).value;
  if (typeof who !== "string") return undefined;
  // "producers" and the object id of the group that it stands for are the same.
  const group = who === PRODUCERS.id && typeof producers === "string" ? producers : who;
  return JSON.stringify([group.toLowerCase(), fieldOf(entry, "role").value ?? null]);
}

function checkProducersThere(who: Entry, { producers }: Written): readonly Problem[] {
  if (who.value !== PRODUCERS.id || producers !== "none") return [];
  return refuse(
    who,
    'must name somebody; "producers" is "none" in this stack',
    'set "producers" to a group, or write an object id here',
  );
}

/** Who holds roles of the other type, and what to do about such a role. */
const HOLDERS = {
  User: {
    others: "applications",
    instead: 'name an application as "servicePrincipal", or leave the role out for default access',
  },
  Application: { others: "users", instead: "choose another role" },
} as const;

function checkRole(entry: Entry, written: Written): readonly Problem[] {
  const role = fieldOf(entry, "role");
  const memberType = isOfApplication(entry.value) ? "Application" : "User";
  const { others, instead } = HOLDERS[memberType];
  const appRoles = entriesOf(written, "appRoles");
  const allowed = rolesFor(appRoles, memberType);
  if (typeof role.value !== "string" || allowed.includes(role.value)) return [];
  if (valuesOf(appRoles).includes(role.value)) {
    return refuse(
      role,
      `must be an app role whose "allowedMemberTypes" has "${memberType}"; this one is for ${others} only`,
      `add "${memberType}" to the role's "allowedMemberTypes"; or ${instead}`,
    );
  }
  return refuse(
    role,
    "must be the value of a declared app role",
    allowed.length === 0
      ? `declare it under "appRoles", with "${memberType}" among its "allowedMemberTypes"`
      : chooseFrom(role.value, allowed),
  );
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

/** Who, and as what. */
function assignmentKey({ principal, role }: AssignmentSpec): string {
  return role === undefined ? principal.id : `${principal.id}-${role}`;
}
