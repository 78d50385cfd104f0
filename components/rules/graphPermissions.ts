import * as v from "valibot";
import type { Problem } from "./problem";
import { listOf, rule } from "./schema";
import { suggest } from "./suggestion";
import type { Entry } from "./written";

/**
 * Ids of common delegated permissions of Microsoft Graph. Those listed here cost no request and no extra right; others are
 * looked up. Source of all ids: https://learn.microsoft.com/graph/permissions-reference
 */
export const GRAPH_PERMISSION_IDS: Readonly<Record<string, string>> = {
  "Calendars.Read": "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42",
  "Directory.Read.All": "06da0dbc-49e2-44d2-8312-53f166ab848a",
  email: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
  "Group.Read.All": "5f8c59db-677d-491f-a6b8-5f174b11ec1d",
  "Mail.Read": "570282fd-fa5c-430d-a7fd-fc8dc98a9dca",
  offline_access: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
  openid: "37f7f235-527c-4136-accd-4a02d197296e",
  profile: "14dad69e-099b-42c9-810b-d002981feec1",
  "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
  "User.Read.All": "a154be20-db9c-4678-8ab7-66f6cc099a59",
  "User.ReadBasic.All": "b340eb25-3456-403f-be2f-af7a0d370277",
};

/** The BDK's own: sign in and stay signed in. */
export const DEFAULT_GRAPH_PERMISSIONS = ["User.Read", "offline_access"];

/** At most 400 permissions: https://learn.microsoft.com/entra/identity-platform/troubleshoot-required-resource-access-limits */
const MOST = 400;

/** The schema of the config key `graphPermissions`: names of delegated permissions. */
export const graphPermissionsSchema = v.pipe(
  listOf(
    v.pipe(
      v.string(),
      rule(
        (name) => /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name),
        "must be the name of a delegated permission of Microsoft Graph",
        'write it as the portal shows it, e.g. "User.Read"',
      ),
      rule(
        (name) => Object.hasOwn(GRAPH_PERMISSION_IDS, name) || !differsInCapitals(name),
        "must be spelled with Microsoft Graph's capitals",
        (name) => `write "${suggest(name, Object.keys(GRAPH_PERMISSION_IDS)) ?? name}"`,
      ),
    ),
  ),
  rule(
    (names) => names.length <= MOST,
    `must list at most ${MOST} permissions`,
    (names) => `remove ${names.length - MOST}`,
  ),
);

function differsInCapitals(name: string): boolean {
  return Object.keys(GRAPH_PERMISSION_IDS).some(
    (known) => known.toLowerCase() === name.toLowerCase(),
  );
}

/** The problem of names that Microsoft Graph does not know, found by a look-up after the offline rules held. */
export function checkLookedUp(
  entries: readonly Entry[],
  published: Readonly<Record<string, string>>,
): readonly Problem[] {
  return entries.flatMap(({ key, value: name }) =>
    typeof name !== "string" || Object.hasOwn(published, name)
      ? []
      : [
          {
            key,
            value: name,
            rule: "must name a delegated permission that Microsoft Graph publishes",
            remedy: `${suggestOr(
              name,
              Object.keys(published),
            )}; the names are listed at https://learn.microsoft.com/graph/permissions-reference`,
          },
        ],
  );
}

function suggestOr(name: string, known: readonly string[]): string {
  const likely = suggest(name, known);
  return likely === undefined ? "correct or remove it" : `write "${likely}"`;
}
