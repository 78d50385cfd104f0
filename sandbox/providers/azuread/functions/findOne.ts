/** Looking one directory object up by one of its properties. */
import type { Properties } from "../../../engine/provider";
import type { Session } from "../session";

/** What is looked for. */
export interface Search {
  /** The list, e.g. "/v1.0/users". */
  readonly path: string;
  /** For people, e.g. "user". */
  readonly noun: string;
  /** The argument, e.g. "userPrincipalName", and the property of Graph that it names. */
  readonly by: string;
  readonly value: string;
  /** The OData filter; absent: `value` is the object id. */
  readonly filter?: string;
  /** Where the directory may answer more than was asked. */
  readonly isMatch?: (candidate: Properties) => boolean;
}

/** Finds the one object. @throws where there is none, or more than one. */
export async function findOne(session: Session, search: Search): Promise<Properties> {
  const { path, value, filter, isMatch = () => true } = search;
  const found =
    filter === undefined
      ? [await session.graph.find(`${path}/${value}`)]
      : (await session.graph.list(path, { $filter: filter })).filter(isMatch);
  const [first, second] = found;
  if (first === undefined) throw new Error(notFound(search));
  if (second !== undefined) throw new Error(several(search));
  return first;
}

/** The real provider's words (terraform-provider-azuread, *_data_source.go). */
function notFound({ noun, by, value, filter }: Search): string {
  if (by === "objectId") return `${capital(noun)} not found with object ID: ${quoted(value)}`;
  if (noun === "user") {
    return by === "userPrincipalName"
      ? `User with UPN ${quoted(value)} was not found`
      : `User not found with ${by}: ${quoted(value)}`;
  }
  if (noun === "group") return `No group found matching specified filter (${filter ?? ""})`;
  return `${capital(noun)} not found: no ${noun}s found matching filter: ${quoted(filter ?? "")}`;
}

function several({ noun, by, value, filter }: Search): string {
  if (noun === "user") {
    return `More than one user found with ${by === "userPrincipalName" ? "UPN" : by}: ${quoted(value)}`;
  }
  if (noun === "group") {
    return `More than one group found matching specified filter (${filter ?? ""})`;
  }
  return `Multiple ${noun}s found: found multiple ${noun}s matching filter: ${quoted(filter ?? "")}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text in double quotes, as Go writes it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A text within an OData filter: quotes are doubled. */
export function odataText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
