/** Outputs from what Graph has of an application, and what follows from it of a service principal. */
import type { Properties } from "../../engine/provider";
import { fromGraph } from "../schema/graphForm";
import { flag, record, records, text, texts } from "../values";
import { applicationFields, applicationOutputs } from "./applicationFields";
import { listIds } from "./owners";
import type { Session } from "./session";

/**
 * The outputs of azuread.Application and of the function, with two more requests: for what only the
 * beta version tells, and for the owners.
 */
export async function readOutputs(session: Session, found: Properties): Promise<Properties> {
  const outputs = fromGraph({ ...applicationFields, ...applicationOutputs }, found);
  const api = record(outputs, "api");
  const objectId = text(outputs, "objectId");
  const beta = await session.graph.get(`/beta/applications/${objectId}`, {
    $select: "oauth2RequirePostResponse",
  });
  return {
    ...outputs,
    // Graph's null means 1.
    api: { ...api, requestedAccessTokenVersion: api["requestedAccessTokenVersion"] || 1 },
    appRoleIds: idsByValue(records(outputs, "appRoles")),
    featureTags: featureTags(texts(outputs, "tags")),
    oauth2PermissionScopeIds: idsByValue(records(api, "oauth2PermissionScopes")),
    oauth2PostResponseRequired: flag(beta, "oauth2RequirePostResponse"),
    owners: await listIds(session, `/v1.0/applications/${objectId}/owners`),
  };
}

/** Ids of scopes or roles by their values; those without a value are left out. */
export function idsByValue(entries: readonly Properties[]): Properties {
  return Object.fromEntries(
    entries
      .filter((entry) => text(entry, "value") !== "")
      .map((entry) => [text(entry, "value"), text(entry, "id")]),
  );
}

/** The features that well-known tags stand for. */
export function featureTags(tags: readonly string[]): readonly Properties[] {
  return [
    {
      customSingleSignOn: tags.includes("WindowsAzureActiveDirectoryCustomSingleSignOnApplication"),
      enterprise: tags.includes("WindowsAzureActiveDirectoryIntegratedApp"),
      gallery: tags.includes("WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1"),
      hide: tags.includes("HideApp"),
    },
  ];
}
