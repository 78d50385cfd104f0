/** Outputs that follow from what Graph has of an application or a service principal. */
import type { Properties } from "../../engine/provider";
import { fromGraph } from "../schema/graphForm";
import { integer, record, records, text, texts } from "../values";
import { applicationFields, applicationOutputs } from "./applicationFields";

/** The outputs of azuread.Application that its object in Graph holds, or that follow from it. */
export function outputsOf(application: Properties): Properties {
  const outputs = fromGraph({ ...applicationFields, ...applicationOutputs }, application);
  const api = record(outputs, "api");
  return {
    ...outputs,
    // Graph's null means 1.
    api: { ...api, requestedAccessTokenVersion: integer(api, "requestedAccessTokenVersion") || 1 },
    appRoleIds: idsByValue(records(outputs, "appRoles")),
    featureTags: featureTags(texts(outputs, "tags")),
    oauth2PermissionScopeIds: idsByValue(records(api, "oauth2PermissionScopes")),
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
