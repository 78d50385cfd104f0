/**
 * What lets a caller in: the groups in users' tokens, and the app role in those of applications.
 */
import * as v from "valibot";
import { assigned, ELSEWHERE } from "./assignments";
import { type AppRoleEntries, DEFAULT_APP_ROLES, rolesFor, valuesOf } from "./permissions";
import { type Problem, refuse } from "../reading/problem";
import { listOf, oneOf, rule } from "../reading/schema";
import { chooseFrom } from "../reading/suggestion";
import { entriesOf, textsIn, type Written } from "../reading/written";

/**
 * Which groups tokens list. Source: https://learn.microsoft.com/graph/api/resources/application
 * ("groupMembershipClaims"). `ApplicationGroup` lists only groups that are assigned to the API,
 * which keeps users of more than 200 groups in.
 */
const GROUP_CLAIMS = ["SecurityGroup", "ApplicationGroup", "DirectoryRole", "All"] as const;

/** The schema of the config key `groupMembershipClaims`: a name, "none", or a list of names. */
export const groupMembershipClaimsSchema = v.lazy((value) =>
  Array.isArray(value)
    ? v.pipe(
        listOf(oneOf(GROUP_CLAIMS)),
        rule(
          (names) => names.length > 0 && new Set(names).size === names.length,
          "must name at least one kind, and each once",
          (names) =>
            names.length === 0
              ? 'write "none" for no groups in tokens'
              : `write ${JSON.stringify([...new Set(names)])}`,
        ),
      )
    : v.pipe(
        oneOf(["none", ...GROUP_CLAIMS]),
        v.transform((name) => (name === "none" ? [] : [name])),
      ),
);

/** Where there is a group that the API checks, tokens must list it. */
export function checkGroupClaims(written: Written): readonly Problem[] {
  const { producers, groupMembershipClaims: claims } = written;
  const names = textsIn({ key: "", value: claims }).map(({ value }) => value);
  if (producers === "none" || names.includes("SecurityGroup") || names.includes("All")) return [];
  const isAssigned =
    written["assignments"] === ELSEWHERE ||
    entriesOf(written, "assignments")
      .map((entry) => assigned(entry).value)
      .some((who) => who === "producers" || who === producers);
  if (names.includes("ApplicationGroup") && isAssigned) return [];
  return refuse(
    { key: "groupMembershipClaims", value: claims },
    'must put the group of "producers" into tokens, because the API looks for it there',
    names.includes("ApplicationGroup")
      ? 'add "producers" to "assignments" (assigning a group needs Entra ID P1), or write "SecurityGroup"'
      : 'write "SecurityGroup"',
  );
}

/** The role that config means; undefined: none. Where config is silent, the BDK's for daemons. */
export function wantedRole(role: string): string | undefined {
  if (role === "none") return undefined;
  return role === "" ? DEFAULT_APP_ROLES[0]?.value : role;
}

/** An access role that config names must be an app role of the stack that applications can hold. */
export function checkAccessRole(written: Written): readonly Problem[] {
  const role = written["accessRole"];
  if (typeof role !== "string" || ["", "none"].includes(role)) return [];
  if (!Array.isArray(written["appRoles"])) return [];
  const roles = entriesOf(written, "appRoles");
  const forApplications = rolesFor(roles, "Application");
  if (forApplications.includes(role)) return [];
  const exists = valuesOf(roles).includes(role);
  return refuse(
    { key: "accessRole", value: role },
    exists
      ? 'must be an app role whose "allowedMemberTypes" has "Application"; this one is for users only'
      : 'must be "none" or the value of a declared app role',
    exists
      ? 'add "Application" to the role\'s "allowedMemberTypes", or write "none"'
      : chooseFrom(role, ["none", ...forApplications]),
  );
}

/** The role that stands for groups in an application's token, if applications can hold it. */
export function resolveAccessRole(role: string, appRoles: AppRoleEntries): string | undefined {
  const wanted = wantedRole(role);
  return appRoles.find(
    ({ value, allowedMemberTypes = ["Application"] }) =>
      value === wanted && allowedMemberTypes.includes("Application"),
  )?.value;
}
