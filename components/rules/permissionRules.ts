/**
 * The rules between scopes and app roles: among themselves, and with what the directory has
 * already.
 */
import { MICROSOFT_GRAPH_APP_ID, WELL_KNOWN_CLIENTS } from "./clients";
import { deriveId, type IdentityKind, type StackIdentity } from "./ids";
import type { AppRoleSpec, ScopeSpec } from "./permissions";
import { type Problem, refuse } from "./problem";
import type { RegistrationSpec } from "./registration";
import { type Entry, entriesOf, fieldOf, type Written } from "./written";

/**
 * Ids that mean something else already: reusing one as a scope's or role's id leads clients and
 * people astray.
 */
const RESERVED_IDS: ReadonlyMap<string, string> = new Map([
  ["00000000-0000-0000-0000-000000000000", "the id of default access"],
  [MICROSOFT_GRAPH_APP_ID, "Microsoft Graph's application id"],
  ...Object.values(WELL_KNOWN_CLIENTS).map(
    ({ clientId, title }) => [clientId, `the client id of ${title}`] as const,
  ),
]);

/** A scope or app role as far as the rules between them need it. */
interface Permission {
  /** Its place in config. */
  readonly key: string;
  readonly value: string;
  readonly id: string;
  /** The id is written in config, not derived. */
  readonly pinned: boolean;
}

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
  key: string,
  kind: IdentityKind,
  identity: StackIdentity,
): readonly Permission[] {
  return entriesOf(written, key).flatMap((entry) => {
    const { value } = fieldOf(entry, "value");
    const id = fieldOf(entry, "id").value;
    if (typeof value !== "string") return [];
    return [
      {
        key: entry.key,
        value,
        id: typeof id === "string" ? id.toLowerCase() : deriveId(identity, kind, value),
        pinned: typeof id === "string",
      },
    ];
  });
}

function checkValue({ key, value }: Permission, before: readonly Permission[]): readonly Problem[] {
  const same = before.find((other) => other.value === value);
  if (same === undefined) return [];
  return refuse(
    { key: `${key}.value`, value },
    `must differ from "${same.key}.value": scopes and app roles share one namespace`,
    "rename or remove one of the two",
  );
}

function checkPinnedId({ key, id }: Permission, others: readonly Permission[]): readonly Problem[] {
  const reserved = RESERVED_IDS.get(id);
  if (reserved !== undefined) {
    return refuse(
      { key: `${key}.id`, value: id },
      `must not be a reserved id; this one is ${reserved}`,
      "leave the key out to derive an id, or write one of your own",
    );
  }
  const same = others.find((other) => other.id === id);
  if (same === undefined) return [];
  return refuse(
    { key: `${key}.id`, value: id },
    `must differ from the id of "${same.key}" ("${same.value}")`,
    "leave the key out to derive an id, or write one of your own",
  );
}

/**
 * The registration of the stack's name as the directory has it now, as far as ids are concerned.
 */
export interface DeployedIds {
  /** Its name. */
  readonly displayName: string;
  /** Ids of its scopes by value, the switched-off ones too. */
  readonly scopes: Readonly<Record<string, string>>;
  /** Ids of its app roles by value, likewise. */
  readonly appRoles: Readonly<Record<string, string>>;
}

/** The two lists of permissions; they share one namespace of values. */
const LISTS = { scopes: "scope", appRoles: "app role" } as const;

type List = keyof typeof LISTS;

interface Held {
  readonly list: List;
  readonly id: string;
}

/**
 * What one `up` cannot do to ids: the directory never holds two scopes or roles of one value, and
 * Pulumi makes what is new before it removes what is old. So no value can get another id, or move
 * between scopes and roles, in one step.
 *
 * @param deployed the registration that has the stack's name now.
 */
export function checkDeployed(
  spec: {
    readonly scopes: readonly ScopeSpec[];
    readonly appRoles: readonly AppRoleSpec[];
    readonly registration: Pick<RegistrationSpec, "mode">;
  },
  written: Written,
  deployed: DeployedIds,
): readonly Problem[] {
  // The directory does not tell whose a registration is that was found by its name.
  const orElse =
    spec.registration.mode === "create"
      ? '; if this stack did not make that registration, choose another "displayName"'
      : "";
  return (["scopes", "appRoles"] as const).flatMap((list) =>
    entriesOf(written, list).flatMap((entry) => {
      const value = fieldOf(entry, "value");
      const permission = spec[list].find((declared) => declared.value === value.value);
      const held = permission && holderOf(permission.value, deployed);
      if (!held || (held.list === list && held.id === permission.id)) return [];
      const isRename = Object.values(deployed[list]).includes(permission.id);
      return held.list !== list || isRename
        ? [valueTaken(value, held, deployed.displayName, orElse)]
        : [idChanged(fieldOf(entry, "id"), permission.value, held, deployed.displayName, orElse)];
    }),
  );
}

function holderOf(value: string, deployed: DeployedIds): Held | undefined {
  for (const list of ["scopes", "appRoles"] as const) {
    const id = Object.hasOwn(deployed[list], value) ? deployed[list][value] : undefined;
    if (id !== undefined) return { list, id: id.toLowerCase() };
  }
  return undefined;
}

function idChanged(
  { key, value }: Entry,
  name: string,
  { list, id }: Held,
  displayName: string,
  orElse: string,
): Problem {
  return {
    key,
    value,
    rule: `must stay "${id}": the registration "${displayName}" has the ${LISTS[list]} "${name}" under that id, and no id changes in one "pulumi up"`,
    remedy:
      `write "id: ${id}"; or, to change it, take "${name}" out of "${list}" and out of all that names it, run "pulumi up", ` +
      `put it back and run "pulumi up" again (until then nobody has it)${orElse}`,
  };
}

function valueTaken(
  { key, value }: Entry,
  { list, id }: Held,
  displayName: string,
  orElse: string,
): Problem {
  return {
    key,
    value,
    rule: `must not be a value that the registration "${displayName}" has at present as another ${LISTS[list]} ("${id}"): it is free only after that one is renamed or removed`,
    remedy: `rename or remove that one first, run "pulumi up", then do this and run "pulumi up" again${orElse}`,
  };
}
