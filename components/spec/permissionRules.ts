import type { AppRoleEntries } from "./appRoles";
import { MICROSOFT_GRAPH_APP_ID, WELL_KNOWN_CLIENTS } from "./clients";
import type { Problem } from "./problem";
import type { ScopeEntries } from "./scopes";

/** Ids that mean something else already: reusing one as a scope's or role's id leads clients and people astray. */
const RESERVED_IDS: ReadonlyMap<string, string> = new Map([
  ["00000000-0000-0000-0000-000000000000", "the id of default access"],
  [MICROSOFT_GRAPH_APP_ID, "Microsoft Graph's application id"],
  ...Object.values(WELL_KNOWN_CLIENTS).map(
    ({ clientId, title }) => [clientId, `the client id of ${title}`] as const,
  ),
]);

interface Permission {
  readonly key: string;
  readonly value: string;
  readonly id: string | undefined;
}

/**
 * The rules between scopes and app roles, which share one namespace in Entra ID: no value twice, no id twice, no
 * reserved id. Source: terraform-provider-azuread, docs/resources/application.md; the directory answers 400.
 */
export function checkPermissions(
  scopes: ScopeEntries,
  appRoles: AppRoleEntries,
): readonly Problem[] {
  const permissions: readonly Permission[] = [
    ...scopes.map(({ value, id }, index) => ({ key: `scopes[${index}]`, value, id })),
    ...appRoles.map(({ value, id }, index) => ({ key: `appRoles[${index}]`, value, id })),
  ];
  return permissions.flatMap((permission, index) => {
    const before = permissions.slice(0, index);
    return [
      ...checkValue(permission, before),
      ...(permission.id === undefined ? [] : checkId(permission.key, permission.id, before)),
    ];
  });
}

function checkValue({ key, value }: Permission, before: readonly Permission[]): readonly Problem[] {
  const same = before.find((other) => other.value === value);
  if (same === undefined) return [];
  return [
    {
      key: `${key}.value`,
      value,
      rule: `must differ from "${same.key}.value": scopes and app roles share one namespace`,
      remedy: "rename or remove one of the two",
    },
  ];
}

function checkId(key: string, id: string, before: readonly Permission[]): readonly Problem[] {
  const reserved = RESERVED_IDS.get(id);
  if (reserved !== undefined) {
    return [
      {
        key: `${key}.id`,
        value: id,
        rule: `must not be a reserved id; this one is ${reserved}`,
        remedy: "leave the key out to derive an id, or write one of your own",
      },
    ];
  }
  const same = before.find((other) => other.id === id);
  if (same === undefined) return [];
  return [
    {
      key: `${key}.id`,
      value: id,
      rule: `must differ from "${same.key}.id"`,
      remedy: "leave one of the two out to derive it",
    },
  ];
}
