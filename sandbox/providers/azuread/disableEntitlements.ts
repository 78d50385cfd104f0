/**
 * Scopes and app roles must be disabled before they can be changed or removed, in a request of
 * their own.
 * https://learn.microsoft.com/en-us/graph/api/resources/permissionscope (`isEnabled`)
 */
import { isDeepStrictEqual } from "node:util";

import type { Properties } from "../../engine/provider";
import { flag, record, records, text, texts } from "../values";
import { APPLICATION_TYPE } from "./applicationBodies";
import type { Session } from "./session";

/** One of the two lists that follow the rule. */
export interface Entitlements {
  readonly of: (application: Properties) => readonly Properties[];
  /** The body that replaces the list. */
  readonly body: (entries: readonly Properties[], applicationObjectId: string) => Properties;
  /** Whether Graph would see an edit that needs disabling first. */
  readonly isChanged: (stored: Properties, wanted: Properties) => boolean;
}

/** The scopes of an application. Every difference counts. */
export const permissionScopes: Entitlements = {
  of: (application) => records(record(application, "api"), "oauth2PermissionScopes"),
  body: (entries) => ({ ...APPLICATION_TYPE, api: { oauth2PermissionScopes: entries } }),
  isChanged: (stored, wanted) => !isDeepStrictEqual(stored, wanted),
};

/**
 * The app roles of an application. Whether they are enabled does not count, nor null against "".
 */
export const appRoles: Entitlements = {
  of: (application) => records(application, "appRoles"),
  body: (entries, applicationObjectId) => ({
    ...APPLICATION_TYPE,
    appRoles: entries,
    id: applicationObjectId,
  }),
  isChanged: (stored, wanted) =>
    !isDeepStrictEqual(texts(stored, "allowedMemberTypes"), texts(wanted, "allowedMemberTypes")) ||
    ["description", "displayName", "value"].some((key) => text(stored, key) !== text(wanted, key)),
};

/**
 * Disables what the wanted list changes or leaves out, and waits until the directory shows it. One
 * request where there is nothing to disable, three otherwise. The caller then writes the wanted
 * list.
 */
export async function disableBeforeChange(
  session: Session,
  kind: Entitlements,
  applicationObjectId: string,
  wanted: readonly Properties[],
): Promise<void> {
  const path = `/v1.0/applications/${applicationObjectId}`;
  const stored = kind.of(await session.graph.get(path));
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
      kind
        .of(await session.graph.get(path))
        .every((entry) => !ids.includes(text(entry, "id")) || !flag(entry, "isEnabled")),
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
