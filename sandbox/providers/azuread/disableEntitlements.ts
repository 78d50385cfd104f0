/**
 * Scopes and app roles must be disabled before they can be changed or removed, in a request of
 * their own.
 * https://learn.microsoft.com/en-us/graph/api/resources/permissionscope (`isEnabled`)
 */
import { isDeepStrictEqual } from "node:util";

import type { Properties } from "../../engine/provider";
import { flag, isRecord, text, texts } from "../values";
import { applicationList, listWithId, type ApplicationList } from "./applicationLists";
import type { Session } from "./session";

/** One of the two lists that follow the rule. */
export interface Entitlements extends ApplicationList {
  /** Whether Graph would see an edit that needs disabling first. */
  readonly isChanged: (stored: Properties, wanted: Properties) => boolean;
}

/** The scopes of an application. Every difference counts. */
export const permissionScopes: Entitlements = {
  ...applicationList("api.oauth2PermissionScopes"),
  isChanged: (stored, wanted) => !isDeepStrictEqual(stored, wanted),
};

/**
 * The app roles of an application. Whether they are enabled does not count, nor null against "".
 */
export const appRoles: Entitlements = {
  ...listWithId("appRoles"),
  isChanged: (stored, wanted) =>
    !isDeepStrictEqual(texts(stored, "allowedMemberTypes"), texts(wanted, "allowedMemberTypes")) ||
    ["description", "displayName", "value"].some((key) => text(stored, key) !== text(wanted, key)),
};

/**
 * Disables what a body changes or leaves out, and waits until the directory shows it. One request
 * where there is nothing to disable, three otherwise. The caller then sends the body.
 */
export async function disableBeforeChange(
  session: Session,
  kind: Entitlements,
  applicationObjectId: string,
  body: Properties,
): Promise<void> {
  const path = `/v1.0/applications/${applicationObjectId}`;
  const present = async (): Promise<readonly Properties[]> =>
    kind.of(await session.graph.get(path)).filter(isRecord);
  const wanted = kind.of(body).filter(isRecord);
  const stored = await present();
  const disabled = stored.filter((entry) => needsDisabling(kind, entry, wanted));
  if (disabled.length === 0) return;
  const entries = stored.map((entry) =>
    disabled.includes(entry) ? { ...entry, isEnabled: false } : entry,
  );
  await session.graph.patch(path, kind.body(entries, applicationObjectId));
  const ids = disabled.map((entry) => text(entry, "id"));
  await session.waitUntil(
    `scopes or app roles of "${applicationObjectId}" to be disabled`,
    async () =>
      (await present()).every(
        (entry) => !ids.includes(text(entry, "id")) || !flag(entry, "isEnabled"),
      ),
  );
}

function needsDisabling(
  kind: Entitlements,
  stored: Properties,
  wanted: readonly Properties[],
): boolean {
  const next = wanted.find((entry) => text(entry, "id") === text(stored, "id"));
  return next === undefined || (flag(stored, "isEnabled") && kind.isChanged(stored, next));
}
