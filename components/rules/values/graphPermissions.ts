import * as v from "valibot";
import { type Problem, refuse } from "../reading/problem";
import {
  isRecord,
  isUuid,
  keyed,
  listOf,
  oneOf,
  otherNames,
  rule,
  wrongForm,
} from "../reading/schema";
import { suggest } from "../reading/suggestion";
import {
  checkUnique,
  type Entry,
  entriesOf,
  fieldOf,
  textOr,
  type Written,
} from "../reading/written";

/** For a signed-in user, or for the application itself. */
const TYPES = ["delegated", "application"] as const;

type PermissionType = (typeof TYPES)[number];

/** What Microsoft Graph publishes: ids by type and name, and who consents. */
export interface GraphPermissions {
  readonly delegated: Readonly<Record<string, string>>;
  readonly application: Readonly<Record<string, string>>;
  /** Names of delegated ones that need an administrator's consent. */
  readonly forAdministrators: readonly string[];
}

/**
 * Common permissions of Microsoft Graph, which cost no request and no extra right; others are
 * looked up. Source of all ids: https://learn.microsoft.com/graph/permissions-reference
 */
export const KNOWN_GRAPH_PERMISSIONS: GraphPermissions = {
  delegated: {
    "Calendars.Read": "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42",
    "Directory.Read.All": "06da0dbc-49e2-44d2-8312-53f166ab848a",
    email: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
    "Group.Read.All": "5f8c59db-677d-491f-a6b8-5f174b11ec1d",
    "Mail.Read": "570282fd-fa5c-430d-a7fd-fc8dc98a9dca",
    offline_access: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
    openid: "37f7f235-527c-4136-accd-4a02d197296e",
    profile: "14dad69e-099b-42c9-810b-d002981feec1",
    "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
    "User.Read.All": "a154be20-db9c-4678-8ab7-66f6cc099a59",
    "User.ReadBasic.All": "b340eb25-3456-403f-be2f-af7a0d370277",
  },
  application: {
    "Calendars.Read": "798ee544-9d2d-430c-a058-570e29e34338",
    "Directory.Read.All": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
    "Group.Read.All": "5b567255-7703-4780-807c-7be8301ae99b",
    "Mail.Read": "810c84a8-4a9e-49e6-bf7d-12d183f40d01",
    "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
    "User.ReadBasic.All": "97235f07-e226-4f63-ace3-39588e11d3a1",
  },
  forAdministrators: ["Directory.Read.All", "Group.Read.All", "User.Read.All"],
};

/** Names of the common ones. Each has a delegated permission. */
const COMMON = Object.keys(KNOWN_GRAPH_PERMISSIONS.delegated);

/** The BDK's own: sign in and stay signed in. */
export const DEFAULT_GRAPH_PERMISSIONS = ["User.Read", "offline_access"];

/**
 * At most 400 permissions:
 * https://learn.microsoft.com/entra/identity-platform/troubleshoot-required-resource-access-limits
 */
const MOST = 400;

/** A permission that is asked for. Without a type it is of the one that its name has. */
export interface GraphPermissionSpec {
  readonly name: string;
  readonly type: PermissionType | undefined;
}

/** How Microsoft Graph and the portal call the types. */
const OTHER_TYPES = otherNames({
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
    (name) => COMMON.includes(name) || inGraphsCapitals(name) === undefined,
    "must be spelled with Microsoft Graph's capitals",
    (name) => `write "${inGraphsCapitals(name) ?? name}"`,
  ),
);

