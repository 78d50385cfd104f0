/** What can be wrong with the registration and its service principal. */
import { SEED } from "../../sandbox/directory";
import { type Fault, OTHER_CLIENT, OTHER_SCOPE_ID, registrationOf, WITH_GROUP } from "./fault";
import type { AzSandbox } from "./support/azSandbox";
import { API } from "./support/healthyStack";

function servicePrincipal({ state }: AzSandbox) {
  const found = state.servicePrincipals.find(({ appId }) => appId === API.clientId);
  if (found === undefined) throw new Error("the stack has no service principal");
  return found;
}

/** Faults of the registration. */
export const REGISTRATION_FAULTS: readonly Fault[] = [
  {
    title: "the service principal is missing",
    kind: "not found",
    breakIt: ({ state }) => {
      state.servicePrincipals = state.servicePrincipals.filter(
        ({ appId }) => appId !== API.clientId,
      );
    },
    findings: ["doctor.service-principal"],
    token: "token.refused.api-not-found",
    fix: "commands",
  },
  {
    title: "the service principal is disabled",
    breakIt: (sandbox) => {
      servicePrincipal(sandbox).accountEnabled = false;
    },
    findings: ["doctor.service-principal"],
    token: "token.refused.api-disabled",
    fix: "commands",
  },
  {
    title: "the Azure CLI is not pre-authorized",
    kind: "refused",
    breakIt: (sandbox) => {
      registrationOf(sandbox).api.preAuthorizedApplications = [];
    },
    findings: ["doctor.clients"],
    token: "token.refused.not-preauthorized",
    fix: "commands",
  },
  {
    title: "the Azure CLI is pre-authorized for another scope",
    config: {
      scopes: [{ value: "access_as_producer" }, { value: "read_calls" }],
      clients: [{ client: "azureCli", scopes: ["access_as_producer"] }],
    },
    breakIt: (sandbox) => {
      const { api } = registrationOf(sandbox);
      const other = api.oauth2PermissionScopes.find(({ value }) => value === "read_calls");
      api.preAuthorizedApplications.forEach((client) => {
        client.delegatedPermissionIds = [other?.id ?? ""];
      });
    },
    findings: ["doctor.clients"],
    token: "token.wrong.scopes",
    fix: "commands",
  },
  {
    title: "the scope has another id, which nobody holds",
    breakIt: (sandbox) => {
      const { api } = registrationOf(sandbox);
      api.oauth2PermissionScopes.forEach((scope) => {
        scope.id = OTHER_SCOPE_ID;
      });
      api.preAuthorizedApplications = [];
    },
    findings: ["doctor.scopes"],
    token: "token.refused.not-preauthorized",
    fix: "commands",
  },
  {
    title: "the scope has another id, which the Azure CLI holds",
    breakIt: (sandbox) => {
      const { api } = registrationOf(sandbox);
      api.oauth2PermissionScopes.forEach((scope) => {
        scope.id = OTHER_SCOPE_ID;
      });
      api.preAuthorizedApplications.forEach((client) => {
        client.delegatedPermissionIds = [OTHER_SCOPE_ID];
      });
    },
    findings: ["doctor.scopes"],
    token: "good",
    fix: "commands",
  },
  {
    title: "the scope is gone",
    breakIt: (sandbox) => {
      const { api } = registrationOf(sandbox);
      api.preAuthorizedApplications = [];
      api.oauth2PermissionScopes = [];
    },
    findings: ["doctor.scopes"],
    token: "token.refused.not-preauthorized",
    fix: "commands",
  },
  {
    title: "the registration asks for version 1 tokens",
    kind: "wrong token",
    breakIt: (sandbox) => {
      registrationOf(sandbox).api.requestedAccessTokenVersion = null;
    },
    findings: ["doctor.token-version"],
    token: "token.wrong.version",
    fix: "commands",
  },
  {
    title: "the identifier URI is missing",
    breakIt: (sandbox) => {
      registrationOf(sandbox).identifierUris = [];
    },
    findings: ["doctor.identifier-uri"],
    token: "good",
    fix: "commands",
  },
  {
    title: "emit_as_roles is set on access tokens",
    config: WITH_GROUP,
    breakIt: (sandbox) => {
      registrationOf(sandbox).optionalClaims?.accessToken.push({
        additionalProperties: ["emit_as_roles"],
        essential: false,
        name: "groups",
        source: null,
      });
    },
    findings: ["doctor.claims-settings"],
    token: "token.wrong.roles",
    fix: "commands",
  },
  {
    title: "tokens list no groups",
    config: WITH_GROUP,
    breakIt: (sandbox) => {
      registrationOf(sandbox).groupMembershipClaims = null;
    },
    findings: ["doctor.claims-settings"],
    token: "token.wrong.groups",
    fix: "commands",
  },
  {
    title: "assignment is required and the user has none",
    config: { assignmentRequired: true, assignments: [SEED.guest.objectId] },
    breakIt: () => undefined,
    findings: ["doctor.assignment"],
    token: "token.refused.not-assigned",
    fix: "commands",
  },
  {
    title: "assignments are left to others, and nobody is assigned",
    config: { assignmentRequired: true, assignments: "elsewhere" },
    breakIt: () => undefined,
    findings: ["doctor.assignment"],
    token: "token.refused.not-assigned",
    fix: "commands",
  },
  {
    title: "assignment is required by hand, not by the stack",
    breakIt: (sandbox) => {
      servicePrincipal(sandbox).appRoleAssignmentRequired = true;
    },
    findings: ["doctor.assignment"],
    token: "token.refused.not-assigned",
    fix: "commands",
  },
  {
    title: "assignment is required by the stack, but not in the directory",
    config: { assignmentRequired: true, assignments: [SEED.user.objectId] },
    breakIt: (sandbox) => {
      servicePrincipal(sandbox).appRoleAssignmentRequired = false;
    },
    findings: ["doctor.assignment"],
    token: "good",
    fix: "commands",
  },
  {
    title: "the registration is deleted",
    breakIt: ({ state }) => {
      state.applications = state.applications.filter(({ appId }) => appId !== API.clientId);
      state.servicePrincipals = state.servicePrincipals.filter(
        ({ appId }) => appId !== API.clientId,
      );
    },
    findings: ["doctor.registration"],
    token: "token.refused.api-not-found",
    fix: "advice",
  },
  {
    title: "another registration has the same name",
    breakIt: (sandbox) => {
      sandbox.state.applications.push({
        ...structuredClone(registrationOf(sandbox)),
        id: "44444444-4444-4444-8444-444444444444",
        appId: OTHER_CLIENT,
        identifierUris: [],
      });
    },
    findings: ["doctor.name"],
    token: "good",
    fix: "commands",
  },
];
