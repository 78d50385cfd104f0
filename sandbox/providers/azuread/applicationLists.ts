/** The lists that an application holds; Graph has no requests for single entries of them. */
import type { Properties, Value } from "../../engine/provider";
import { valueAt, withValueAt } from "../schema/graphForm";
import { isList } from "../values";
import { APPLICATION_TYPE } from "./applicationBodies";

/** One of the lists. */
export interface ApplicationList {
  readonly of: (application: Properties) => readonly Value[];
  /** The body that replaces the list. */
  readonly body: (entries: readonly Value[], applicationObjectId: string) => Properties;
}

/** The list at a place such as "api.preAuthorizedApplications". */
export function applicationList(place: string): ApplicationList {
  return {
    of(application) {
      const entries = valueAt(application, place);
      return isList(entries) ? entries : [];
    },
    body: (entries) => withValueAt(APPLICATION_TYPE, place, entries),
  };
}

/** The same; the real provider repeats the application's id in the body. */
export function listWithId(place: string): ApplicationList {
  const list = applicationList(place);
  return { ...list, body: (entries, id) => ({ ...list.body(entries, id), id }) };
}
