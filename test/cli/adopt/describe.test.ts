/**
 * Proves, registration by registration, what `adopt` writes of one, leaves alone, announces and
 * warns of: one difference from a plain registration at a time. Pure.
 */
import assert from "node:assert/strict";
import { describeAdopted } from "../../../cli/adopt/describeAdopted";
import { describeExistingFor } from "../../../cli/adopt/describeExisting";
import type { Description } from "../../../cli/adopt/description";
import type { Reader } from "../../../cli/adopt/facts";
import type { Found, FoundApplication } from "../../../cli/adopt/found";
import { KNOWN_GRAPH_PERMISSIONS } from "../../../components/rules/graphPermissions";
import { CLI, CLIENT_ID, OBJECT_ID, PRINCIPAL_ID, READ, ROLE, VS_CODE } from "./byHand";

const TENANT = "aaaaaaaa-0000-4000-8000-000000000001";
const CALLER = "bbbbbbbb-0000-4000-8000-000000000001";
const OTHER = "bbbbbbbb-0000-4000-8000-000000000002";
const WRITE = "99999999-0000-4000-8000-00000000000c";
const USER_READ = "e1fe6dd8-ba31-4d61-89e7-88639da4683d";
const GRAPH = "00000003-0000-0000-c000-000000000000";
const IDENTITY = { project: "management-api", stack: "dev" };
const READER: Reader = {
  cloud: "public",
  tenantId: TENANT,
  objectId: CALLER,
  graphPermissions: KNOWN_GRAPH_PERMISSIONS,
};

type Scope = FoundApplication["api"]["oauth2PermissionScopes"][number];
type Role = FoundApplication["appRoles"][number];

function scope(value: string, id: string, changes: Partial<Scope> = {}): Scope {
  return {
    value,
    id,
    isEnabled: true,
    type: "User",
    adminConsentDisplayName: value,
    adminConsentDescription: value,
    userConsentDisplayName: value,
    userConsentDescription: value,
    ...changes,
  };
}

function role(changes: Partial<Role> = {}): Role {
  return {
    id: ROLE,
    value: "Daemon",
    isEnabled: true,
    displayName: "Daemon",
    description: "Daemon",
    allowedMemberTypes: ["Application"],
    ...changes,
  };
}

/** One scope, one URI, the Azure CLI, version 2: what config says by default, but for the ids. */
function plain(
  application: Partial<Omit<FoundApplication, "api">> = {},
  api: Partial<FoundApplication["api"]> = {},
): Found {
  return {
    application: {
      id: OBJECT_ID,
      appId: CLIENT_ID,
      displayName: "Calls",
      description: "",
      notes: "",
      tags: [],
      serviceManagementReference: "",
      identifierUris: [`api://${CLIENT_ID}`],
      groupMembershipClaims: "SecurityGroup",
      appRoles: [],
      requiredResourceAccess: [],
      optionalClaims: null,
      passwordCredentials: [],
      keyCredentials: [],
      web: { redirectUris: [] },
      spa: { redirectUris: [] },
      publicClient: { redirectUris: [] },
      ...application,
      api: {
        requestedAccessTokenVersion: 2,
        knownClientApplications: [],
        oauth2PermissionScopes: [scope("read", READ)],
        preAuthorizedApplications: [{ appId: CLI, delegatedPermissionIds: [READ] }],
        ...api,
      },
    },
    servicePrincipal: {
      id: PRINCIPAL_ID,
      accountEnabled: true,
      appRoleAssignmentRequired: false,
    },
    owners: [CALLER],
    assignments: [],
  };
}

const PLAIN_CONFIG = {
  registration: { mode: "adopt", clientId: CLIENT_ID },
  scopes: [{ value: "read", id: READ }],
  appRoles: [],
  graphPermissions: [],
  protect: true,
};
const PLAIN_PARTS = ["uri", `scope-${READ}`, `client-${CLI}`, "service-principal"];

function descriptionOf(found: Found): Description {
  const described = describeAdopted(found, READER, IDENTITY);
  assert.ok(described.ok, JSON.stringify(described));
  return described.value;
}

/** A description in short; what is as for a plain registration is left out. */
function differenceOf({ config, imports, leftAlone, changes, warnings }: Description) {
  const parts = Object.keys(imports);
  return {
    config: Object.fromEntries(
      [...new Set([...Object.keys(PLAIN_CONFIG), ...Object.keys(config)])]
        .filter(
          (key) =>
            JSON.stringify(config[key]) !==
            JSON.stringify((PLAIN_CONFIG as Record<string, unknown>)[key]),
        )
        .map((key) => [key, config[key]]),
    ),
    added: parts.filter((part) => !PLAIN_PARTS.includes(part)),
    missing: PLAIN_PARTS.filter((part) => !parts.includes(part)),
    said: [
      ...leftAlone.map(({ code, name }) => `${code} ${name}`),
      ...[...changes, ...warnings].map(({ code }) => code),
    ],
  };
}

