/**
 * A healthy stack without an engine: the registration put straight into the emulated directory's
 * state, with the values that `components/rules` gives, and the outputs that the program would
 * print.
 */
import { parseManagementApi } from "../../../components/rules/config";
import { stackOutputs, type StackOutputs } from "../../../components/rules/outputs";
import {
  SEED,
  type Application,
  type DirectoryState,
  type ServicePrincipal,
} from "../../../sandbox/directory";

/** Ids of the registration that tests make. */
export const API = {
  clientId: "11111111-1111-4111-8111-111111111111",
  objectId: "22222222-2222-4222-8222-222222222222",
  servicePrincipalId: "33333333-3333-4333-8333-333333333333",
} as const;

/** Puts the registration into a directory. @returns the stack's outputs. */
export function addHealthyStack(
  state: DirectoryState,
  config: Readonly<Record<string, unknown>> = {},
): StackOutputs {
  const parsed = parseManagementApi(config, { project: "management-api", stack: "dev" });
  if (!parsed.ok) throw new Error(`the test's config is wrong: ${JSON.stringify(parsed.problems)}`);
  const spec = parsed.value;
  const { producers } = spec;
  const group = producers.kind === "existing" ? producers.objectId : undefined;
  const target = { clientId: API.clientId, tenantId: SEED.tenantId };
  const [template] = state.applications;
  const [principalTemplate] = state.servicePrincipals;
  if (template === undefined || principalTemplate === undefined) {
    throw new Error("the seed has changed");
  }
  const idOf = new Map(spec.scopes.map(({ value, id }) => [value, id]));
  const application: Application = {
    ...structuredClone(template),
    id: API.objectId,
    appId: API.clientId,
    displayName: spec.displayName,
    owners: [SEED.user.objectId],
    passwordCredentials: [],
    identifierUris: [`api://${target.clientId}`],
    groupMembershipClaims: "SecurityGroup",
    optionalClaims: {
      accessToken: [],
      idToken: [
        { additionalProperties: ["emit_as_roles"], essential: false, name: "groups", source: null },
      ],
      saml2Token: [],
    },
    appRoles: spec.appRoles.map(({ id, value, displayName, description, allowedMemberTypes }) => ({
      id,
      value,
      displayName,
      description,
      allowedMemberTypes: [...allowedMemberTypes],
      isEnabled: true,
    })),
    api: {
      ...template.api,
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: spec.scopes.map((scope) => ({
        id: scope.id,
        value: scope.value,
        adminConsentDisplayName: scope.adminConsentDisplayName,
        adminConsentDescription: scope.adminConsentDescription,
        userConsentDisplayName: scope.userConsentDisplayName,
        userConsentDescription: scope.userConsentDescription,
        isEnabled: true,
        type: scope.consent === "adminsOnly" ? "Admin" : "User",
      })),
      preAuthorizedApplications: spec.clients.map(({ clientId, scopes }) => ({
        appId: clientId,
        delegatedPermissionIds: scopes.map((scope) => idOf.get(scope) ?? ""),
      })),
    },
  };
  const servicePrincipal: ServicePrincipal = {
    ...structuredClone(principalTemplate),
    id: API.servicePrincipalId,
    appId: API.clientId,
    appRoleAssignmentRequired: spec.assignmentRequired,
    owners: [SEED.user.objectId],
    published: null,
  };
  state.applications.push(application);
  state.servicePrincipals.push(servicePrincipal);
  for (const { principal, roleId } of spec.assignments) {
    if (principal.kind !== "objectId" && principal.kind !== "producers") {
      throw new Error("tests assign by object id");
    }
    state.appRoleAssignments.push({
      id: `assignment-${state.appRoleAssignments.length}`,
      appRoleId: roleId,
      createdDateTime: "2026-01-01T00:00:00Z",
      principalId: principal.kind === "producers" ? (group ?? "") : principal.id,
      resourceId: API.servicePrincipalId,
    });
  }
  return stackOutputs(spec, {
    ...target,
    registration: API.objectId,
    servicePrincipal: API.servicePrincipalId,
    producers: group,
    consent: [],
    cloud: "public",
  });
}
