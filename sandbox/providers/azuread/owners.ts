/**
 * The owners of an application, a service principal or a group: the first twenty in the creating
 * request, the rest after it.
 */
import type { Properties } from "../../engine/provider";
import { text } from "../values";
import type { GraphClient } from "./graphClient";
import type { Session } from "./session";

/** Owners that can be given while creating; the caller is always one of them. */
export const MOST_OWNERS_AT_CREATION = 20;

/** What creating an object with these owners means. */
export interface OwnersAtCreation {
  /** The value of "owners@odata.bind". */
  readonly bind: readonly string[];
  /** Object ids to be added afterwards. */
  readonly later: readonly string[];
  /** The caller is not among the wanted owners, and is to be removed afterwards. */
  readonly removeCaller: boolean;
}

/**
 * Splits wanted owners. The caller comes first, wanted or not: without owner nobody could finish
 * the job.
 */
export function ownersAtCreation(
  graph: GraphClient,
  wanted: readonly string[],
  caller: string,
): OwnersAtCreation {
  const isCaller = (owner: string): boolean => owner.toLowerCase() === caller.toLowerCase();
  const others = wanted.filter((owner) => !isCaller(owner));
  const first = [caller, ...others.slice(0, MOST_OWNERS_AT_CREATION - 1)];
  return {
    bind: first.map((owner) => graph.reference("v1.0", owner)),
    later: others.slice(MOST_OWNERS_AT_CREATION - 1),
    removeCaller: !wanted.some(isCaller),
  };
}

/** Does what creation left open. @param path e.g. "/v1.0/applications/<object id>". */
export async function finishOwners(
  session: Session,
  path: string,
  { later, removeCaller }: OwnersAtCreation,
  caller: string,
): Promise<void> {
  await addReferences(session, `${path}/owners`, later);
  if (removeCaller) {
    await session.graph.delete(`${path}/owners/${caller}/$ref`);
  }
}

/**
 * Makes the owners those wanted: reads them, adds what is missing, removes what is too much. Added
 * first: a group cannot be without its last owner.
 */
export async function replaceOwners(
  session: Session,
  path: string,
  wanted: readonly string[],
): Promise<void> {
  const present = await listIds(session, `${path}/owners`);
  await addReferences(session, `${path}/owners`, difference(wanted, present));
  await removeReferences(session, `${path}/owners`, difference(present, wanted));
}

/**
 * The object ids in a list of directory objects, sorted: a set has no order, and a state should not
 * change for one.
 */
export async function listIds(session: Session, path: string): Promise<readonly string[]> {
  const objects: readonly Properties[] = await session.graph.list(path);
  return objects.map((object) => text(object, "id")).sort();
}

/** Adds references one by one. @param path the list, e.g. "/beta/groups/<id>/members". */
export async function addReferences(
  session: Session,
  path: string,
  objectIds: readonly string[],
): Promise<void> {
  const version = path.startsWith("/beta/") ? "beta" : "v1.0";
  for (const objectId of objectIds) {
    await session.graph.post(`${path}/$ref`, {
      "@odata.id": session.graph.reference(version, objectId),
    });
  }
}

/** Removes references one by one. */
export async function removeReferences(
  session: Session,
  path: string,
  objectIds: readonly string[],
): Promise<void> {
  for (const objectId of objectIds) {
    await session.graph.delete(`${path}/${objectId}/$ref`);
  }
}

/** Entries of the first list that are not in the second. */
export function difference(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.filter((entry) => !second.includes(entry));
}
