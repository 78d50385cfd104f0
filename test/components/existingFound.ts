/** What tests of a registration that is there find in the directory, in mode existing. */
import { deriveId } from "../../components/rules/ids";
import { mockIds, type runUnderMocks } from "../support/mockStack";
import { identity } from "../support/ruleTable";

export const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
export const VS_CODE = "aebc6443-996d-45c2-90f0-388ff96faa56";
export const { clientId, tenantId } = mockIds;
export const REGISTRATION = { mode: "existing", clientId };
export const applicationId = `/applications/${mockIds.registration}`;
export const READ = "11111111-1111-4111-8111-111111111111";
export const WRITE = "bbbbbbbb-2222-4222-8222-222222222222";
export const OFF = "33333333-3333-4333-8333-333333333333";
export const OWN = deriveId(identity, "scope", "own");

export function scope(value: string, id: string, enabled = true): object {
  const text = { adminConsentDescription: "", userConsentDescription: "" };
  const names = { adminConsentDisplayName: value, userConsentDisplayName: "" };
  return { value, id, enabled, type: "User", ...text, ...names };
}

export type Options = NonNullable<Parameters<typeof runUnderMocks>[1]>;
export type Found = NonNullable<Options["registration"]>;

export const SCOPES = [
  scope("read", READ),
  scope("write", WRITE.toUpperCase()),
  scope("off", OFF, false),
];
export const found = (
  scopes: readonly object[] = SCOPES,
  version = 2,
  others: Found = {},
): Options => ({
  registration: {
    displayName: "Calls",
    identifierUris: [`api://${clientId}`],
    apis: [{ requestedAccessTokenVersion: version, oauth2PermissionScopes: scopes }],
    ...others,
  },
  servicePrincipals: { [clientId]: mockIds.servicePrincipal },
});
