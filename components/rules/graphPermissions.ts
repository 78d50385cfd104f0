import * as v from "valibot";
import { type Problem, refuse } from "./problem";
import { isRecord, isUuid, keyed, listOf, oneOf, otherNames, rule, wrongForm } from "./schema";
import { suggest } from "./suggestion";
import { checkUnique, type Entry, entriesOf, fieldOf, type Written } from "./written";

/** For a signed-in user, or for the application itself. */
export type PermissionType = "delegated" | "application";

/** Ids of permissions of one name, by type. */
type Published = { readonly [T in PermissionType]?: string };

/**
 * Ids of common permissions of Microsoft Graph. Those listed here cost no request and no extra
 * right; others are looked up. `isForAdministrators`: the delegated one too needs an
 * administrator's consent. Source of all ids:
 * https://learn.microsoft.com/graph/permissions-reference
 */
const COMMON: Readonly<Record<string, Published & { readonly isForAdministrators?: true }>> = {
  "Calendars.Read": {
    delegated: "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42",
    application: "798ee544-9d2d-430c-a058-570e29e34338",
  },
  "Directory.Read.All": {
    delegated: "06da0dbc-49e2-44d2-8312-53f166ab848a",
    application: "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
    isForAdministrators: true,
  },
  email: { delegated: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0" },
  "Group.Read.All": {
    delegated: "5f8c59db-677d-491f-a6b8-5f174b11ec1d",
    application: "5b567255-7703-4780-807c-7be8301ae99b",
    isForAdministrators: true,
  },
  "Mail.Read": {
    delegated: "570282fd-fa5c-430d-a7fd-fc8dc98a9dca",
    application: "810c84a8-4a9e-49e6-bf7d-12d183f40d01",
  },
  offline_access: { delegated: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182" },
  openid: { delegated: "37f7f235-527c-4136-accd-4a02d197296e" },
  profile: { delegated: "14dad69e-099b-42c9-810b-d002981feec1" },
  "User.Read": { delegated: "e1fe6dd8-ba31-4d61-89e7-88639da4683d" },
  "User.Read.All": {
    delegated: "a154be20-db9c-4678-8ab7-66f6cc099a59",
    application: "df021288-bdef-4463-88db-98f22de89214",
    isForAdministrators: true,
  },
  "User.ReadBasic.All": {
    delegated: "b340eb25-3456-403f-be2f-af7a0d370277",
    application: "97235f07-e226-4f63-ace3-39588e11d3a1",
  },
};

/**
 * What Microsoft Graph publishes, as far as a stack must know it: ids by type and name, and who
 * consents.
 */
export interface GraphPermissions {
  readonly delegated: Readonly<Record<string, string>>;
  readonly application: Readonly<Record<string, string>>;
  /** Names of delegated ones that need an administrator's consent. */
  readonly forAdministrators: readonly string[];
}

/** What is known without a request. */
export const KNOWN_GRAPH_PERMISSIONS: GraphPermissions = {
  delegated: idsOf("delegated"),
  application: idsOf("application"),
  forAdministrators: Object.keys(COMMON).filter((name) => COMMON[name]?.isForAdministrators),
};

function idsOf(type: PermissionType): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(COMMON).flatMap(([name, { [type]: id }]) =>
      id === undefined ? [] : [[name, id]],
    ),
  );
}

/** The BDK's own: sign in and stay signed in. */
export const DEFAULT_GRAPH_PERMISSIONS = ["User.Read", "offline_access"];

/**
 * At most 400 permissions:
 * https://learn.microsoft.com/entra/identity-platform/troubleshoot-required-resource-access-limits
 */
const MOST = 400;

/**
 * A permission that the registration asks for. Without a type it is of the one type that the name
 * has.
 */
export interface GraphPermissionSpec {
  readonly name: string;
  readonly type: PermissionType | undefined;
}

/** How Microsoft Graph and the portal call the types. */
const TYPES = otherNames({
  delegated: ["scope", "user", "delegate"],
  application: ["role", "app", "appRole"],
});

const permissionName = v.pipe(
  v.string(),
  rule(
    (name) => /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name),
    "must be the name of a permission of Microsoft Graph",
    nameMeant,
  ),
  rule(
    (name) => !isUuid(name),
    "must be the name of a permission of Microsoft Graph, not its id",
    nameMeant,
  ),
  rule(
    (name) => isCommon(name) || !differsInCapitals(name),
    "must be spelled with Microsoft Graph's capitals",
    (name) => `write "${suggest(name, Object.keys(COMMON)) ?? name}"`,
  ),
);

/** The name at the end of an address, or the name of an id that is known. */
function nameMeant(text: string): string {
  const name =
    Object.keys(COMMON).find((each) =>
      Object.values(COMMON[each] ?? {}).includes(text.toLowerCase()),
    ) ?? /^https:\/\/[a-z.]+\/([A-Za-z][\w.-]*)$/.exec(text)?.[1];
  return name === undefined
    ? 'write it as the portal shows it, e.g. "User.Read"'
    : `write "${name}"`;
}