const assignment = (id: string, who: string, type: string, roleId = GUEST_ROLE) => ({
  id,
  appRoleId: roleId,
  principalId: who,
  principalType: type,
  principalDisplayName: "Somebody",
});
const GUEST_ROLE = "00000000-0000-0000-0000-000000000000";

const CASES: readonly (readonly [
  name: string,
  found: Found,
  expected: Partial<ReturnType<typeof differenceOf>>,
])[] = [
  ["a plain one: nothing but ids", plain(), {}],
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
      },
    },
    { said: ["service-principal.off"] },
  ],
  [
    "what others manage, and the signs of other tools",
    plain({
      tags: ["azd-env-name:dev"],
      notes: "managed by Bicep",
      description: "Ask Dana.",
      optionalClaims: { idToken: [{ name: "email" }], accessToken: [] },
      passwordCredentials: [{}],
      web: { redirectUris: ["https://calls.example/"] },
    }),
    {
      said: [
        "tags tags",
        "redirect-uris redirect URIs",
        "optional-claims optional claims",
        "secrets secrets and certificates",
        "other-tool.tags",
        "other-tool.notes",
      ],
    },
  ],
];

describe("a registration in terms of config", () => {
  for (const [name, found, expected] of CASES) {
    it(name, () => {
      assert.deepEqual(differenceOf(descriptionOf(found)), {
        config: {},
        added: [],
        missing: [],
        said: [],
        ...expected,
      });
    });
  }

  it("gives every part the import id that the provider takes", () => {
    const found = {
      ...plain({ appRoles: [role()] }),
      assignments: [assignment("a-b_c", OTHER, "Group")],
    };
    assert.deepEqual(descriptionOf(found).imports, {
      uri: `/applications/${OBJECT_ID}/identifierUris/${Buffer.from(`api://${CLIENT_ID}`).toString("base64")}`,
      [`scope-${READ}`]: `/applications/${OBJECT_ID}/permissionScopes/${READ}`,
      [`app-role-${ROLE}`]: `/applications/${OBJECT_ID}/appRoles/${ROLE}`,
      [`client-${CLI}`]: `${OBJECT_ID}/preAuthorizedApplication/${CLI}`,
      "service-principal": `/servicePrincipals/${PRINCIPAL_ID}`,
      [`assignment-${OTHER}`]: `/servicePrincipals/${PRINCIPAL_ID}/appRoleAssignedTo/a-b_c`,
    });
  });
});

describe("a registration in terms of a stack that leaves it others'", () => {
  const used = (found: Found, isOwn = false) => {
    const described = describeExistingFor(found, READER, IDENTITY, isOwn);
    assert.ok(described.ok, JSON.stringify(described));
    const { config, imports, leftAlone, changes, warnings } = described.value;
    assert.deepEqual(imports, {});
    const codes = [...leftAlone, ...changes, ...warnings].map(({ code }) => code);
    return [config, codes];
  };
  const registration = { mode: "existing", clientId: CLIENT_ID };
  const two = [scope("read", READ), scope("write", WRITE)];

  it("adds the Azure CLI where it is not there", () => {
    const found = plain({}, { preAuthorizedApplications: [], requestedAccessTokenVersion: null });
    assert.deepEqual(used(found), [{ registration, tokenVersion: 1 }, ["client.added"]]);
  });

  it("leaves it out where it holds every scope that is on", () => {
    const scopes = [scope("read", READ), scope("write", WRITE, { isEnabled: false })];
    assert.deepEqual(used(plain({ identifierUris: [] }, { oauth2PermissionScopes: scopes })), [
      { registration, identifierUris: [], clients: [] },
      ["client.held"],
    ]);
  });

  it("tells where it holds some only", () => {
    assert.deepEqual(used(plain({}, { oauth2PermissionScopes: two })), [
      { registration, clients: [] },
      ["client.held", "client.partial"],
    ]);
  });

  it("keeps what the stack has added itself", () => {
    assert.deepEqual(used(plain({}, { oauth2PermissionScopes: two }), true), [
      { registration },
      [],
    ]);
  });

  it("refuses what cannot give tokens, in the program's words", () => {
    const found = { ...plain(), servicePrincipal: undefined };
    const described = describeExistingFor(found, READER, IDENTITY, false);
    assert.ok(!described.ok);
    assert.deepEqual(
      described.problems.map(({ key, remedy }) => [key, remedy]),
      [
        [
          "registration.clientId",
          `have whoever owns the registration run "az ad sp create --id ${CLIENT_ID}"`,
        ],
      ],
    );
  });
});
