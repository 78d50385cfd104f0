/**
 * Proves what the program makes of a registration that it adopts: a resource for each part that
 * config declares, what it imports, what it leaves to others, and what it refuses. Runs under
 * mocks; test/endToEnd shows the same with engine and directory.
 */
import assert from "node:assert/strict";
import { mockIds, type runUnderMocks } from "../support/mockStack";
import type { Config } from "../support/stackRun";
import { itRefuses, outcome, type Refusals, run } from "./mockComponent";

const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const { clientId, caller } = mockIds;
const REGISTRATION = { mode: "adopt", clientId };
const applicationId = `/applications/${mockIds.registration}`;
const principalId = `/servicePrincipals/${mockIds.servicePrincipal}`;
const READ = "11111111-1111-4111-8111-111111111111";
const OFF = "33333333-3333-4333-8333-333333333333";
const ROLE = "44444444-4444-4444-8444-444444444444";
const DANA = "55555555-5555-4555-8555-555555555555";
const WEB = "66666666-6666-4666-8666-666666666666";
const GRAPH = "00000003-0000-0000-c000-000000000000";
const USER_READ = "e1fe6dd8-ba31-4d61-89e7-88639da4683d";
const USER_READ_ALL = "df021288-bdef-4463-88db-98f22de89214";

type Options = NonNullable<Parameters<typeof runUnderMocks>[1]>;

const role = (id: string, value: string, enabled = true): object => ({
  id,
  value,
  enabled,
  allowedMemberTypes: ["Application"],
});
const scope = (id: string, value: string, enabled = true): object => ({
  id,
  value,
  enabled,
  type: "User",
});
const found = (others: Options["registration"] = {}): Options => ({
  registration: {
    displayName: "Calls",
    identifierUris: ["api://calls"],
    apis: [{ requestedAccessTokenVersion: 1, oauth2PermissionScopes: [scope(READ, "read")] }],
    oauth2PermissionScopeIds: { read: READ },
    ...others,
  },
  servicePrincipals: { [clientId]: mockIds.servicePrincipal },
});

const WHOLE: Config = {
  identifierUris: ["api://calls", "api://{clientId}"],
  tokenVersion: 1,
  scopes: [{ value: "read", id: READ }],
  appRoles: [{ value: "Daemon", id: ROLE, allowedMemberTypes: ["Application", "User"] }],
  groupMembershipClaims: ["SecurityGroup", "ApplicationGroup"],
  graphPermissions: ["User.Read", { name: "User.Read.All", type: "application" }],
  owners: [DANA, caller],
  knownClients: [WEB],
  assignments: [{ principal: DANA, role: "Daemon" }, DANA],
  assignmentRequired: true,
};

/** Import ids of all parts of {@link WHOLE}. */
const IMPORTS = {
  "uri-api://calls": `${applicationId}/identifierUris/YXBpOi8vY2FsbHM=`,
  uri: `${applicationId}/identifierUris/${btoa(`api://${clientId}`)}`,
  [`scope-${READ}`]: `${applicationId}/permissionScopes/${READ}`,
  [`app-role-${ROLE}`]: `${applicationId}/appRoles/${ROLE}`,
  [`client-${CLI}`]: `${mockIds.registration}/preAuthorizedApplication/${CLI}`,
  [`owner-${DANA}`]: `${applicationId}/owners/${DANA}`,
  "graph-access": `${applicationId}/apiAccess/${GRAPH}`,
  "known-clients": `${applicationId}/knownClients`,
  "service-principal": principalId,
  [`assignment-${DANA}`]: `${principalId}/appRoleAssignedTo/any`,
  [`assignment-${DANA}-${ROLE}`]: `${principalId}/appRoleAssignedTo/other`,
};

