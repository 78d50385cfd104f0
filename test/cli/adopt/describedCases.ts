/** Registrations, each with one difference from a plain one, and what differs in its description. */
import type { Found } from "../../../cli/adopt/found";
import { CLI, CLIENT_ID, PRINCIPAL_ID, READ, ROLE, VS_CODE } from "./byHand";
import {
  TENANT,
  CALLER,
  EMAIL,
  OTHER,
  WRITE,
  USER_READ,
  GRAPH,
  scope,
  role,
  plain,
  assignment,
} from "./plain";

/** A description in short; what is as for a plain registration is left out. */
export interface Difference {
  readonly config: Readonly<Record<string, unknown>>;
  /** Parts that are imported besides those of a plain registration, and those that are not. */
  readonly added: readonly string[];
  readonly missing: readonly string[];
  /** Codes of what is left alone, changed and warned of. */
  readonly said: readonly string[];
}

export const CASES: readonly (readonly [
  name: string,
  found: Found,
  expected: Partial<Difference>,
])[] = [
  ["a plain one: nothing but ids", plain(), {}],
  [
    "accounts of other tenants",
    plain({ signInAudience: "AzureADMultipleOrgs" }),
    { said: ["accounts.others"] },
  ],
  ["owners, but not who reads it", { ...plain(), owners: [] }, { said: ["owner.missing"] }],
  [
    "another tool's sign in the tenant",
    {
      ...plain(),
      servicePrincipal: {
        id: PRINCIPAL_ID,
        accountEnabled: true,
        appRoleAssignmentRequired: false,
        notes: "Created by a Bicep file",
      },
    },
    { said: ["other-tool.service-principal"] },
  ],
  [
    "a scope that is off",
    plain(
      {},
      { oauth2PermissionScopes: [scope("read", READ), scope("old", WRITE, { isEnabled: false })] },
    ),
    { said: ["scope.disabled old"] },
  ],
  [
    "texts for administrators alone",
    plain(
      {},
      {
        oauth2PermissionScopes: [
          scope("read", READ, { userConsentDisplayName: "", userConsentDescription: "" }),
        ],
      },
    ),
    {
      config: {
        scopes: [
          { value: "read", id: READ, userConsentDisplayName: "", userConsentDescription: "" },
        ],
      },
    },
  ],
  [
    "four texts, for administrators only",
    plain(
      {},
      {
        oauth2PermissionScopes: [
          scope("read", READ, {
            type: "Admin",
            adminConsentDisplayName: "a",
            adminConsentDescription: "b",
            userConsentDisplayName: "a",
            userConsentDescription: "d",
          }),
        ],
      },
    ),
    {
      config: {
        scopes: [
          {
            value: "read",
            id: READ,
            consent: "adminsOnly",
            adminConsentDisplayName: "a",
            adminConsentDescription: "b",
            userConsentDescription: "d",
          },
        ],
      },
    },
  ],
  [
    "a text that config does not take: the scope, and the client that holds it",
    plain(
      {},
      { oauth2PermissionScopes: [scope("read", READ, { adminConsentDescription: "a\nb" })] },
    ),
    {
      config: { scopes: [], clients: [] },
      missing: [`scope-${READ}`, `client-${CLI}`],
      said: ["scope.refused read", "client.undescribed azureCli", "scopes.none"],
    },
  ],
  [
    "a client on half the scopes, one on none, and no Azure CLI",
    plain(
      {},
      {
        oauth2PermissionScopes: [scope("read", READ), scope("write", WRITE)],
        preAuthorizedApplications: [
          { appId: VS_CODE, delegatedPermissionIds: [WRITE] },
          { appId: OTHER, delegatedPermissionIds: [] },
        ],
      },
    ),
    {
      config: {
        scopes: [
          { value: "read", id: READ },
          { value: "write", id: WRITE },
        ],
        clients: ["azureCli", { client: "vsCode", scopes: ["write"] }],
      },
      added: [`scope-${WRITE}`, `client-${VS_CODE}`],
      missing: [`client-${CLI}`],
      said: [`client.refused ${OTHER}`, "client.added"],
    },
  ],
  [
    "an app role, one that is off and one without a value",
    plain({
      appRoles: [
        role({ allowedMemberTypes: ["User", "Application"] }),
        role({ id: OTHER, value: "Old", isEnabled: false }),
        role({ id: CALLER, value: "", displayName: "Nameless" }),
      ],
    }),
    {
      config: {
        appRoles: [{ value: "Daemon", id: ROLE, allowedMemberTypes: ["Application", "User"] }],
      },
      added: [`app-role-${ROLE}`],
      said: ["app-role.disabled Old", "app-role.refused Nameless"],
    },
  ],
  [
    "a role and a scope of one value: the role stays as it is",
    plain({ appRoles: [role({ value: "read" })] }),
    { said: ["app-role.refused read"] },
  ],
  [
    "several URIs, and one that no shell takes",
    plain({ identifierUris: [`api://${TENANT}/calls`, `api://${CLIENT_ID}`, "urn:calls"] }),
    {
      config: { identifierUris: ["api://{tenantId}/calls", "api://{clientId}"] },
      added: ["uri-api://{tenantId}/calls"],
      said: ["identifier-uri.refused urn:calls"],
    },
  ],
  [
    "a URI with the tenant's id in capitals, and one with another id",
    plain({ identifierUris: [`api://${OTHER.toUpperCase()}`, `api://${TENANT.toUpperCase()}/x`] }),
    {
      config: { identifierUris: [] },
      missing: ["uri"],
      said: [
        `identifier-uri.refused api://${OTHER.toUpperCase()}`,
        `identifier-uri.capitals api://${TENANT.toUpperCase()}/x`,
      ],
    },
  ],
  ["no URI", plain({ identifierUris: [] }), { config: { identifierUris: [] }, missing: ["uri"] }],
  [
    "version 1, said",
    plain({}, { requestedAccessTokenVersion: 1 }),
    { config: { tokenVersion: 1 } },
  ],
  [
    "version 1, not said",
    plain({}, { requestedAccessTokenVersion: null }),
    { config: { tokenVersion: 1 }, said: ["token-version.written"] },
  ],
  [
    "no group claims",
    plain({ groupMembershipClaims: null }),
    { config: { groupMembershipClaims: "none" } },
  ],
  [
    "group claims None",
    plain({ groupMembershipClaims: "None" }),
    { config: { groupMembershipClaims: "none" }, said: ["group-claims.cleared"] },
  ],
  [
    "two group claims",
    plain({ groupMembershipClaims: "ApplicationGroup, DirectoryRole" }),
    { config: { groupMembershipClaims: ["ApplicationGroup", "DirectoryRole"] } },
  ],
  [
    "permissions of Microsoft Graph, one name in both types",
    plain({
      requiredResourceAccess: [
        {
          resourceAppId: GRAPH,
          resourceAccess: [
            { id: USER_READ, type: "Scope" },
            { id: "7ab1d382-f21e-4acd-a863-ba3e13f7da61", type: "Role" },
          ],
        },
      ],
    }),
    {
      config: {
        graphPermissions: ["User.Read", { name: "Directory.Read.All", type: "application" }],
      },
      added: ["graph-access"],
    },
  ],
  [
    "one permission without a name: all of them",
    plain({
      requiredResourceAccess: [
        {
          resourceAppId: GRAPH,
          resourceAccess: [
            { id: USER_READ, type: "Scope" },
            { id: OTHER, type: "Scope" },
          ],
        },
        { resourceAppId: OTHER, resourceAccess: [] },
      ],
    }),
    {
      said: [
        "graph-access.unnamed permissions of Microsoft Graph",
        "other-apis permissions of other APIs than Microsoft Graph",
      ],
    },
  ],
  [
    "other owners and known clients",
    { ...plain({}, { knownClientApplications: [VS_CODE] }), owners: [CALLER, OTHER] },
    {
      config: { owners: [OTHER], knownClients: [VS_CODE] },
      added: [`owner-${OTHER}`, "known-clients"],
    },
  ],
  [
    "assignments of people and applications, required",
    {
      ...plain({ appRoles: [role()] }),
      servicePrincipal: {
        id: PRINCIPAL_ID,
        accountEnabled: true,
        appRoleAssignmentRequired: true,
        notes: "",
      },
      assignments: [
        assignment("a", OTHER, "Group"),
        assignment("b", CALLER, "ServicePrincipal", ROLE),
        assignment("c", CALLER, "ServicePrincipal"),
        assignment("d", OTHER, "User", WRITE),
      ],
    },
    {
      config: {
        appRoles: [{ value: "Daemon", id: ROLE }],
        assignments: [OTHER, { servicePrincipal: CALLER, role: "Daemon" }],
        assignmentRequired: true,
      },
      added: [`app-role-${ROLE}`, `assignment-${CALLER}-${ROLE}`, `assignment-${OTHER}`],
      said: ["assignment.unwritable Somebody", "assignment.undescribed Somebody"],
    },
  ],
  [
    "assignment required, with none that config could say",
    {
      ...plain(),
      servicePrincipal: {
        id: PRINCIPAL_ID,
        accountEnabled: true,
        appRoleAssignmentRequired: true,
        notes: "",
      },
    },
    { config: { assignmentRequired: true, assignments: "elsewhere" } },
  ],
  [
    "no service principal",
    { ...plain(), servicePrincipal: undefined },
    { missing: ["service-principal"], said: ["service-principal.created"] },
  ],
  [
    "a service principal that is off",
    {
      ...plain(),
      servicePrincipal: {
        id: PRINCIPAL_ID,
        accountEnabled: false,
        appRoleAssignmentRequired: false,
        notes: "",
      },
    },
    { said: ["service-principal.off"] },
  ],
  [
    "what others manage, and the signs of other tools",
    {
      ...plain({
        tags: ["azd-env-name:dev"],
        notes: "managed by Bicep",
        description: "Ask Dana.",
        optionalClaims: { idToken: [EMAIL], accessToken: [], saml2Token: [] },
        passwordCredentials: [{ keyId: "k1", displayName: "", endDateTime: "" }],
        web: { redirectUris: ["https://calls.example/"], homePageUrl: "https://calls.example/" },
      }),
      federatedCredentials: [{}],
    },
    {
      said: [
        "tags tags",
        "home-page home page",
        "redirect-uris redirect URIs",
        "optional-claims optional claims",
        "secrets secrets and certificates",
        "federated-credentials federated credentials",
        "other-tool.tags",
        "other-tool.notes",
      ],
    },
  ],
];