/** The schema of the config key `graphPermissions`: names, or maps of name and type. */
export const graphPermissionsSchema = v.pipe(
  listOf(
    v.lazy((entry): v.GenericSchema<unknown, GraphPermissionSpec> => {
      if (typeof entry === "string") {
        return v.pipe(
          permissionName,
          v.transform((name) => ({ name, type: undefined })),
        );
      }
      return isRecord(entry)
        ? v.pipe(
            keyed(
              {
                name: permissionName,
                type: v.optional(oneOf(["delegated", "application"], TYPES)),
              },
              otherNames({ name: ["permission", "scope", "value"] }),
            ),
            v.transform(({ name, type }) => ({ name, type })),
          )
        : wrongForm(
            "must be the name of a permission of Microsoft Graph, or a map of name and type",
            'write it as the portal shows it, e.g. "User.Read"',
          );
    }),
  ),
  rule(
    (names) => names.length <= MOST,
    `must list at most ${MOST} permissions`,
    (names) => `remove ${names.length - MOST}`,
  ),
);

function isCommon(name: string): boolean {
  return Object.hasOwn(COMMON, name);
}

function differsInCapitals(name: string): boolean {
  return Object.keys(COMMON).some((known) => known.toLowerCase() === name.toLowerCase());
}

/** Permissions in a fixed order. */
export function resolveGraphPermissions(
  entries: readonly GraphPermissionSpec[],
): readonly GraphPermissionSpec[] {
  const key = ({ name, type }: GraphPermissionSpec) => JSON.stringify([name, type ?? null]);
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The permissions as config has them, each with its place; broken ones left out. */
function writtenPermissions(
  written: Written,
): readonly (GraphPermissionSpec & { readonly entry: Entry })[] {
  return entriesOf(written, "graphPermissions").flatMap((entry) => {
    const name = typeof entry.value === "string" ? entry.value : fieldOf(entry, "name").value;
    const { value: type } = fieldOf(entry, "type");
    // A wrong type is its own problem, and says nothing of others.
    return typeof name === "string" &&
      (type === undefined || type === "delegated" || type === "application")
      ? [{ entry, name, type }]
      : [];
  });
}

/** None twice; those that are known must be of one type. */
export function checkGraphPermissions(written: Written): readonly Problem[] {
  const permissions = writtenPermissions(written);
  return [
    ...checkUnique(
      permissions.map(({ entry }) => entry),
      ({ key }) => {
        const found = permissions.find(({ entry }) => entry.key === key);
        return found && JSON.stringify([found.name, typesOf(found, KNOWN_GRAPH_PERMISSIONS)]);
      },
    ),
    ...permissions.flatMap(({ entry, ...permission }) =>
      isCommon(permission.name) ? checkType(permission, entry, KNOWN_GRAPH_PERMISSIONS) : [],
    ),
  ];
}

/**
 * The types that a permission can be of: the one that config says, else those that its name is
 * published with.
 */
function typesOf(
  { name, type }: GraphPermissionSpec,
  published: GraphPermissions,
): readonly PermissionType[] {
  return (["delegated", "application"] as const).filter((candidate) =>
    type === undefined ? Object.hasOwn(published[candidate], name) : candidate === type,
  );
}

function checkType(
  permission: GraphPermissionSpec,
  { key, value }: Entry,
  published: GraphPermissions,
): readonly Problem[] {
  const { name, type } = permission;
  const types = typesOf({ name, type: undefined }, published);
  if (type === undefined && types.length > 1) {
    return refuse(
      { key, value },
      "must say its type: Microsoft Graph has a delegated and an application permission of that name",
      `write {name: ${name}, type: delegated} to act for a signed-in user, or {name: ${name}, type: application}`,
    );
  }
  if (type === undefined || types.includes(type) || types.length === 0) return [];
  return refuse(
    { key: `${key}.type`, value: type },
    `must be "${types.join('", "')}": Microsoft Graph has no ${type} permission of that name`,
    `write "${types.join('" or "')}", or leave it out`,
  );
}

/** Whether Microsoft Graph must be asked: the table of common permissions lacks one. */
export function isUnknownPermission({ name }: GraphPermissionSpec): boolean {
  return !isCommon(name);
}

/**
 * The problems of permissions that Microsoft Graph does not have so, found by a look-up after the
 * offline rules held.
 */
export function checkLookedUp(written: Written, published: GraphPermissions): readonly Problem[] {
  return writtenPermissions(written).flatMap(({ entry, ...permission }) => {
    const { name, type } = permission;
    if (isCommon(name)) return [];
    if (typesOf({ name, type: undefined }, published).length > 0) {
      return checkType(permission, entry, published);
    }
    const types = type === undefined ? (["delegated", "application"] as const) : [type];
    const likely = suggest(
      name,
      types.flatMap((each) => Object.keys(published[each])),
    );
    return refuse(
      typeof entry.value === "string" ? entry : fieldOf(entry, "name"),
      "must name a permission that Microsoft Graph publishes",
      `${likely === undefined ? "correct or remove it" : `write "${likely}"`}; the names are listed at https://learn.microsoft.com/graph/permissions-reference`,
    );
  });
}

/** Places in config that name a permission of this name. */
export function placesOfPermission(written: Written, wanted: string): readonly string[] {
  return writtenPermissions(written)
    .filter(({ name }) => name === wanted)
    .map(({ entry }) => (typeof entry.value === "string" ? entry.key : `${entry.key}.name`));
}

/**
 * A permission's type and id.
 *
 * @throws Error for a permission that was not looked up: a mistake of the program, never of the
 * config.
 */
export function publishedAs(
  permission: GraphPermissionSpec,
  published: GraphPermissions,
): { readonly type: PermissionType; readonly id: string } {
  const [type] = typesOf(permission, published);
  const id = type && published[type][permission.name];
  if (type === undefined || id === undefined) {
    throw new Error(`the Graph permission "${permission.name}" was not looked up`);
  }
  return { type, id };
}
