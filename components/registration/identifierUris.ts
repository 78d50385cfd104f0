import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import type { ManagementApiSpec } from "../rules/keys";
import type { Facts } from "../rules/facts/facts";
import { resolveIdentifierUri } from "../rules/values/identifierUris";
import { uriPart } from "../rules/parts";
import type { PlaceOf } from "./registration";

/** Makes each identifier URI a resource: it contains the client id, known only after the root. */
export function nameApi(
  root: { readonly id: pulumi.Output<string>; readonly clientId: pulumi.Output<string> },
  { identifierUris }: ManagementApiSpec,
  { caller: { tenantId } }: Facts,
  placeOf: PlaceOf,
): readonly azuread.ApplicationIdentifierUri[] {
  return identifierUris.map((uri) => {
    const { name, opts } = placeOf(uriPart(uri));
    const identifierUri = root.clientId.apply((clientId) =>
      resolveIdentifierUri(uri, { clientId, tenantId }),
    );
    return new azuread.ApplicationIdentifierUri(
      name,
      { applicationId: root.id, identifierUri },
      opts,
    );
  });
}