describe("a registration that is adopted", () => {
  it("has a resource for each part that config declares", async () => {
    const stack = await run({ registration: REGISTRATION, ...WHOLE }, found());
    const parts = stack.resources
      .filter(({ type }) => type.startsWith("azuread:"))
      .map(({ name, inputs }) => [name.replace("management-api-", ""), inputs]);
    assert.deepEqual(Object.fromEntries(parts), {
      registration: {
        displayName: "Calls",
        requestedAccessTokenVersion: 1,
        groupMembershipClaims: ["ApplicationGroup", "SecurityGroup"],
      },
      "uri-api://calls": { applicationId, identifierUri: "api://calls" },
      uri: { applicationId, identifierUri: `api://${clientId}` },
      [`app-role-${ROLE}`]: {
        applicationId,
        roleId: ROLE,
        value: "Daemon",
        displayName: "Daemon",
        description: "Daemon",
        allowedMemberTypes: ["Application", "User"],
      },
      [`owner-${DANA}`]: { applicationId, ownerObjectId: DANA },
      [`owner-${caller}`]: { applicationId, ownerObjectId: caller },
      "graph-access": {
        applicationId,
        apiClientId: GRAPH,
        roleIds: [USER_READ_ALL],
        scopeIds: [USER_READ],
      },
      "known-clients": { applicationId, knownClientIds: [WEB] },
      "service-principal": { clientId, appRoleAssignmentRequired: true, owners: [caller] },
      [`scope-${READ}`]: {
        applicationId,
        scopeId: READ,
        value: "read",
        type: "User",
        adminConsentDescription: "read",
        adminConsentDisplayName: "read",
        userConsentDescription: "read",
        userConsentDisplayName: "read",
      },
      [`client-${CLI}`]: { applicationId, authorizedClientId: CLI, permissionIds: [READ] },
      [`assignment-${DANA}`]: {
        appRoleId: "00000000-0000-0000-0000-000000000000",
        principalObjectId: DANA,
        resourceObjectId: mockIds.servicePrincipal,
      },
      [`assignment-${DANA}-${ROLE}`]: {
        appRoleId: ROLE,
        principalObjectId: DANA,
        resourceObjectId: mockIds.servicePrincipal,
      },
    });
  });

  it("has no resource for what config leaves out", async () => {
    const config = { identifierUris: [], appRoles: [], clients: [], graphPermissions: [] };
    const stack = await run({ registration: REGISTRATION, ...config, scopes: [] }, found());
    assert.deepEqual(
      stack.resources.map(({ name }) => name),
      ["management-api", "management-api-registration", "management-api-service-principal"],
    );
  });

  it("imports the registration always, and parts where config says so", async () => {
    const registration = { ...REGISTRATION, imports: IMPORTS };
    const importsOf = async (config: Config): Promise<Record<string, string>> => {
      const { options } = await run(config, found());
      return Object.fromEntries(
        Object.entries(options).flatMap(([name, { importId }]) =>
          importId === undefined ? [] : [[name.replace("management-api-", ""), importId]],
        ),
      );
    };
    // Who deploys is an owner already, whoever wrote the ids.
    const always = {
      registration: applicationId,
      [`owner-${caller}`]: `${applicationId}/owners/${caller}`,
    };
    assert.deepEqual(await importsOf({ ...WHOLE, registration }), { ...IMPORTS, ...always });
    assert.deepEqual(await importsOf({ ...WHOLE, registration: REGISTRATION }), always);
  });

  it("keeps owners until the registration is deleted", async () => {
    const { options } = await run({ registration: REGISTRATION, ...WHOLE }, found());
    for (const owner of [DANA, caller]) {
      const { deletedWith } = options[`management-api-owner-${owner}`] ?? {};
      assert.equal(deletedWith, "management-api-registration");
    }
  });

  it("leaves to others what no key is about, and texts that config leaves out", async () => {
    const inside = { parent: "management-api", protect: true };
    const ours = [
      "description",
      "homepageUrl",
      "implicitAccessTokenIssuanceEnabled",
      "implicitIdTokenIssuanceEnabled",
      "logoutUrl",
      "marketingUrl",
      "privacyStatementUrl",
      "signInAudience",
      "supportUrl",
      "termsOfServiceUrl",
    ];
    const silent = await run({ registration: REGISTRATION, protect: true }, found());
    assert.deepEqual(silent.options["management-api-registration"], {
      ...inside,
      importId: applicationId,
      ignoreChanges: [...ours, "displayName", "notes", "serviceManagementReference"],
    });
    assert.deepEqual(silent.options["management-api-service-principal"], {
      ...inside,
      dependsOn: ["management-api-registration"],
      ignoreChanges: [
        "accountEnabled",
        "alternativeNames",
        "description",
        "loginUrl",
        "notes",
        "notificationEmailAddresses",
        "owners",
        "preferredSingleSignOnMode",
        "samlSingleSignOn",
        "tags",
      ],
    });
    const texts = { displayName: "New", notes: "n", serviceManagementReference: "s" };
    const spoken = await run({ registration: REGISTRATION, ...texts }, found());
    assert.deepEqual(spoken.options["management-api-registration"]?.ignoreChanges, ours);
    const { inputs } = spoken.resources.find(({ name }) => name.endsWith("registration")) ?? {};
    assert.deepEqual(inputs, {
      ...texts,
      requestedAccessTokenVersion: 2,
      groupMembershipClaims: ["SecurityGroup"],
    });
  });

  it("has the outputs of any other", async () => {
    const { outputs } = await run({ registration: REGISTRATION, ...WHOLE }, found());
    const {
      clientId: id,
      identifierUri,
      scopes,
      declared,
      objectIds,
      requiredPermissions,
    } = outputs;
    assert.deepEqual(
      { id, identifierUri, scopes, declared, objectIds, requiredPermissions },
      {
        id: clientId,
        identifierUri: "api://calls",
        scopes: ["api://calls/read"],
        declared: {
          registration: "adopt",
          displayName: "Calls",
          scopes: { read: READ },
          appRoles: { Daemon: ROLE },
          clients: { [CLI]: ["read"] },
          assignmentRequired: true,
        },
        objectIds: {
          registration: mockIds.registration,
          servicePrincipal: mockIds.servicePrincipal,
        },
        requiredPermissions: [
          `Application.ReadWrite.OwnedBy, and to be an owner of the registration ${clientId} and of its service principal: what config declares of both`,
          "User.Read.All: owners, and users given by name",
          "AppRoleAssignment.ReadWrite.All, Application.Read.All: assignments",
        ],
      },
    );
  });
});

