/**
 * Uniform resource names: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */

/**
 * The type of the resource that stands for the stack; the only one whose type does not prefix its
 * children's.
 */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** What a URN is made of. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly type: string;
  readonly name: string;
  /** The URN of the parent; absent for the stack itself and for default providers. */
  readonly parent?: string | undefined;
}

/** Builds the URN of a resource. */
export function makeUrn({ stack, project, type, name, parent }: UrnParts): string {
  const parentType = parent === undefined ? STACK_TYPE : qualifiedTypeOf(parent);
  const chain = parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${chain}::${name}`;
}

/** The URN of the resource that stands for a stack. */
export function stackUrn(project: string, stack: string): string {
  return makeUrn({ project, stack, type: STACK_TYPE, name: `${project}-${stack}` });
}

/** The chain of types in a URN, outermost first, joined by "$". */
export function qualifiedTypeOf(urn: string): string {
  return urn.split("::")[2] ?? "";
}

/** The resource's own type: the last of the chain. */
export function typeOf(urn: string): string {
  return qualifiedTypeOf(urn).split("$").at(-1) ?? "";
}

/** The resource's logical name (which may itself hold "::"). */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/**
 * A type as the CLI prints it: "azuread:index/application:Application" becomes
 * "azuread:index:Application".
 */
export function shortType(type: string): string {
  const match = /^([^:]+):(.+)\/([^/:]+):([^:]+)$/.exec(type);
  if (match === null) return type;
  const [, pkg = "", folder = "", file = "", name = ""] = match;
  return file === name.charAt(0).toLowerCase() + name.slice(1) ? `${pkg}:${folder}:${name}` : type;
}
