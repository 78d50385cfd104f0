/**
 * The owners of an application, a service principal or a group: the first twenty in the creating
 * request, the rest after it.
 */
import type { Properties } from "../../engine/provider";
import { text } from "../values";
import type { Session } from "./session";

/** Owners that can be given while creating; the caller is always one of them. */
export const MOST_OWNERS_AT_CREATION = 20;

/** What creating an object with owners takes. */
export interface OwnersAtCreation {
  /**
   * The value of "owners@odata.bind". The caller comes first, wanted or not: without owner nobody
   * could finish the job.
   */
  readonly bind: readonly string[];
  /**
   * Adds the owners that found no place, and removes a caller whom nobody wants.
   *
   * @param path e.g. "/v1.0/applications/<object id>".
   */
  readonly finish: (path: string) => Promise<void>;
}

/** Splits wanted owners. */
export async function ownersAtCreation(
  session: Session,
  wanted: readonly string[],
): Promise<OwnersAtCreation> {
  const { graph } = session;
  const { objectId: caller } = await session.caller();
  const isCaller = (owner: string): boolean => owner.toLowerCase() === caller.toLowerCase();
  const all = [caller, ...wanted.filter((owner) => !isCaller(owner))];
  return {
    bind: all.slice(0, MOST_OWNERS_AT_CREATION).map((owner) => graph.reference("v1.0", owner)),
    async finish(path) {
      await addReferences(session, `${path}/owners`, all.slice(MOST_OWNERS_AT_CREATION));
      if (!wanted.some(isCaller)) await graph.delete(`${path}/owners/${caller}/$ref`);
    },
  };
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