describe("the name of a registration that is adopted", () => {
  it("is kept as it is there, and shown without what people do not see", async () => {
    const stack = await run({ registration: REGISTRATION }, found({ displayName: " Calls\u202e" }));
    const root = stack.resources.find(({ name }) => name === "management-api-registration");
    assert.equal(root?.inputs["displayName"], " Calls\u202e");
    const { displayName } = stack.outputs["declared"] as { readonly displayName: string };
    assert.equal(displayName, "Calls\\u202e");
  });
});

const REFUSALS: Refusals = {
  "is there": [
    {},
    {},
    [
      `"registration.clientId" is "${clientId}"`,
      "it must be the client id of a registration of this tenant; there is none of that id.",
      'write the "Application (client) ID" that the portal shows under "App registrations" (no object id, and no application of another tenant).',
    ],
  ],
  "is imported by the ids of its parts": [
    {
      ...WHOLE,
      registration: { ...REGISTRATION, imports: { ...IMPORTS, "known-clients": applicationId } },
    },
    found(),
    [
      `"registration.imports.known-clients" is "${applicationId}"`,
      `it must be "${applicationId}/knownClients", the import id of that part of this registration.`,
      'run "npm run adopt" again, which writes it, or take the entry out.',
    ],
  ],
  "is imported with assignments to it": [
    {
      ...WHOLE,
      registration: { ...REGISTRATION, imports: { [`assignment-${DANA}`]: `${principalId}/x` } },
    },
    found(),
    [
      `"registration.imports.assignment-${DANA}" is "${principalId}/x"`,
      `it must be "${principalId}/appRoleAssignedTo/" and the assignment's id, the import id of that part of this registration.`,
      'run "npm run adopt" again, which writes it, or take the entry out.',
    ],
  ],
  "is imported by parts that config declares": [
    { registration: { ...REGISTRATION, imports: { "known-client": "x" } }, knownClients: [WEB] },
    found(),
    [
      '"registration.imports.known-client" is "x"',
      "it must name a part that the stack declares and that can be there.",
      'write "known-clients", or take the entry out.',
    ],
  ],
  "has switched on what config declares": [
    { scopes: [{ value: "off", id: OFF }] },
    found({
      apis: [
        { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope(OFF, "off", false)] },
      ],
      oauth2PermissionScopeIds: { off: OFF },
    }),
    [
      '"scopes[0].value" is "off"',
      'it must not be one that is switched off there: "Calls" has "off" switched off, and the provider would switch it on.',
      'take it out, choose another value, or switch it on first (portal, "Expose an API" or "App roles").',
    ],
  ],
  "has switched on what config declares under another id": [
    { appRoles: [{ value: "Off" }] },
    found({ appRoles: [role(OFF, "Off", false)], appRoleIds: { Off: OFF } }),
    [
      '"appRoles[0].value" is "Off"',
      'it must not be one that is switched off there: "Calls" has "Off" switched off, and the provider would switch it on.',
      'take it out, choose another value, or switch it on first (portal, "Expose an API" or "App roles").',
    ],
  ],
  "gets no new URI that version 1 may not have": [
    { tokenVersion: 1, identifierUris: ["api://calls", "api://other"] },
    found(),
    [
      '"identifierUris[1]" is "api://other"',
      'it must, with "tokenVersion" 1, hold {clientId} or {tenantId}, or name a domain that the tenant has verified.',
      'write "api://{tenantId}/other", or set "tokenVersion" to 2.',
    ],
  ],
  "keeps the ids of its scopes": [
    { tokenVersion: 1, scopes: [{ value: "read", id: OFF }] },
    found(),
    [
      `"scopes[0].id" is "${OFF}"`,
      `it must stay "${READ}": the registration "Calls" has the scope "read" under that id, and no id changes in one "pulumi up".`,
      `write "id: ${READ}"; or, to change it, take "read" out of "scopes" and out of all that names it, run "pulumi up", put it back and run "pulumi up" again (until then nobody has it).`,
    ],
  ],
};

describe("a registration is adopted only if it", () => {
  itRefuses(REGISTRATION, REFUSALS);

  it("has switched off only what config does not declare: that is accepted", async () => {
    const off = { appRoles: [role(OFF, "Off", false)], appRoleIds: { Off: OFF } };
    assert.equal((await outcome({ registration: REGISTRATION }, found(off))).said, "");
  });
});
