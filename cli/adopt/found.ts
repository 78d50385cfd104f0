/**
 * A registration as Microsoft Graph answers it: what `adopt` reads of it. Texts that go into config
 * are read raw; the program's own rules judge them.
 * https://learn.microsoft.com/graph/api/resources/application
 */
import * as v from "valibot";
import { isUuid } from "../../components/rules/reading/schema";

const guid = v.pipe(v.string(), v.check(isUuid, "must be a UUID"), v.toLowerCase());
const text = v.nullish(v.string(), "");
const texts = v.nullish(v.array(v.string()), []);

function listOf<const S extends v.GenericSchema>(schema: S) {
  return v.nullish(v.array(schema), []);
}

const redirects = v.nullish(v.object({ redirectUris: texts }), {});

/** `az ad app show`. */
export const wholeApplication = v.object({
  id: guid,
  appId: guid,
  displayName: text,
  description: text,
  notes: text,
  tags: texts,
  serviceManagementReference: text,
  signInAudience: v.nullish(v.string(), "AzureADMyOrg"),
  identifierUris: texts,
  groupMembershipClaims: v.nullish(v.string()),
  api: v.object({
    requestedAccessTokenVersion: v.nullish(v.number()),
    knownClientApplications: listOf(guid),
    oauth2PermissionScopes: listOf(
      v.object({
        id: guid,
        value: text,
        isEnabled: v.boolean(),
        type: v.nullish(v.picklist(["User", "Admin"]), "User"),
        adminConsentDisplayName: text,
        adminConsentDescription: text,
        userConsentDisplayName: text,
        userConsentDescription: text,
      }),
    ),
    preAuthorizedApplications: listOf(
      v.object({ appId: guid, delegatedPermissionIds: listOf(guid) }),
    ),
  }),
  appRoles: listOf(
    v.object({
      id: guid,
      value: text,
      isEnabled: v.boolean(),
      displayName: text,
      description: text,
      allowedMemberTypes: texts,
    }),
  ),
  requiredResourceAccess: listOf(
    v.object({
      resourceAppId: guid,
      resourceAccess: listOf(v.object({ id: guid, type: v.string() })),
    }),
  ),
  optionalClaims: v.nullish(v.record(v.string(), v.unknown())),
  passwordCredentials: listOf(v.unknown()),
  keyCredentials: listOf(v.unknown()),
  web: v.nullish(v.object({ redirectUris: texts, homePageUrl: text }), {}),
  spa: redirects,
  publicClient: redirects,
});

/** `az ad sp show`. */
export const wholeServicePrincipal = v.object({
  id: guid,
  accountEnabled: v.nullish(v.boolean(), true),
  appRoleAssignmentRequired: v.nullish(v.boolean(), false),
  notes: text,
});

/** `az ad app federated-credential list`. */
export const federatedCredentials = v.array(v.unknown());

/** Anything that has an object id. */
export const identified = v.object({ id: guid });

/** One that is assigned to an API. */
export const assignment = v.object({
  // It ends an import id, which config holds.
  id: v.pipe(v.string(), v.regex(/^[\w.~-]{1,200}$/)),
  appRoleId: guid,
  principalId: guid,
  principalType: text,
  principalDisplayName: text,
});

/** `az ad sp show` of Microsoft Graph: the permissions that it publishes. */
export const publishedPermissions = v.object({
  oauth2PermissionScopes: listOf(v.object({ id: guid, value: text, type: text })),
  appRoles: listOf(v.object({ id: guid, value: text })),
});

/** An application. */
export type FoundApplication = v.InferOutput<typeof wholeApplication>;
/** The API in the tenant. */
export type FoundServicePrincipal = v.InferOutput<typeof wholeServicePrincipal>;
/** One assignment. */
export type FoundAssignment = v.InferOutput<typeof assignment>;

/** A registration, with all that config can say of it. */
export interface Found {
  readonly application: FoundApplication;
  /** Undefined: the tenant has none. */
  readonly servicePrincipal: FoundServicePrincipal | undefined;
  /** Object ids of its owners, the caller among them where that is one. */
  readonly owners: readonly string[];
  readonly assignments: readonly FoundAssignment[];
  readonly federatedCredentials: readonly unknown[];
}
