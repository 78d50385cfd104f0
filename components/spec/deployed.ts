import type { ManagementApiSpec } from "./managementApi";
import type { Problem } from "./problem";
import { type Entry, entriesOf, fieldOf, type Written } from "./written";

/** The registration of the stack's name as the directory has it now, as far as ids are concerned. */
export interface Deployed {
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
 * What one `up` cannot do to ids: the directory never holds two scopes or roles of one value, and Pulumi makes what is new
 * before it removes what is old. So no value can get another id, or move between scopes and roles, in one step.
 *
 * @param deployed the registration that has the stack's name now.
 */
export function checkDeployed(
  spec: ManagementApiSpec,
  written: Written,
  deployed: Deployed,
): readonly Problem[] {
  return (["scopes", "appRoles"] as const).flatMap((list) =>
    entriesOf(written, list).flatMap((entry) => {
      const value = fieldOf(entry, "value");
      const permission = spec[list].find((declared) => declared.value === value.value);
      const held = permission && holderOf(permission.value, deployed);
      if (!held || (held.list === list && held.id === permission.id)) return [];
      const isRename = Object.values(deployed[list]).includes(permission.id);
      return held.list !== list || isRename
        ? [valueTaken(value, held, spec.displayName)]
        : [idChanged(fieldOf(entry, "id"), permission.value, held, spec.displayName)];
    }),
  );
}

function holderOf(value: string, deployed: Deployed): Held | undefined {
  for (const list of ["scopes", "appRoles"] as const) {
    const id = Object.hasOwn(deployed[list], value) ? deployed[list][value] : undefined;
    if (id !== undefined) return { list, id: id.toLowerCase() };
  }
  return undefined;
}

/** Said of every such problem, because the directory does not tell whose a registration is. */
const ANOTHER_STACKS = 'if this stack did not make that registration, choose another "displayName"';

function idChanged(
  { key, value }: Entry,
  name: string,
  { list, id }: Held,
  displayName: string,
): Problem {
  return {
    key,
    value,
    rule: `must stay "${id}": the registration "${displayName}" has the ${LISTS[list]} "${name}" under that id, and no id changes in one "pulumi up"`,
    remedy:
      `write "id: ${id}"; or, to change it, take "${name}" out of "${list}" and out of all that names it, run "pulumi up", ` +
      `put it back and run "pulumi up" again (until then nobody has it); ${ANOTHER_STACKS}`,
  };
}

function valueTaken({ key, value }: Entry, { list, id }: Held, displayName: string): Problem {
  return {
    key,
    value,
    rule: `must not be a value that the registration "${displayName}" has at present as another ${LISTS[list]} ("${id}"): it is free only after that one is renamed or removed`,
    remedy: `rename or remove that one first, run "pulumi up", then do this and run "pulumi up" again; ${ANOTHER_STACKS}`,
  };
}
