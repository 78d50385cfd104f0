/** The rules between scopes and app roles. */
import { NIL } from "uuid";
import { MICROSOFT_GRAPH_APP_ID, WELL_KNOWN_CLIENTS } from "./clients";
import type { IdentityKind, StackIdentity } from "../ids";
import { type Permission, permissionOf } from "./permissions";
import { type Problem, refuse } from "../reading/problem";
import { type Entry, entriesOf, fieldOf, type Written } from "../reading/written";

/** Ids that mean something else already: reusing one leads clients and people astray. */
const RESERVED_IDS: ReadonlyMap<string, string> = new Map([
  [NIL, "the id of default access"],
  [MICROSOFT_GRAPH_APP_ID, "Microsoft Graph's application id"],
  ...Object.values(WELL_KNOWN_CLIENTS).map(
    ({ clientId, title }) => [clientId, `the client id of ${title}`] as const,
  ),
]);

/** A scope or app role, and its place in config. */
type Placed = Permission & Pick<Entry, "key">;

/**
 * The rules between scopes and app roles, which share one namespace in Entra ID: no value twice, no
 * id twice, no reserved id. Source: terraform-provider-azuread, docs/resources/application.md; the
 * directory answers 400.
 */
export function checkPermissions(written: Written, identity: StackIdentity): readonly Problem[] {
  const permissions = [
    ...permissionsIn(written, "scopes", "scope", identity),
    ...permissionsIn(written, "appRoles", "appRole", identity),
  ];
  return permissions.flatMap((permission, index) => [
    ...checkValue(permission, permissions.slice(0, index)),
    ...(permission.pinned
      ? checkPinnedId(
          permission,
          // Of two pinned ids the later one is the problem; a derived one is never at fault.
          permissions.filter((other, at) => at !== index && (at < index || !other.pinned)),
        )
      : []),
  ]);
}

function permissionsIn(
  written: Written,
  list: string,
  kind: IdentityKind,
  identity: StackIdentity,
): readonly Placed[] {
  return entriesOf(written, list).flatMap((entry) => {
    const { value } = fieldOf(entry, "value");
    const { value: pinned } = fieldOf(entry, "id");
    if (typeof value !== "string") return [];
    const id = typeof pinned === "string" ? pinned.toLowerCase() : undefined;
    return [{ key: entry.key, ...permissionOf(kind, { value, id }, identity) }];
  });
}

function checkValue({ key, value }: Placed, before: readonly Placed[]): readonly Problem[] {
  const same = before.find((other) => other.value === value);
  if (same === undefined) return [];
  return refuse(
    { key: `${key}.value`, value },
    `must differ from "${same.key}.value": scopes and app roles share one namespace`,
    "rename or remove one of the two",
  );
}

function checkPinnedId({ key, id }: Placed, others: readonly Placed[]): readonly Problem[] {
  const reserved = RESERVED_IDS.get(id);
  const same = others.find((other) => other.id === id);
  if (reserved === undefined && same === undefined) return [];
  return refuse(
    { key: `${key}.id`, value: id },
    reserved === undefined
      ? `must differ from the id of "${same?.key}" ("${same?.value}")`
      : `must not be a reserved id; this one is ${reserved}`,
    same === undefined || same.pinned
      ? "leave the key out to derive an id, or write one of your own"
      : `give "${same.key}" an "id" of its own (any new UUID)`,
  );
}
