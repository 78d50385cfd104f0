/**
 * What an interrupted creation has made: an object is told from others' by what was asked for and
 * by its age.
 */
import type { Properties } from "../../engine/provider";
import { text } from "../values";
import { odataText } from "./functions/lookUp";
import { objectIdOf, type Session } from "./session";

/** Whether an object was made at `since` or later. */
export function isMadeSince(object: Properties, since: Date): boolean {
  return new Date(text(object, "createdDateTime")) >= since;
}

/**
 * Finds the one object of a name that was made at `since` or later.
 *
 * @param isWanted what else tells it from others'.
 * @returns its object id; undefined where there is none, or several, of which nobody knows whose
 * they are.
 */
export async function findMade(
  session: Session,
  path: string,
  inputs: Properties,
  since: Date,
  isWanted: (object: Properties) => boolean = () => true,
): Promise<string | undefined> {
  const name = text(inputs, "displayName");
  const found = await session.graph.list(path, { $filter: `displayName eq ${odataText(name)}` });
  const [made, another] = found.filter(
    (object) =>
      text(object, "displayName") === name && isMadeSince(object, since) && isWanted(object),
  );
  return made === undefined || another !== undefined ? undefined : objectIdOf(made);
}
