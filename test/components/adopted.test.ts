/**
 * Proves what the program makes of a registration that it adopts: a resource for each part that
 * config declares, what it imports, what it leaves to others, and what it refuses. Runs under
 * mocks; test/endToEnd shows the same with engine and directory.
 */
import assert from "node:assert/strict";
import { mockIds } from "../support/mockStack";
import type { Config } from "../support/stackRun";
import { run } from "./mockComponent";
import {
  CLI,
  REGISTRATION,
  applicationId,
  READ,
  ROLE,
  DANA,
  WEB,
  GRAPH,
  USER_READ,
  USER_READ_ALL,
  found,
  clientId,
  caller,
  WHOLE,
  IMPORTS,
} from "./adoptedFound";

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
