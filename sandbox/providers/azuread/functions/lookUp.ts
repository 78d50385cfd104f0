/** Functions that look one directory object up by one of its properties. */
import type { Properties, ProviderFunction } from "../../../engine/provider";
import { text, unimplemented, type Rule } from "../../schema/fields";
import { text as textAt } from "../../values";
import type { Session } from "../session";
import { defineFunction } from "./defineFunction";

/** How one argument finds the object. */
export interface Way {
  readonly rule: Rule;
  /** The OData filter; absent: the argument is the object id. */
  readonly filter?: (value: string) => string;
  /** Where the directory may answer more than was asked. */
  readonly isMatch?: (candidate: Properties, value: string) => boolean;
}

/** A function of this kind, told by what is its own. */
export interface LookUp {
  /** As programs call it, e.g. "getUser". */
  readonly name: string;
  /** The list, e.g. "/v1.0/users". */
  readonly path: string;
  /** For people, e.g. "user". */
  readonly noun: string;
  /** The arguments of which exactly one must be given. */
  readonly by: Readonly<Record<string, Way>>;
  /** Other arguments of the real function: refused by name. */
  readonly refused: readonly string[];
  readonly outputs: (found: Properties) => Promise<Properties>;
}

/** What was looked for, for messages. */
interface Search {
  readonly noun: string;
  /** The argument, e.g. "userPrincipalName". */
  readonly by: string;
  readonly value: string;
  /** "" where the value is the object id. */
  readonly filter: string;
}

/** Makes the function. It refuses where there is no such object, or more than one. */
export function lookUp(session: Session, definition: LookUp): ProviderFunction {
  const { name, path, noun, by: ways, refused, outputs } = definition;
  const names = Object.keys(ways);
  const rules = [
    ...Object.entries(ways).map(([by, { rule }]) => [by, text(rule)] as const),
    ...refused.map((by) => [by, unimplemented()] as const),
  ];
  return defineFunction({
    name,
    args: Object.fromEntries(rules),
    exactlyOne: names,
    async call(args) {
      const by = names.find((each) => args[each] !== undefined) ?? "";
      const value = textAt(args, by);
      const { filter, isMatch = () => true } = ways[by] ?? {};
      const search = { noun, by, value, filter: filter?.(value) ?? "" };
      const found =
        filter === undefined
          ? [await session.graph.find(`${path}/${value}`)]
          : (await session.graph.list(path, { $filter: search.filter })).filter((each) =>
              isMatch(each, value),
            );
      const [first, second] = found;
      if (first === undefined) throw new Error(notFound(search));
      if (second !== undefined) throw new Error(several(search));
      return outputs(first);
    },
  });
}

/** The real provider's words (terraform-provider-azuread, *_data_source.go). */
function notFound({ noun, by, value, filter }: Search): string {
  if (by === "objectId") return `${capital(noun)} not found with object ID: ${quoted(value)}`;
  if (noun === "user") return `User with UPN ${quoted(value)} was not found`;
  return `${capital(noun)} not found: no ${noun}s found matching filter: ${quoted(filter)}`;
}

function several({ noun, value, filter }: Search): string {
  if (noun === "user") return `More than one user found with UPN: ${quoted(value)}`;
  return `Multiple ${noun}s found: found multiple ${noun}s matching filter: ${quoted(filter)}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A text in double quotes, as Go writes it. */
function quoted(value: string): string {
  return JSON.stringify(value);
}

/** A text within an OData filter: quotes are doubled. */
export function odataText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
