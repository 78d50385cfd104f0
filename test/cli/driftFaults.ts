/**
 * What people change by hand in the directory and no preview shows: parts switched off, parts
 * added.
 */
import { AZURE_CLI_CLIENT_ID } from "../../components/rules/values/clients";
import type { PermissionScope } from "../../sandbox/directory/model";
import { type Fault, OTHER_CLIENT, OTHER_SCOPE_ID, registrationOf } from "./fault";
import type { AzSandbox } from "./support/azSandbox";

const TWO_SCOPES = { scopes: [{ value: "access_as_producer" }, { value: "read_calls" }] };

/** Adds a scope that the stack does not declare. */
function addScope(sandbox: AzSandbox): PermissionScope {
  const { api } = registrationOf(sandbox);
  const [template] = api.oauth2PermissionScopes;
  if (template === undefined) throw new Error("the stack has no scope");
  const scope = { ...template, id: OTHER_SCOPE_ID, value: "see_everything" };
  api.oauth2PermissionScopes.push(scope);
  return scope;
}

/** Pre-authorizes a client that the stack does not declare. */
function addClient(sandbox: AzSandbox, scopeIds: readonly string[]): void {
  registrationOf(sandbox).api.preAuthorizedApplications.push({
    appId: OTHER_CLIENT,
    delegatedPermissionIds: [...scopeIds],
  });
}

function ownScopeIds(sandbox: AzSandbox): readonly string[] {
  return registrationOf(sandbox).api.oauth2PermissionScopes.map(({ id }) => id);
}

/** Faults that previews do not show. */
export const DRIFT_FAULTS: readonly Fault[] = [
  {
    title: "the scope is switched off",
    breakIt: (sandbox) => {
      registrationOf(sandbox).api.oauth2PermissionScopes.forEach((scope) => {
        scope.isEnabled = false;
      });
    },
    findings: ["doctor.scopes"],
    token: "token.refused.not-preauthorized",
    fix: "commands",
  },
  {
    title: "one of two scopes is switched off",
    config: TWO_SCOPES,
    breakIt: (sandbox) => {
      registrationOf(sandbox).api.oauth2PermissionScopes.forEach((scope) => {
        scope.isEnabled = scope.value !== "read_calls";
      });
    },
    findings: ["doctor.scopes"],
    token: "token.wrong.scopes",
    fix: "commands",
  },
  {
    title: "the scope has another value",
    breakIt: (sandbox) => {
      registrationOf(sandbox).api.oauth2PermissionScopes.forEach((scope) => {
        scope.value = "renamed_by_hand";
      });
    },
    findings: ["doctor.scopes"],
    token: "token.wrong.scopes",
    fix: "commands",
  },
  {
    title: "a scope was added",
    breakIt: (sandbox) => void addScope(sandbox),
    findings: ["doctor.foreign-scopes"],
    token: "good",
    fix: "commands",
  },
  {
    title: "a scope was added and switched off",
    breakIt: (sandbox) => {
      addScope(sandbox).isEnabled = false;
    },
    findings: ["doctor.foreign-scopes"],
    token: "good",
    fix: "commands",
  },
  {
    title: "a scope was added, and both a foreign client and the Azure CLI hold it",
    kind: "warning",
    breakIt: (sandbox) => {
      addClient(sandbox, [addScope(sandbox).id]);
      registrationOf(sandbox).api.preAuthorizedApplications.forEach((client) => {
        client.delegatedPermissionIds = ownScopeIds(sandbox).slice();
      });
    },
    findings: ["doctor.clients", "doctor.foreign-scopes", "doctor.foreign-clients"],
    token: "good",
    fix: "commands",
  },
  {
    title: "a client was pre-authorized",
    breakIt: (sandbox) => addClient(sandbox, ownScopeIds(sandbox)),
    findings: ["doctor.foreign-clients"],
    token: "good",
    fix: "commands",
  },
  {
    title: "another client was pre-authorized in place of the Azure CLI",
    breakIt: (sandbox) => {
      addClient(sandbox, ownScopeIds(sandbox));
      const { api } = registrationOf(sandbox);
      api.preAuthorizedApplications = api.preAuthorizedApplications.filter(
        ({ appId }) => appId !== AZURE_CLI_CLIENT_ID,
      );
    },
    findings: ["doctor.clients", "doctor.foreign-clients"],
    token: "token.refused.not-preauthorized",
    fix: "commands",
  },
  {
    title: "an identifier URI was added",
    breakIt: (sandbox) => {
      registrationOf(sandbox).identifierUris.push("https://sandbox.example/management");
    },
    findings: ["doctor.foreign-uris"],
    token: "good",
    fix: "commands",
  },
  {
    title: "secrets were added",
    breakIt: (sandbox) => {
      for (const displayName of ["one", null]) {
        registrationOf(sandbox).passwordCredentials.push({
          displayName,
          endDateTime: "2999-01-01T00:00:00Z",
          hint: "Abc",
          keyId: displayName === null ? OTHER_CLIENT : OTHER_SCOPE_ID,
          secretHash: "",
          startDateTime: "2026-01-01T00:00:00Z",
        });
      }
    },
    findings: ["doctor.foreign-secrets"],
    token: "good",
    fix: "commands",
  },
  {
    title: "a federated credential was added",
    breakIt: (sandbox) => {
      registrationOf(sandbox).federatedIdentityCredentials.push({
        audiences: ["api://AzureADTokenExchange"],
        description: null,
        id: OTHER_SCOPE_ID,
        issuer: "https://token.actions.githubusercontent.com",
        name: "deploy",
        subject: "repo:somebody/else:ref:refs/heads/main",
      });
    },
    findings: ["doctor.foreign-secrets"],
    token: "good",
    fix: "commands",
  },
];
