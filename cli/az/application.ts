/**
 * A registration as `az` answers it, with all that config can say and checks look at. Texts are
 * raw: what goes into config is judged by the program's own rules, and what is sent back must be
 * what was there; whatever is printed is made visible then.
 * https://learn.microsoft.com/graph/api/resources/application
 */
import * as v from "valibot";
import { isUuid } from "../../components/rules/reading/schema";
import { id } from "./answers";

/** An id that is compared with others, in small letters. */
export const guid = v.pipe(v.string(), v.check(isUuid, "must be a UUID"), v.toLowerCase());

/** Text that is empty where there is none. */
export const text = v.nullish(v.string(), "");
const texts = v.nullish(v.array(v.string()), []);
/** Text that is sent back: none stays none. */
const nullable = v.nullish(v.string(), null);

/** A list that is empty where there is none. */
export function listOf<const S extends v.GenericSchema>(schema: S) {
  return v.nullish(v.array(schema), []);
}

/** All that a scope has, because lists of scopes are sent back whole. */
const scope = v.object({
  adminConsentDescription: nullable,
  adminConsentDisplayName: nullable,
  id: guid,
  isEnabled: v.boolean(),
  type: v.nullish(v.picklist(["User", "Admin"]), "User"),
  userConsentDescription: nullable,
  userConsentDisplayName: nullable,
  value: text,
});

/** All that optional claims have, for the same reason. */
const optionalClaims = listOf(
  v.object({
    additionalProperties: texts,
    essential: v.nullish(v.boolean(), false),
    name: v.string(),
    source: nullable,
  }),
);

const credential = v.object({
  keyId: id,
  displayName: text,
  endDateTime: text,
});

const redirects = v.nullish(v.object({ redirectUris: texts }), {});

/** `az ad app show`. */
export const applicationAnswer = v.object({
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
    oauth2PermissionScopes: listOf(scope),
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
  optionalClaims: v.nullish(
    v.object({
      accessToken: optionalClaims,
      idToken: optionalClaims,
      saml2Token: optionalClaims,
    }),
  ),
  passwordCredentials: listOf(credential),
  keyCredentials: listOf(credential),
  web: v.nullish(v.object({ redirectUris: texts, homePageUrl: text }), {}),
  spa: redirects,
  publicClient: redirects,
});

/** `az ad sp show`: the API in the tenant. */
export const servicePrincipalAnswer = v.object({
  id: guid,
  accountEnabled: v.nullish(v.boolean(), true),
  appRoleAssignmentRequired: v.nullish(v.boolean(), false),
  notes: text,
});

/** `az ad app federated-credential list`. */
export const federatedCredentialsAnswer = v.array(
  v.object({ id, name: v.string(), issuer: v.string(), subject: text }),
);

/** A registration. */
export type Application = v.InferOutput<typeof applicationAnswer>;
/** Its service principal. */
export type ServicePrincipal = v.InferOutput<typeof servicePrincipalAnswer>;