/** The name at the end of an address, or the name of an id that is known. */
function nameMeant(text: string): string {
  const name =
    COMMON.find((each) =>
      TYPES.some((type) => KNOWN_GRAPH_PERMISSIONS[type][each] === text.toLowerCase()),
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
                type: v.optional(oneOf(TYPES, OTHER_TYPES)),
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

function inGraphsCapitals(name: string): string | undefined {
  return COMMON.find((known) => known.toLowerCase() === name.toLowerCase());
}

/** Whether Microsoft Graph must be asked: it is none of the common ones. */
export function isUnknownPermission({ name }: Pick<GraphPermissionSpec, "name">): boolean {
  return !COMMON.includes(name);
}

/** Permissions in a fixed order. */
export function resolveGraphPermissions(
  entries: readonly GraphPermissionSpec[],
): readonly GraphPermissionSpec[] {
  const key = ({ name, type }: GraphPermissionSpec) => JSON.stringify([name, type ?? null]);
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A permission as config has it, and its places there. */
interface WrittenPermission extends GraphPermissionSpec {
  readonly entry: Entry;
  readonly named: Entry;
}

/** The permission of an entry; undefined: it is broken, and its own problem. */
function permissionIn(entry: Entry): WrittenPermission | undefined {
  const named = textOr("name", entry);
  const { value: name } = named;
  const { value: type } = fieldOf(entry, "type");
  return typeof name === "string" &&
    (type === undefined || type === "delegated" || type === "application")
    ? { entry, named, name, type }
    : undefined;
}

function writtenPermissions(written: Written): readonly WrittenPermission[] {
  return entriesOf(written, "graphPermissions").flatMap((entry) => permissionIn(entry) ?? []);
}

/** None twice; those that are known must be of one type. */
export function checkGraphPermissions(written: Written): readonly Problem[] {
  return [
    ...checkUnique(entriesOf(written, "graphPermissions"), (entry) => {
      const found = permissionIn(entry);
      return found && JSON.stringify([found.name, typesOf(found, KNOWN_GRAPH_PERMISSIONS)]);
    }),
    ...writtenPermissions(written)
      .filter((permission) => !isUnknownPermission(permission))
      .flatMap((permission) => checkType(permission, KNOWN_GRAPH_PERMISSIONS)),
  ];
}

/** Its types: the one that config says, else those that its name is published with. */
function typesOf(
  { name, type }: GraphPermissionSpec,
  published: GraphPermissions,
): readonly PermissionType[] {
  return type === undefined
    ? TYPES.filter((candidate) => Object.hasOwn(published[candidate], name))
    : [type];
}

function checkType(
  { entry, name, type }: WrittenPermission,
  published: GraphPermissions,
): readonly Problem[] {
  const types = typesOf({ name, type: undefined }, published);
  if (type === undefined && types.length > 1) {
    return refuse(
      entry,
      "must say its type: Microsoft Graph has a delegated and an application permission of that name",
      `write {name: ${name}, type: delegated} to act for a signed-in user, or {name: ${name}, type: application}`,
    );
  }
  if (type === undefined || types.includes(type) || types.length === 0) return [];
  return refuse(
    fieldOf(entry, "type"),
    `must be "${types.join('", "')}": Microsoft Graph has no ${type} permission of that name`,
    `write "${types.join('" or "')}", or leave it out`,
  );
}

/** Permissions that Microsoft Graph does not have so, found by a look-up. */
export function checkLookedUp(written: Written, published: GraphPermissions): readonly Problem[] {
  return writtenPermissions(written)
    .filter(isUnknownPermission)
    .flatMap((permission) => {
      const { name, type, named } = permission;
      if (typesOf({ name, type: undefined }, published).length > 0) {
        return checkType(permission, published);
      }
      const types = type === undefined ? TYPES : [type];
      const likely = suggest(
        name,
        types.flatMap((each) => Object.keys(published[each])),
      );
      return refuse(
        named,
        "must name a permission that Microsoft Graph publishes",
        `${likely === undefined ? "correct or remove it" : `write "${likely}"`}; the names are listed at https://learn.microsoft.com/graph/permissions-reference`,
      );
    });
}

/** Places in config that name a permission of this name. */
export function placesOfPermission(written: Written, wanted: string): readonly string[] {
  return writtenPermissions(written)
    .filter(({ name }) => name === wanted)
    .map(({ named }) => named.key);
}

/** @throws Error for a permission that was not looked up: a mistake of the program, not of config. */
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
