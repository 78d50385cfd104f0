/** Looking one directory object up by one of its properties. */
import type { Properties } from "../../../engine/provider";
import { text } from "../../values";
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
  const { path, noun, by, value, filter, isMatch = () => true } = search;
  const found =
    filter === undefined
      ? [await session.graph.find(`${path}/${value}`)]
      : (await session.graph.list(path, { $filter: filter })).filter(isMatch);
  const [first, second] = found;
  if (first === undefined) {
    throw new Error(
      `No ${noun} found with "${by}" "${value}". Check the value, and the tenant that you are signed in to.`,
    );
  }
  if (second !== undefined) {
    const ids = found.map((entry) => (entry === undefined ? "" : text(entry, "id"))).join(", ");
    throw new Error(
      `More than one ${noun} found with "${by}" "${value}": ${ids}. Look it up by "objectId".`,
    );
  }
  return first;
}

/** A text within an OData filter: quotes are doubled. */
export function odataText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
